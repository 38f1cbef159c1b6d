"""Scripts run by `auraescript` against a daemon whose answers are known."""

import json
import os
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.auraescript import PROGRAM, run
from tests.support.require import need
from tests.support.script_daemon import CLIENT, SERVER, ScriptDaemon

ROOT = Path(__file__).resolve().parents[3]
HELLO = ROOT / "examples/hello.aurae"
Script = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def daemon() -> Iterator[ScriptDaemon]:
    need("deno")
    with ScriptDaemon() as daemon:
        yield daemon


@pytest.fixture
def script(daemon: ScriptDaemon, tmp_path: Path) -> Script:
    """Write the text to x.aurae and run it there."""

    def go(
        text: str, *words: str, config: Path = daemon.config, options: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        (tmp_path / "x.aurae").write_text(text)
        return run("x.aurae", *words, config=config, options=options, cwd=tmp_path)

    return go


def documents(text: str) -> list[dict[str, object]]:
    """Read JSON documents that follow each other."""
    found, decoder = [], json.JSONDecoder()
    while text.strip():
        value, end = decoder.raw_decode(text.lstrip())
        found.append(value)
        text = text.lstrip()[end:]
    return found


def test_the_example_prints_who_i_am_and_what_ran(daemon: ScriptDaemon) -> None:
    done = run(HELLO, config=daemon.config)
    assert (done.returncode, done.stderr) == (0, "")
    info, ran = documents(done.stdout)
    assert info["spiffe_id"] == CLIENT
    assert info["server"] == {"version": "1.2.3", "node_name": "n1", "spiffe_id": SERVER}
    assert info["not_after"] == "2023-11-14T22:13:20.123456789Z"
    assert list(ran)[:7] == ["name", "kind", "cell", "pid", "status", "exit_code", "stdout"]
    assert (ran["status"], ran["kind"], ran["id"]) == ("exited", "executable", str(2**63 + 1))
    assert ran["stdout"] == "/etc/resolv.conf\n"


def test_the_example_prints_one_document_when_told_not_to_execute(
    daemon: ScriptDaemon, script: Script
) -> None:
    done = script(HELLO.read_text().replace("let execute = true", "let execute = false"))
    assert len(documents(done.stdout)) == 1


def test_an_error_of_the_daemon_names_the_place_and_nothing_else(script: Script) -> None:
    done = script('let r = connect().runtime();\nif r {\n  r.start(exec("/bin/nope"));\n}\n')
    assert done.returncode == 1
    why = "cannot start nope: execve /bin/nope: No such file or directory"
    assert done.stderr == f"x.aurae:3:5: {why}\n"


def test_a_script_catches_errors_by_their_code(script: Script) -> None:
    done = script(
        """
        try { connect().runtime().get("web") }
        catch (e) { console.log(e instanceof AuraeError, e.code, e.message, e.method) }
        try { connect().system().reexec() } catch (e) { console.log(e.message) }
        """
    )
    assert done.stdout.splitlines() == [
        "true NOT_FOUND cannot get web: no such workload aurae.runtime.v0.RuntimeService/Get",
        "cannot reexec: trial: naïve 100%",
    ]


def test_a_call_that_takes_too_long_is_given_up(script: Script) -> None:
    done = script(
        """
        try { connect().discovery().discover({}, {timeout: 0.000001}) }
        catch (e) { console.log(e.code) }
        console.log(connect().discovery().discover().version)
        """
    )
    assert done.stdout.splitlines()[-1] == "1.2.3"


def test_streams_are_iterated_and_left_at_will(script: Script) -> None:
    done = script(
        """
        let runtime = connect().runtime()
        for const line of runtime.logs("web") { console.log(line.text, line.stream, line.time) }
        let count = 0
        for const line of runtime.logs("web", {follow: true}) { if ++count == 500 { break } }
        console.log(count, runtime.list({all: true}).length)
        """
    )
    moment = "stdout 2023-11-14T22:13:20.123456789Z"
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        *(f"web {number} {moment}" for number in range(3)),
        "500 3",
    ]


