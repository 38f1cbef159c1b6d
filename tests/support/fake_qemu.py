"""QEMU's monitor with no machine behind it: it sends a machine's stream when it is asked to, or something else."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from aurae.vms.qmp import QmpFailed, QmpGone
from tests.support.vm_streams import PAGE, page, stream

SIZE = 1024 * PAGE


def memory(*numbers: int, fill: bytes = b"m") -> bytes:
    """Return what is sent of a machine of SIZE that has written these pages."""
    return stream(SIZE, [page(number, fill * PAGE) for number in numbers])


class FakeQemu:
    """A machine that runs. `sent` is what it sends of itself; `asked` are the commands that it was given."""

    def __init__(self, sent: bytes) -> None:
        self.sent = sent
        self.status = "running"
        self.migration = ""
        self.asked: list[str] = []
        self.loaded = b""
        self.refuses: dict[str, str] = {}
        self.gone = False
        self.before: Callable[[str], None] = lambda _: None
        self._fd = -1
        self._sending: asyncio.Future[None] | None = None

    async def execute(
        self,
        command: str,
        arguments: Mapping[str, object] = {},
        *,
        fds: Sequence[int] = (),
        seconds: float = 1.0,
    ) -> object:
        """Answer as QEMU would."""
        self.before(command)
        self.asked.append(command)
        if self.gone:
            raise QmpGone(command, "QEMU has hung up")
        if command in self.refuses:
            raise QmpFailed(command, self.refuses[command])
        if command == "getfd":
            self._fd = os.dup(fds[0])
            return {}
        method = getattr(self, "_" + command.replace("-", "_"), None)
        return {} if method is None else method()

    @property
    def runs(self) -> bool:
        return self.status == "running"

    async def close(self) -> None:
        """Wait for what it sends."""
        if self._sending is not None:
            await asyncio.wait([self._sending])

    def _query_status(self) -> object:
        return {"status": self.status, "running": self.runs}

    def _stop(self) -> object:
        self.status = "paused"
        return {}

    def _cont(self) -> object:
        assert self.migration != "active"
        self.status = "running"
        return {}

    def _migrate(self) -> object:
        self.migration = "active"
        loop = asyncio.get_running_loop()
        self._sending = loop.run_in_executor(None, self._send, self._fd)
        return {}

    def _migrate_cancel(self) -> object:
        if self.migration == "active" and self._fd >= 0:
            self.migration = "cancelling"
        return {}

    def _query_migrate(self) -> object:
        if self._sending is not None and self._sending.done():
            self.migration = "cancelled" if self.migration == "cancelling" else self.migration
        if not self.migration:
            return {}
        return {"status": self.migration, "downtime": 2, "ram": {"dirty-sync-count": 1}}

    def _migrate_incoming(self) -> object:
        with open(self._fd, "rb") as file:
            self.loaded = file.read()
        self.migration = "completed"
        return {}

    def _send(self, fd: int) -> None:
        with open(fd, "wb", buffering=0) as target:
            try:
                view = memoryview(self.sent)
                while view:
                    view = view[target.write(view[: 1 << 16]) :]
            except OSError:
                if self.migration == "active":
                    self.migration = "failed"
                return
        with suppress(OSError):
            if self.migration == "active":
                self.status, self.migration = "postmigrate", "completed"
