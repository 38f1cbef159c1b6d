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
    words = command(tmp_path, "x.aurae", "-v", "--config")
    files = "/a/ca.crt,/a/client.crt,/a/client.key"
    assert f"--allow-read=/,{launch.BUNDLE},{files},/run/aurae.sock" in words
    assert "--allow-write=/run/aurae.sock" in words
    assert "--allow-net=unix:/run/aurae.sock" in words
    assert {"--no-prompt", "--no-remote", "--no-npm", "--cached-only"} < set(words)
    runner = words.index(f"{launch.BUNDLE}/runner.js")
    assert words[runner + 1 :] == [
        *("seal", "", "/run/aurae.sock", "/a/ca.crt", "/a/client.crt", "/a/client.key"),
        *("x.aurae", "-v", "--config"),
    ]
    assert not {word for word in words if word.startswith(("--allow-env", "--allow-run"))}


def test_a_daemon_on_tcp_is_reached_by_host_and_port(tmp_path: Path) -> None:
    words = command(tmp_path, "x.aurae", socket="[::1]:8080")
    assert "--allow-net=[::1]:8080" in words
    assert not [word for word in words if word.startswith("--allow-write")]


def test_permissions_of_the_command_line_are_added(tmp_path: Path) -> None:
    words = command(tmp_path, "--allow-read=/etc", "--allow-env", "--allow-net=a:1", "x.aurae")
    reads = next(word for word in words if word.startswith("--allow-read"))
    assert reads.startswith("--allow-read=/etc,/,")
    assert "--allow-env" in words
    assert "--allow-net=a:1,unix:/run/aurae.sock" in words
    assert "open" in command(tmp_path, "--allow-read", "x.aurae")


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