def test_every_service_can_be_called(script: Script) -> None:
    done = script(
        """
        let aurae = connect()
        aurae.discovery().discover().json()
        aurae.identity().whoAmI().json()
        aurae.system().status().json()
        aurae.health().check().json()
        aurae.runtime().start(exec(["sleep", "9"], {name: "s"}), {wait: 0}).json()
        aurae.runtime().stop("s").json()
        aurae.runtime().wait("s", {timeout: 1}).json()
        aurae.runtime().list().json()
        console.log(aurae.runtime().start(exec("large")).stdout.length)
        aurae.close()
        """
    )
    assert done.stderr == ""
    *printed, length = done.stdout.rsplit("\n", 2)[:2]
    found = documents(printed[0])
    assert found[2]["lost_exits"] == str(2**64 - 1)
    assert found[3] == {"status": "serving"}
    assert found[4]["status"] == "running"
    assert "stdout" not in found[4]
    assert len(found[7]) == 3
    assert length == str(4 * 2**20)


def test_a_script_is_sealed_off(script: Script, daemon: ScriptDaemon) -> None:
    done = script(
        """
        let tries = {
          read: () => Deno.readTextFileSync("/etc/hostname"),
          write: () => Deno.writeTextFileSync("x.txt", ""),
          env: () => Deno.env.get("PATH"),
          run: () => new Deno.Command("true").outputSync(),
          net: () => Deno.listen({port: 0}),
          ffi: () => Deno.dlopen("libc.so.6", {}),
        }
        connect().discovery().discover()
        for const [name, go] of Object.entries(tries) {
          try { go(); console.log(name, "allowed") } catch (e) { console.log(name, e.name) }
        }
        """
    )
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["NotCapable"] * 6


def test_permissions_can_be_given(script: Script, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("42")
    text = 'console.log(Deno.readTextFileSync("data"))'
    assert script(text, options=("--allow-read=data",)).stdout == "42\n"
    assert script(text, options=("--allow-read",)).stdout == "42\n"
    assert script(text).returncode == 1


def test_scripts_import_each_other_and_plain_typescript(script: Script, tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    lib = "import { two } from './more.ts'\nexport function f(x: number): number {\n"
    lib += "  if x > 1 { return x * two }\n  throw new Error('small')\n}\n"
    (tmp_path / "lib/f.aurae").write_text(lib)
    (tmp_path / "lib/more.ts").write_text("export const two: number = 2;\n")
    text = "import { f } from './lib/f.aurae'\nconsole.log(f(21), import.meta.filename)\nf(0)\n"
    done = script(text)
    assert done.stdout == f"42 {tmp_path}/x.aurae\n"
    lines = done.stderr.splitlines()
    assert lines[0] == "lib/f.aurae:4:9: Error: small"
    assert lines[1].strip() == "at x.aurae:3:1"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("let a = 1\nlet b = ;\n", "x.aurae:2:9: Expression expected"),
        ("if true {\n  nope()\n}\n", "x.aurae:2:3: ReferenceError: nope is not defined"),
        ("let a\nthrow 'bare'\n", "x.aurae:2:1: uncaught: "),
        ("await Promise.reject(new Error('late'))\n", "x.aurae:1:22: Error: late"),
        ("setTimeout(() => { throw new Error('later') }, 1)\n", "x.aurae:1:26: Error: later"),
        ("import './gone.aurae'\n", "x.aurae:1:8: cannot import ./gone.aurae: no such file"),
        ("import './gone.ts'\n", "x.aurae:1:8: cannot import ./gone.ts: no such file"),
        ("import 'npm:chalk'\n", "x.aurae:1:8: "),
        ("enum A { B }\n\nfor const x of [A.B] {\n  x()\n}\n", "x.aurae:4:3: TypeError"),
    ],
)
def test_what_is_wrong_with_a_script_names_its_place(script: Script, text: str, why: str) -> None:
    done = script(text)
    assert done.returncode == 1
    assert done.stderr.startswith(why)


