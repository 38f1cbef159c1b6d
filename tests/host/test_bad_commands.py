"""Commands that the kernel refuses, and those of the greatest size that it takes."""

import hashlib
import stat
import sys
from pathlib import Path
from typing import Any

import grpc
import pytest

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.refusals import refusal

MACHINE: dict[str, tuple[str, dict[str, Any], str]] = {
    "missing": ("{0}/nope", {}, "execve {0}/nope: No such file or directory"),
    "missing in PATH": ("nope-nope", {}, "execve nope-nope: No such file or directory"),
    "below a file": ("{0}/plain/x", {}, "execve {0}/plain/x: Not a directory"),
    "not executable": ("{0}/plain", {}, "execve {0}/plain: Permission denied"),
    "of no format": ("{0}/nonsense", {}, "execve {0}/nonsense: Exec format error"),
    "empty": ("{0}/empty", {}, "execve {0}/empty: Exec format error"),
    "without its interpreter": ("{0}/script", {}, "execve {0}/script: No such file or directory"),
    "a folder": ("{0}", {}, "execve {0}: Permission denied"),
    "a loop of links": ("{0}/loop", {}, "execve {0}/loop: Too many levels of symbolic links"),
    "missing, with a long path": (
        "{0}/" + "long/" * 700,
        {},
        "execve {0}/long/long/long/",
    ),
    "in a missing folder": (
        "true",
        {"working_directory": "{0}/nope"},
        "chdir {0}/nope: No such file or directory",
    ),
    "in a file": (
        "true",
        {"working_directory": "{0}/plain"},
        "chdir {0}/plain: Not a directory",
    ),
    "in a folder that its user may not enter": (
        "true",
        {"working_directory": "{0}/closed", "user": "nobody"},
        "chdir {0}/closed: Permission denied",
    ),
}


@pytest.fixture
def odd_files(tmp_path: Path) -> Path:
    """A folder of files that cannot be executed, each for a reason of its own."""
    # pytest's folders are closed to others, and `nobody` must come as far as `closed`.
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    (tmp_path / "plain").touch(0o644)
    (tmp_path / "nonsense").write_bytes(b"\x00\x01\x02")
    (tmp_path / "empty").touch()
    (tmp_path / "script").write_text("#!/bin/nope\n")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "closed").mkdir(0o700)
    for name in ("nonsense", "empty", "script"):
        (tmp_path / name).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("what", MACHINE)
def test_a_command_that_cannot_be_executed_is_refused_by_its_step(
    api: Api, shared_daemon: Daemon, odd_files: Path, what: str
) -> None:
    command, options, why = MACHINE[what]
    options = {name: text.format(odd_files) for name, text in options.items()}
    code, text = refusal(lambda: api.start(command.format(odd_files), name="bad-file", **options))
    assert code is grpc.StatusCode.FAILED_PRECONDITION
    assert text.startswith(f"cannot start bad-file: {why.format(odd_files)}")
    assert text.count(": ") == 2, "what was tried, the step, and the reason"
    failed = api.get("bad-file")
    assert failed.status == runtime_pb2.STATUS_FAILED
    assert text == f"cannot start bad-file: {failed.reason}"
    assert not (shared_daemon.log_dir / str(failed.id)).exists()
    assert "bad-file" not in api.running()


SUM = (
    "import os, sys\n"
    "print(len(sys.argv) - 1, sum(int(word) for word in sys.argv[1:]), sum(map(len, sys.argv[1:])))\n"
    "print(sum(len(name) + len(value) for name, value in os.environ.items() if name[0] == 'v'))\n"
)
"""Tells what came: the count, the sum and the length of the arguments, and the length of `v*`."""


def told(api: Api, *argv: str, **options: Any) -> list[str]:
    """Start SUM and return what it tells, in words."""
    api.start(sys.executable, "-I", "-S", "-c", SUM, *argv, name="sum", **options)
    ended = api.wait("sum")
    assert ended.exit_code == 0, api.output("sum", 2)
    return api.output("sum", 1).decode().split()


def test_an_argv_of_3_mb_reaches_the_child(api: Api) -> None:
    numbers = [f"{number:025d}" for number in range(100_000)]
    count, total, length, _ = told(api, *numbers, *["1".zfill(4000)] * 125)
    assert (int(count), int(total)) == (100_125, sum(range(100_000)) + 125)
    assert int(length) == 3_000_000


def test_a_variable_of_the_greatest_length_and_3_mb_of_them_reach_the_child(api: Api) -> None:
    env = {f"v{number:02d}": "x" * (131_071 - 4) for number in range(24)}
    *_, length = told(api, "1", env=env)
    assert int(length) == 24 * (131_071 - 1)


def test_standard_input_of_1_mib_reaches_the_child(api: Api) -> None:
    api.start("sha256sum", name="sum", stdin=b"x" * 1024 * 1024)
    assert api.wait("sum").exit_code == 0
    expected = hashlib.sha256(b"x" * 1024 * 1024).hexdigest()
    assert api.output("sum", 1).decode().split()[0] == expected


def test_standard_input_that_nobody_reads_holds_nothing_up(api: Api) -> None:
    api.start("true", name="deaf", stdin=b"x" * 1024 * 1024)
    assert api.wait("deaf").exit_code == 0
