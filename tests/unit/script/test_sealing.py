"""What an AuraeScript that means harm cannot reach: an attacker's lines, one by one."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon

Script = Callable[..., subprocess.CompletedProcess[str]]
ATTRIBUTE = 'with { type: "text" }'


@pytest.fixture(scope="module")
def daemon() -> Iterator[ScriptDaemon]:
    need("deno")
    with ScriptDaemon() as daemon:
        yield daemon


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Make a file outside the script's folder."""
    path = tmp_path / "elsewhere/secret"
    path.parent.mkdir()
    path.write_text("SECRET in here\n")
    path.with_suffix(".json").write_text('{"a": "SECRET"}')
    return path


@pytest.fixture
def script(daemon: ScriptDaemon, tmp_path: Path) -> Script:
    """Write the text to folder/x.aurae and run it there."""
    folder = tmp_path / "folder"
    folder.mkdir()

    def go(text: str, *options: str) -> subprocess.CompletedProcess[str]:
        (folder / "x.aurae").write_text(text)
        return run("x.aurae", config=daemon.config, options=options, cwd=folder)

    return go


@pytest.mark.parametrize(
    "text",
    [
        f'import x from "FILE" {ATTRIBUTE}; console.log(x);',
        f'import x from "file://FILE" {ATTRIBUTE}; console.log(x);',
        f'import x from "../elsewhere/secret" {ATTRIBUTE}; console.log(x);',
        f'import x from "./a/../../elsewhere/secret" {ATTRIBUTE}; console.log(x);',
        f'import x from "\\x2e./elsewhere/secret" {ATTRIBUTE}; console.log(x);',
        'import x from "FILE.json" with { type: "json" }; console.log(x);',
        'console.log(await import("FILE", {with: {type: "text"}}));',
        'console.log(await import("file://FILE", {with: {type: "text"}}));',
        'console.log(await import(`file://FILE`, {with: {type: "text"}}));',
        'console.log(await import(/* */ "file://FILE", {with: {"type": "text"}}));',
        'import \'data:text/javascript,import x from "file://FILE" '
        'with {type: "text"}; console.log(x)\';',
        'import "FILE";',
        'export * from "FILE";',
        'let t: import("FILE"); import "FILE";',
        f'import x from "./link" {ATTRIBUTE}; console.log(x);',
        f'import x from "./into/secret" {ATTRIBUTE}; console.log(x);',
        'import "./link";',
        'import "./helper.ts";',
        'import "./helper.aurae";',
        f'import x from "./.hidden" {ATTRIBUTE}; console.log(x);',
        f'import x from "./.git/config" {ATTRIBUTE}; console.log(x);',
        'import "./.hidden";',
        'import "./plain";',
        'console.log(Deno.readTextFileSync("x.aurae") + "SECRET");',
        'new Worker("data:text/javascript,import \\"file://FILE\\"", {type: "module"}); '
        "await new Promise(() => 0)",
    ],
)
@pytest.mark.parametrize("circle", ["", 'import * as self from "./x.aurae"; self;'])
def test_no_import_reads_what_was_not_granted(
    script: Script, secret: Path, tmp_path: Path, text: str, circle: str
) -> None:
    folder = tmp_path / "folder"
    helper = f'import x from "{secret}" {ATTRIBUTE};\nconsole.log(x);\n'
    (folder / "helper.ts").write_text(helper)
    (folder / "helper.aurae").write_text(helper)
    (folder / "link").symlink_to(secret)
    (folder / "into").symlink_to(secret.parent)
    (folder / ".git").mkdir()
    for name in (".hidden", ".git/config", "plain"):
        shutil.copy(secret, folder / name)
    done = script(text.replace("FILE", str(secret)) + circle)
    assert done.returncode == 1
    assert "SECRET" not in (done.stdout + done.stderr).replace("data:text/javascript,", "")
    assert done.stderr


@pytest.mark.parametrize("name", ["/etc/shadow", "/etc/passwd"])
def test_a_refused_import_says_what_would_allow_it(script: Script, name: str) -> None:
    done = script(f'import x from "{name}" {ATTRIBUTE}; console.log(x);')
    why = f"cannot import {name}: the script may not read it; give auraescript --allow-read={name}"
    assert (done.stdout, done.stderr) == ("", f"x.aurae:1:15: {why}\n")
    assert script(f'import "{name}"').stderr == f"x.aurae:1:8: {why}\n"


