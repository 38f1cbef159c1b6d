"""A network namespace that a process holds."""

import os
import subprocess
from typing import Self


class Net:
    """A new network namespace with `lo` up, and a pidfd of the process in it."""

    def __init__(self) -> None:
        script = "ip link set lo up && echo up && exec cat"
        self._process = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"up\n"
        self.pidfd = os.pidfd_open(self._process.pid)

    @property
    def pid(self) -> int:
        """The process in it."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        os.close(self.pidfd)
        self._process.communicate()
