"""Runs every test: three runs of pytest at once, since tests wait more than they work.

They are those of daemons on this machine, whose output is seen as it comes, those in machines of
their own, and all others, whose output is printed when all have ended. Words are handed to each run,
such as `-x` or a folder. The exit status is that of pytest, the worst of the three.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from typing import BinaryIO, NamedTuple

import pytest

GOOD = frozenset({pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED})
SHOWN = "tests of daemons on this machine"
PARTS = {
    SHOWN: "host and not vm",
    "tests in machines of their own": "vm",
    "all other tests": "not host and not vm",
}
"""What each run is called, and the markers of its tests."""


class Run(NamedTuple):
    """One run of pytest, and what it writes unless that is seen at once."""

    name: str
    process: subprocess.Popen[bytes]
    told: BinaryIO | None


def _begin(name: str, words: list[str], told: BinaryIO | None) -> Run:
    command = [sys.executable, "-m", "pytest", "-m", PARTS[name], *words]
    stderr = None if told is None else subprocess.STDOUT
    return Run(name, subprocess.Popen(command, stdout=told, stderr=stderr), told)


def _tell(run: Run) -> None:
    """Print what a run has written."""
    if run.told is not None:
        run.told.seek(0)
        print(f"\n==> {run.name}", flush=True)
        sys.stdout.buffer.write(run.told.read())
        sys.stdout.flush()


def result(statuses: Iterable[int]) -> int:
    """Return the status of the whole: the worst, or that there was no test in any run."""
    found = [os.EX_SOFTWARE if status < 0 else status for status in statuses]
    return max((status for status in found if status not in GOOD), default=min(found))


def main(words: list[str]) -> int:
    """Run all of them, and return the exit status."""
    with ExitStack() as stack:
        runs: list[Run] = []
        try:
            for name in PARTS:
                told = None if name == SHOWN else stack.enter_context(tempfile.TemporaryFile())
                runs.append(_begin(name, words, told))
            statuses = [run.process.wait() for run in runs]
        except KeyboardInterrupt:
            # Each has the signal of the terminal too, and cleans up.
            statuses = [run.process.wait() for run in runs]
        finally:
            for run in runs:
                if run.process.poll() is None:
                    run.process.send_signal(signal.SIGINT)
        for run in runs:
            _tell(run)
    return result(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