def test_an_import_from_elsewhere_can_be_allowed(script: Script, secret: Path) -> None:
    text = f'import x from "{secret}" {ATTRIBUTE}; console.log(x.trim());'
    for option in (f"--allow-read={secret}", f"--allow-read={secret.parent}", "--allow-read"):
        assert script(text, option).stdout == "SECRET in here\n"


def test_files_beside_the_script_are_imported(script: Script, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "a").mkdir()
    (folder / "a/b.ts").write_text(
        'import type { T } from "./c.ts";\nimport d from "../d.json" with { type: "json" };\n'
        "export const b: T = d.n;\n"
    )
    (folder / "a/c.ts").write_text('export type T = number;\nexport { b } from "./b.ts";\n')
    (folder / "d.json").write_text('{"n": 7}')
    (folder / "t.txt").write_text('import "./nowhere"')
    done = script(
        'import { b } from "./a/c.ts"; const t = await import("./t.txt", {with: {type: "text"}});'
        f'import u from "./t.txt" {ATTRIBUTE}; console.log(b, t.default == u, u);'
    )
    assert (done.stderr, done.stdout) == ("", '7 true import "./nowhere"\n')


def test_a_script_behind_a_symbolic_link_has_the_folder_that_it_is_in(
    daemon: ScriptDaemon, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "bin").mkdir()
    (tmp_path / "real/x.aurae").write_text('import "./y.aurae"')
    (tmp_path / "real/y.aurae").write_text('console.log("here")')
    (tmp_path / "bin/x").symlink_to("../real/x.aurae")
    assert run(tmp_path / "bin/x", config=daemon.config, cwd=tmp_path).stdout == "here\n"


def test_a_script_in_the_home_folder_has_nothing_but_itself(
    daemon: ScriptDaemon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "notes").write_text("SECRET")
    script = tmp_path / "x.aurae"
    script.write_text("console.log(connect().discovery().discover().version)")
    assert run(script, config=daemon.config).stdout == "1.2.3\n"
    script.write_text(f'import x from "./notes" {ATTRIBUTE}; console.log(x)')
    done = run(script, config=daemon.config)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"give auraescript --allow-read={tmp_path}/notes" in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--allow-net", "--allow-env", "--allow-sys"),
        ("--allow-read=/etc", "--allow-write=/etc"),
        ("--allow-all", "--deny-read", "--deny-ffi", "--deny-run"),
        ("--allow-read", "--deny-read=FOLDER/client.key,FOLDER/client.crt,FOLDER/ca.crt,CONFIG"),
        ("--config=CONFIG", "--config=FOLDER/more"),
        ("--host=SOCKET,localhost:1",),
    ],
)
def test_the_client_files_are_out_of_reach(
    daemon: ScriptDaemon, script: Script, options: tuple[str, ...]
) -> None:
    key = daemon.folder / "client.key"
    daemon.write_config("more", "expired")
    words = [
        word.replace("FOLDER", str(daemon.folder))
        .replace("CONFIG", str(daemon.config))
        .replace("SOCKET", str(daemon.socket))
        for word in options
    ]
    if any(word.startswith("--deny-read=") for word in words):
        # Deno refuses it to the connection as well.
        assert "cannot connect" in script("connect()", *words).stderr
        return
    done = script(
        f"""
        connect().discovery().discover()
        for const name of ["client.key", "client.crt", "ca.crt", "config"] {{
          try {{ Deno.readTextFileSync("{daemon.folder}/" + name) }}
          catch (e) {{ console.log(e.name) }}
        }}
        """,
        *words,
    )
    assert done.stdout.split() == ["NotCapable"] * 4
    beside = daemon.folder / "beside.aurae"
    for name in (str(key), "./client.key", "./client.crt"):
        beside.write_text(f'import x from "{name}" {ATTRIBUTE}; console.log(x)')
        done = run(beside, config=daemon.config)
        assert (done.returncode, done.stdout) == (1, "")


