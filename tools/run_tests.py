"""Runs every test: those in a machine of their own beside the others, which wait more than they work.

Words are handed to both runs of pytest, such as `-x` or a folder. The output of the machines' run
is printed when the other has ended. The exit status is that of pytest.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from typing import BinaryIO

import pytest

GOOD = frozenset({pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED})
MACHINES, OTHERS = "vm", "not vm"


def _pytest(marker: str, words: list[str], output: BinaryIO | None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pytest", "-m", marker, *words]
    stderr = None if output is None else subprocess.STDOUT
    return subprocess.Popen(command, stdout=output, stderr=stderr)


def result(statuses: Iterable[int]) -> int:
    """Return the status of the whole: the worst, or that there was no test in either run."""
    found = [os.EX_SOFTWARE if status < 0 else status for status in statuses]
    return max((status for status in found if status not in GOOD), default=min(found))


def main(words: list[str]) -> int:
    """Run both, and return the exit status."""
    with tempfile.TemporaryFile() as told:
        runs = [_pytest(MACHINES, words, told), _pytest(OTHERS, words, None)]
        try:
            others = runs[1].wait()
            print("\n==> tests in machines of their own", flush=True)
            machines = runs[0].wait()
        except KeyboardInterrupt:
            # Both have the signal of the terminal too, and clean up.
            others, machines = (run.wait() for run in runs)
        finally:
            for run in runs:
                if run.poll() is None:
                    run.send_signal(signal.SIGINT)
        told.seek(0)
        sys.stdout.buffer.write(told.read())
        sys.stdout.flush()
    return result((others, machines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
