"""The daemon that is PID 1 of the guest in which the tests run."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from typing_extensions import override

from tests.support.daemon import Daemon
from tests.support.leaks import WATCHED
from tests.support.proc import cgroup_mount

PID_1 = 1


class SystemDaemon(Daemon):
    """PID 1 with the face of a Daemon: tests use it, and nobody starts or stops it.

    What it logs goes to the console, which the host shows when a test fails.
    """

    def __init__(self) -> None:  # without super().__init__, which makes the folders of a new one
        self.folder = Path("/run/aurae")
        self.home = Path("/root")
        self.runtime_dir = Path("/run/aurae")
        self.state_dir = Path("/var/lib/aurae")
        self.log_dir = Path("/var/log/aurae")
        self.cgroup = cgroup_mount() / "aurae"
        self.socket = self.runtime_dir / "aurae.sock"
        self.login_socket = self.runtime_dir / "login.sock"
        self.client_config = self.home / ".aurae/config"
        self.log_file = Path("/nowhere")
        self.settings = {}
        self.process = None

    @override
    def __enter__(self) -> Self:
        assert "aurae/init" in Path("/proc/1/cmdline").read_text(), "PID 1 is not auraed"
        self.login()
        WATCHED.append(self)
        return self

    @override
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        WATCHED.remove(self)

    @property
    @override
    def pid(self) -> int:
        """PID 1."""
        return PID_1

    @override
    def start(self, limit: float = 0.0) -> None:
        """Nobody starts it."""
        raise AssertionError("PID 1 runs already")

    @override
    def stop(self, limit: float = 0.0) -> int:
        """Nobody stops it: that ends the machine."""
        raise AssertionError(
            "a test in the guest cannot stop PID 1; drive a machine from the host"
        )

    @override
    def remove(self) -> None:
        """Leave it as it is."""


def in_guest() -> bool:
    """Say whether this process runs in a guest."""
    return os.path.exists("/opt/aurae/agent.py")
