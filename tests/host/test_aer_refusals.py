"""What `aer` says when something cannot be done: one clear line, and the exit code of a shell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.daemon import Daemon
from tests.support.unharmed import unharmed

USAGE = 2
FAILED = 1
CANNOT_RUN, NOT_EXECUTABLE, NOT_FOUND = 125, 126, 127

RUN: dict[str, tuple[list[str], int, str]] = {
    "an empty command": ([""], CANNOT_RUN, "executable.argv[0]: is empty"),
    "a blank command for a shell": (["--shell", " "], CANNOT_RUN, "executable.command: is empty"),
    "a missing command": (["{0}/nope"], NOT_FOUND, "execve {0}/nope: No such file or directory"),
    "a command that is not in PATH": (
        ["nope-nope"],
        NOT_FOUND,
        "execve nope-nope: No such file or directory",
    ),
    "a file that is not executable": (
        ["{0}/plain"],
        NOT_EXECUTABLE,
        "execve {0}/plain: Permission denied",
    ),
    "a file of no format": (
        ["{0}/nonsense"],
        NOT_EXECUTABLE,
        "execve {0}/nonsense: Exec format error",
    ),
    "a folder": (["{0}"], NOT_EXECUTABLE, "execve {0}: Permission denied"),
    "a missing folder to work in": (
        ["--cwd", "{0}/nope", "--", "true"],
        CANNOT_RUN,
        "chdir {0}/nope: No such file or directory",
    ),
    "a relative folder to work in": (
        ["--cwd", "tmp", "--", "true"],
        CANNOT_RUN,
        "executable.working_directory: is not an absolute path",
    ),
    "an unknown user": (
        ["--user", "no-such-user", "--", "true"],
        CANNOT_RUN,
        "executable.user: unknown user 'no-such-user'",
    ),
    "a variable without a name": (
        ["--env", "=x", "--", "true"],
        CANNOT_RUN,
        "executable.env: '' is not the name of a variable",
    ),
    "a long argument": (
        ["--shell", "--", "true", *["x" * 100_000] * 2],
        CANNOT_RUN,
        "executable.command: has 200006 bytes, at most 131071 are allowed: use argv",
    ),
}

OTHER: dict[str, tuple[list[str], int, str]] = {
    "a command of nothing": (["run"], USAGE, "aer run: the command is missing"),
    "an unknown command of ours": (["walk"], USAGE, "aer: 'walk' is not a command"),
    "an unknown option": (["ps", "--walk"], USAGE, "aer ps: unrecognized arguments: --walk"),
    "a stop of nothing": (["stop"], USAGE, "aer stop: the following arguments are required: NAME"),
    "a bad duration": (["stop", "web", "--timeout", "soon"], USAGE, "'soon' is not a duration"),
    "an unknown name to stop": (["stop", "nobody"], FAILED, "aer: cannot stop nobody: no such"),
    "an unknown name to wait for": (["wait", "nobody"], FAILED, "aer: cannot wait for nobody: no"),
    "an unknown name to get": (["get", "nobody"], FAILED, "aer: cannot get nobody: no such"),
    "an unknown name to read": (["logs", "nobody"], FAILED, "aer: cannot read logs of nobody: no"),
    "a name that is none": (["get", "../web"], FAILED, "aer: cannot get '../web': name: "),
    "a name of two lines": (["stop", "a\nb"], FAILED, "aer: cannot stop 'a\\nb': name: "),
    "a name that is not UTF-8": (["get", "\udcff"], USAGE, "aer: b'\\xff' is not UTF-8"),
    "an argument that is not UTF-8": (
        ["run", "--", "echo", "a\udcff"],
        USAGE,
        "aer: b'a\\xff' is not UTF-8",
    ),
}


@pytest.fixture
def daemon(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, which must be as it was when the test is over."""
    with unharmed(shared_daemon):
        yield shared_daemon


@pytest.mark.parametrize("what", RUN)
def test_a_command_that_cannot_run_is_told_in_one_line_and_code(
    daemon: Daemon, tmp_path: Path, what: str
) -> None:
    (tmp_path / "plain").touch(0o644)
    (tmp_path / "nonsense").write_bytes(b"\x00\x01\x02")
    (tmp_path / "nonsense").chmod(0o755)
    words, code, why = RUN[what]
    done = daemon.aer(
        "run", "--name", "bad", *(word.format(tmp_path) for word in words), check=False
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr == f"aer: cannot start bad: {why.format(tmp_path)}\n"


def test_the_reason_stands_behind_a_long_path_too(daemon: Daemon) -> None:
    done = daemon.aer("run", "--name", "bad", "/" + "long/" * 700, check=False)
    assert (done.returncode, done.stdout) == (NOT_FOUND, "")
    assert done.stderr.startswith("aer: cannot start bad: execve /long/long/")
    assert done.stderr.endswith("…: No such file or directory\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("what", OTHER)
def test_a_request_that_fails_is_told_in_one_line_and_code(daemon: Daemon, what: str) -> None:
    words, code, why = OTHER[what]
    done = daemon.aer(*words, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert why in done.stderr


def test_standard_input_of_over_1_mib_is_refused(daemon: Daemon) -> None:
    done = daemon.aer("run", "-i", "cat", stdin="x" * (1024 * 1024 + 1), check=False)
    assert (done.returncode, done.stdout) == (CANNOT_RUN, "")
    assert done.stderr == "aer: cannot start the command: standard input is over 1 MiB\n"


def test_a_variable_of_ours_that_is_not_utf_8_is_refused(daemon: Daemon) -> None:
    done = daemon.aer("run", "-e", "ODD", "true", check=False, ODD="\udcff")
    assert (done.returncode, done.stdout) == (CANNOT_RUN, "")
    assert done.stderr == "aer: cannot start the command: the value of variable ODD is not UTF-8\n"


def test_a_name_that_is_taken_is_refused(daemon: Daemon) -> None:
    daemon.aer("run", "--detach", "--name", "taken", "sleep", "600")
    done = daemon.aer("run", "--name", "taken", "true", check=False)
    assert (done.returncode, done.stdout) == (CANNOT_RUN, "")
    assert done.stderr == "aer: cannot start taken: a workload of that name is running\n"
    daemon.aer("stop", "taken")
