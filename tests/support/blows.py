"""What ends a daemon's work at any moment: its server is killed, or the power of its machine is cut."""

from typing import Protocol

from tests.support.cut_disk import CutDisk
from tests.support.daemon import Daemon
from tests.support.proc import mentioning
from tests.support.until import until


class Blow(Protocol):
    """Struck once, recovered from, and struck again."""

    def strike(self) -> None:
        """Have what the daemon does end in the middle."""

    def recover(self) -> None:
        """Return when a server answers again."""


class Kill:
    """`kill -9` of the server."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._old = 0

    def strike(self) -> None:
        """Kill it."""
        self._old = self._daemon.kill_server(wait=False)

    def recover(self) -> None:
        """Wait for the server that init starts."""
        self._daemon.wait_serving(self._old)


class PowerCut:
    """The machine goes off: no process of the daemon goes on, and the disk forgets what was not on it."""

    def __init__(self, daemon: Daemon, disk: CutDisk) -> None:
        self._daemon = daemon
        self._disk = disk

    def strike(self) -> None:
        """Cut the power."""
        self._disk.cut()
        assert self._daemon.process
        self._daemon.process.kill()

    def recover(self) -> None:
        """Have the disk recover, and start the daemon."""
        assert self._daemon.process
        self._daemon.process.wait(30)
        folder = str(self._daemon.runtime_dir)
        until(lambda: not mentioning(folder), "server and journal end with init")
        self._disk.restore()
        self._daemon.start()