def test_the_socket_is_the_workers_alone_and_calls_go_on(
    daemon: ScriptDaemon, script: Script
) -> None:
    done = script(
        f"""
        let aurae = connect(), path = "{daemon.socket}"
        let tries = [
          () => Deno.chmodSync(path, 0), () => Deno.removeSync(path), () => Deno.statSync(path),
          () => Deno.renameSync(path, path + "x"), () => Deno.writeTextFileSync(path, "x"),
        ]
        for const go of tries {{
          try {{ go(); console.log("allowed") }} catch (e) {{ console.log(e.name) }}
        }}
        try {{ await Deno.connect({{transport: "unix", path}}) }} catch (e) {{ console.log(e.name) }}
        console.log([...aurae.runtime().logs("web")].length)
        aurae.close()
        console.log(connect().discovery().discover().version)
        """
    )
    assert done.stderr == ""
    assert done.stdout.split() == [*["NotCapable"] * 6, "3", "1.2.3"]


def test_what_is_denied_stays_denied(script: Script, secret: Path) -> None:
    text = f"console.log(Deno.readTextFileSync('{secret}').trim())"
    assert script(text, "-A").stdout == "SECRET in here\n"
    for option in ("--deny-read", f"--deny-read={secret}", f"--deny-read={secret.parent}"):
        for allowed in ("-A", "--allow-read", f"--allow-read={secret}"):
            done = script(text, allowed, option)
            assert (done.returncode, done.stdout) == (1, "")
    importing = f'import x from "{secret}" {ATTRIBUTE}; console.log(x);'
    assert "cannot import" in script(importing, "-A", f"--deny-read={secret}").stderr


@pytest.mark.parametrize(
    ("right", "text"),
    [
        ("write", "Deno.writeTextFileSync('new.txt', '')"),
        ("net", "Deno.listen({ port: 0, hostname: '127.0.0.1' })"),
        ("env", "Deno.env.get('PATH')"),
        ("run", "new Deno.Command('true').outputSync()"),
        ("sys", "Deno.hostname()"),
        ("ffi", "Deno.dlopen('libc.so.6', {})"),
    ],
)
def test_each_right_is_given_and_taken_by_its_name(script: Script, right: str, text: str) -> None:
    text = f"{text}; console.log('allowed'); Deno.exit()"
    assert script(text, f"--allow-{right}").stdout == "allowed\n"
    assert script(text, "-A").stdout == "allowed\n"
    for words in ((), ("-A", f"--deny-{right}"), (f"--allow-{right}", f"--deny-{right}")):
        done = script(text, *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert "NotCapable" in done.stderr


def test_a_connection_that_hides_its_name_is_refused(script: Script) -> None:
    done = script('console.log(1); globalThis["con" + "nect"]()')
    assert done.stdout == "1\n"
    assert "cannot connect: the word `connect` stands in no file of the script" in done.stderr


def test_nothing_is_stored_without_a_permission(script: Script) -> None:
    done = script(
        """
        for const name of ["localStorage", "sessionStorage", "caches"] {
          console.log(typeof globalThis[name])
        }
        let code = "caches.open('x').then(() => 'stored', (e) => e.name).then(postMessage)"
        let worker = new Worker("data:text/javascript," + encodeURIComponent(code), {type: "module"})
        worker.onmessage = (e) => { console.log(e.data); worker.terminate() }
        """
    )
    assert done.stdout.split() == [*["undefined"] * 3, "Error"]


def test_runs_leave_no_file_of_their_own_behind(
    daemon: ScriptDaemon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    script = tmp_path / "s/x.aurae"
    script.parent.mkdir()
    script.write_text('let mark: string = "mark"; console.log(mark)')
    for _ in range(2):
        assert run(script, config=daemon.config).stdout == "mark\n"
    cache = tmp_path / ".cache/aurae/deno"
    assert os.listdir(tmp_path / ".cache") == ["aurae"]
    assert cache.stat().st_mode & 0o777 == 0o700
    assert not (cache / "gen").exists()
    assert (cache / "location_data").read_bytes() == b""

    def kept() -> set[str]:
        return {path.name.removesuffix("-wal").removesuffix("-shm") for path in cache.iterdir()}

    before = kept()
    run(script, config=daemon.config)
    assert kept() == before
