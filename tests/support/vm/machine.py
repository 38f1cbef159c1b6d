"""A booted guest, driven from the host: for tests that watch a machine from outside, and benchmarks.

Nothing here needs pytest.
"""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.vm.channel import listening
from tests.support.vm.image import guest
from tests.support.vm.probe import accelerator, tsc_khz
from tests.support.vm.qemu import Files, Shape, command
from tests.support.vm.qmp import Monitor
from tests.support.vm.remote import Remote
from tests.support.vm.tree import tree

BOOT_LIMIT = 180.0
"""Seconds until init serves; without KVM and with the host busy it takes ten."""

TAIL = 6000
"""Bytes of the console that a failure shows."""

SCRATCH = 1 << 30
"""Bytes of the scratch disk, which takes no room until it is written."""

boots: list[float] = []
"""Seconds from QEMU's start until init served, of each boot of this process."""


class MachineFailed(Exception):
    """The machine did not do what was asked; the text ends with what its console said last."""


class Machine:
    """One guest, made as `shape` says; a context manager that boots it and takes the power away.

    `seconds` is what the boot took until init served.
    """

    def __init__(self, shape: Shape | None = None) -> None:
        self.shape = shape or Shape()
        self.seconds = 0.0
        self.process: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="aurae-vm-"))
        self._remote: Remote | None = None
        self._monitor: Monitor | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.remove()

    def start(self, limit: float = BOOT_LIMIT) -> None:
        """Boot and return when init serves; MachineFailed when it does not within `limit` seconds.

        A machine that went off may be started again, with its disk as it was.
        """
        self._disconnect()
        files = self._files()
        argv = command(self.shape, files, accelerator(), tsc_khz())
        with listening(files.monitor) as monitor, listening(files.agent) as agent:
            with (self.folder / "qemu.log").open("wb") as log:
                began = time.monotonic()
                self.process = subprocess.Popen(
                    argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
                )
            # In the order in which QEMU connects.
            self._monitor = Monitor(self._accept(monitor))
            self._remote = Remote(self._accept(agent), self.failed)
        self._remote.wait_serving(limit)
        self.seconds = time.monotonic() - began
        boots.append(self.seconds)

    def wait_serving(self, limit: float = BOOT_LIMIT) -> None:
        """Return when init serves again, after a reboot."""
        self.remote.wait_serving(limit)

    @property
    def remote(self) -> Remote:
        """The agent in the guest."""
        assert self._remote is not None, "the machine was not started"
        return self._remote

    def run(
        self,
        argv: Sequence[str],
        timeout: float = 60.0,
        *,
        check: bool = True,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        cwd: str = "/",
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the guest as root; MachineFailed when it fails, unless `check` is False.

        After `timeout` seconds the guest kills it, which is a failure in any case.
        """
        done = self.remote.run(argv, timeout, stdin=stdin, env=env, cwd=cwd)
        if check and done.returncode != 0:
            said = f"{' '.join(argv)} ended with {done.returncode}\n{done.stdout}{done.stderr}"
            raise self.failed(said)
        return done

    def send(self, argv: Sequence[str]) -> None:
        """Start a command and do not wait for it: for one that ends the machine."""
        self.remote.begin(argv, 60.0)

    def press_power(self) -> None:
        """Press the power button."""
        assert self._monitor is not None, "the machine was not started"
        self._monitor.press_power()

    def wait_off(self, limit: float = 60.0) -> str:
        """Return how the machine went off: `guest-shutdown`, `guest-reset`, `guest-panic`, or "".

        MachineFailed when it is on after `limit` seconds.
        """
        assert self._monitor is not None, "the machine was not started"
        assert self.process is not None, "the machine was not started"
        self._monitor.drain(limit)
        try:
            self.process.wait(1.0)
        except subprocess.TimeoutExpired:
            raise self.failed(f"the machine is still on after {limit:g} s") from None
        return self._monitor.reason

    @property
    def on(self) -> bool:
        """Say whether the machine is on."""
        return self.process is not None and self.process.poll() is None

    def console(self, last: int = 1 << 20) -> str:
        """Return the last bytes that the guest wrote to its console: the kernel's and init's log."""
        return _tail(self.folder / "console.log", last)

    def failed(self, what: str) -> MachineFailed:
        """Return an error that tells how the machine is and what its console said last."""
        if self._monitor:
            self._monitor.drain(0.2)
        state = "on" if self.on else "off"
        reason = f" ({self._monitor.reason})" if self._monitor and self._monitor.reason else ""
        said = _tail(self.folder / "qemu.log", TAIL) + self.console(TAIL)
        return MachineFailed(f"{what}\nthe machine is {state}{reason}; its console:\n{said}")

    def kill(self) -> None:
        """Take the power away."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def remove(self) -> None:
        """Take the power away and remove the machine's files."""
        self.kill()
        self._disconnect()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _disconnect(self) -> None:
        for end in (self._remote, self._monitor):
            if end:
                end.close()
        self._remote = self._monitor = None

    def _files(self) -> Files:
        made = guest()
        own = tree(made)
        files = Files(made.kernel, own / "initramfs", made.root, own / "tree.erofs", self.folder)
        with files.scratch.open("ab") as scratch:
            scratch.truncate(SCRATCH)
        return files

    def _accept(self, listener: socket.socket) -> socket.socket:
        try:
            return listener.accept()[0]
        except TimeoutError:
            raise self.failed("QEMU does not start") from None


def _tail(file: Path, last: int) -> str:
    """Return the last bytes of a file as text, from the beginning of a line; "" without the file."""
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, 2)
            opened.seek(max(size - last, 0))
            data = opened.read(last)
    except OSError:
        return ""
    return (data if size <= last else data.partition(b"\n")[2]).decode(errors="replace")