def test_exit_statuses_and_arguments_are_the_scripts_own(script: Script) -> None:
    done = script("console.log(args.join(), Deno.args.length)\nDeno.exit(7)", "-x", "b c")
    assert (done.returncode, done.stdout) == (7, "-x,b c 2\n")


def test_a_script_with_a_shebang_line_runs_by_itself(daemon: ScriptDaemon, tmp_path: Path) -> None:
    path = tmp_path / "hello"
    path.write_text("#!/usr/bin/env auraescript\n" + HELLO.read_text())
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    environment = {
        "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}",
        "AURAE_CLIENT_CONFIG": str(daemon.config),
    }
    done = subprocess.run([path], env=environment, capture_output=True, text=True, check=True)
    assert len(documents(done.stdout)) == 2


def test_a_missing_script_and_one_that_is_no_text_say_so(tmp_path: Path) -> None:
    assert run("nope.aurae", cwd=tmp_path).stderr == "cannot run nope.aurae: no such file\n"
    (tmp_path / "x.aurae").write_bytes(b"\xff\xfe")
    done = run("x.aurae", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "x.aurae:1:1: cannot read script: it is not UTF-8\n"


def test_a_byte_order_mark_and_carriage_returns_are_fine(script: Script, tmp_path: Path) -> None:
    done = script("\ufefflet a = 1\r\nif a > 0 {\r\n  console.log(a)\r\n}\r\n")
    assert done.stdout == "1\n"


@pytest.mark.parametrize("kind", ["missing", "deaf", "expired", "stranger", "broken"])
def test_a_daemon_that_cannot_be_reached_is_told_at_connect(
    daemon: ScriptDaemon, script: Script, kind: str, tmp_path: Path
) -> None:
    expected = "cannot connect to "
    if kind == "missing":
        config = daemon.write_config("missing", "client", str(tmp_path / "none.sock"))
    elif kind == "expired":
        config = daemon.write_config("expired-config", "expired")
    elif kind == "broken":
        config, expected = daemon.write_config("broken", "nobody"), "cannot connect: "
    elif kind == "stranger":
        with ScriptDaemon() as other:
            config = other.write_config("stranger", "client", str(daemon.socket))
            done = script("1\nconnect()", config=config)
        assert done.stderr.startswith("x.aurae:2:1: cannot connect to ")
        return
    else:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(daemon.folder / "deaf"))
            listener.listen()
            config = daemon.write_config("deaf-config", "client", str(daemon.folder / "deaf"))
            listener.close()
    done = script("1\nconnect()", config=config)
    assert done.returncode == 1
    assert done.stderr.startswith(f"x.aurae:2:1: {expected}")
    assert len(done.stderr.splitlines()) == 1


def test_a_script_that_does_not_connect_needs_no_daemon(script: Script) -> None:
    missing = Path("/nowhere/config")
    assert script("console.log(1 + 1)", config=missing).stdout == "2\n"
    done = script("connect()", config=missing)
    why = "cannot connect: cannot read /nowhere/config: No such file or directory"
    assert done.stderr == f"x.aurae:1:1: {why}\n"


def test_a_configuration_can_be_named_in_the_script(daemon: ScriptDaemon, script: Script) -> None:
    text = f"console.log(connect({str(daemon.config)!r}).discovery().discover().version)"
    allowed = script(
        text,
        config=Path("/nowhere/config"),
        options=(
            f"--allow-read={daemon.folder}",
            f"--allow-write={daemon.socket}",
            f"--allow-net=unix:{daemon.socket}",
        ),
    )
    assert allowed.stdout == "1.2.3\n"
    refused = script(text, config=Path("/nowhere/config"))
    assert f"give auraescript --allow-read={daemon.config}" in refused.stderr
