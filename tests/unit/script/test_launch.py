"""The launcher: command lines in, Deno's command line out."""

import subprocess
import sys
from pathlib import Path

import pytest

from aurae.script import launch

CONFIG = """\
[auth]
ca_crt = "/a/ca.crt"
client_crt = "/a/client.crt"
client_key = "/a/client.key"
[system]
socket = "{socket}"
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; from aurae.script.launch import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )


def command(tmp_path: Path, *words: str, socket: str = "/run/aurae.sock") -> list[str]:
    config = tmp_path / "config"
    config.write_text(CONFIG.format(socket=socket))
    line = launch.Line(["--config", str(config), *words])
    return launch.command("deno", line)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "a FILE is needed"),
        (("--nope", "x"), "unknown option --nope"),
        (("--config",), "--config needs a FILE"),
        (("--config=", "x"), "--config needs a FILE"),
    ],
)
def test_a_wrong_command_line_is_exit_status_2(words: tuple[str, ...], why: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr == f"auraescript: {why}; see auraescript --help\n"


def test_help_and_version_are_printed() -> None:
    assert run("--help").stdout == launch.USAGE
    assert run("--version").stdout.startswith("auraescript ")


def test_a_script_gets_its_daemon_and_nothing_else(tmp_path: Path) -> None:
    script = tmp_path / "x.aurae"
    words = command(tmp_path, str(script), "-v", "--config")
    files = ("/a/ca.crt", "/a/client.crt", "/a/client.key")
    reads = ",".join((*files, "/run/aurae.sock", str(tmp_path)))
    assert f"--allow-read={launch.BUNDLE},{reads}" in words
    assert "--allow-write=/run/aurae.sock" in words
    assert "--allow-net=unix:/run/aurae.sock" in words
    assert {"--no-prompt", "--no-remote", "--no-npm", "--cached-only"} < set(words)
    runner = words.index(f"{launch.BUNDLE}/runner.js")
    assert words[runner + 1 :] == [
        *("", "/run/aurae.sock", *files, str(script), str(tmp_path)),
        *(f"read={path}" for path in (*files, "/run/aurae.sock", tmp_path)),
        *("write=/run/aurae.sock", "net=unix:/run/aurae.sock", "--"),
        *(str(script), "-v", "--config"),
    ]
    assert not {word for word in words if word.startswith(("--allow-env", "--allow-run"))}


def test_permissions_of_the_command_line_are_added(tmp_path: Path) -> None:
    options = ("--allow-read=/etc,/b,,c", "--allow-env", "--allow-net=a:1")
    words = command(tmp_path, *options, "x.aurae")
    reads = next(word for word in words if word.startswith("--allow-read"))
    assert reads.startswith(f"--allow-read=/etc,/b,,c,{launch.BUNDLE},")
    assert {"--allow-env", "granted=/etc", "granted=/b,c"} < set(words)
    assert "--allow-net=a:1,unix:/run/aurae.sock" in words


def test_what_the_user_grants_is_not_given_up(tmp_path: Path) -> None:
    script = str(tmp_path / "x.aurae")
    everything = command(tmp_path, "--allow-read", "--allow-write", "--allow-net", script)
    assert everything[-3:] == ["granted=/", "--", script]
    some = command(tmp_path, "--allow-read=/a", "--allow-net=h", script, socket="h:1")
    assert not {word for word in some if word.startswith(("read=/a", "net="))}
    assert f"read={tmp_path}" in some


@pytest.mark.parametrize("above", ["home", "home/..", "/", "/etc"])
def test_a_script_in_a_place_of_everything_has_to_do_without_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: str
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    script = (tmp_path / above / "x.aurae").resolve()
    words = command(tmp_path, str(script))
    assert f"read={script}" in words
    assert words[words.index(str(script)) + 1] == ""


def test_the_cache_is_private_and_bounded(tmp_path: Path) -> None:
    folder = tmp_path / "cache/deno"
    for _ in range(2):
        assert launch.cache(str(folder)) == str(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
    grown = folder / f"{launch.CACHES[0]}-wal"
    with grown.open("wb") as file:
        file.truncate(launch.CACHE_LIMIT)
    launch.cache(str(folder))
    assert grown.exists()
    (folder / launch.CACHES[0]).write_text("x")
    launch.cache(str(folder))
    assert [path.name for path in folder.iterdir()] == ["location_data"]


def test_a_cache_that_cannot_be_made_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    launch.cache(str(tmp_path / "file/deno"))


def test_a_comma_in_a_path_does_not_split_it(tmp_path: Path) -> None:
    words = command(tmp_path, "x.aurae", socket="/run/a,b.sock")
    assert "--allow-write=/run/a,,b.sock" in words


def test_starting_imports_nothing_that_costs_time() -> None:
    program = (
        "import sys; before = set(sys.modules); import aurae.script.launch;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    modules = {"aurae", "aurae.script", "aurae.script.launch", "aurae.script.plain"}
    assert set(done.stdout.split()) <= {*modules, "__future__"}
