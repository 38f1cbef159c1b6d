"""Pipes and terminals of sessions in the event loop: no more is held than one piece each way."""

import asyncio
import errno
import os

from aurae.linux import terminal
from aurae.model.session import Size

PIECE = 64 * 1024
"""Bytes read at once."""
END_OF_FILE = b"\4"
"""What means it at a terminal, unless its processes have said otherwise (termios(3) VEOF)."""
_HUNG_UP = frozenset({errno.EIO, errno.EPIPE, errno.ECONNRESET})


class _Channel:
    """A descriptor that is waited for, and closed once."""

    def __init__(self, fd: int) -> None:
        """Take over a descriptor, which never blocks from now on."""
        os.set_blocking(fd, False)
        self.fd = fd
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future[None] | None = None

    def close(self) -> None:
        """Close it; who waits for it goes on."""
        fd, self.fd = self.fd, -1
        if fd >= 0:
            self._loop.remove_reader(fd)
            self._loop.remove_writer(fd)
            os.close(fd)
            self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _ready(self, *, to_write: bool) -> None:
        fd, self._waiter = self.fd, self._loop.create_future()
        if to_write:
            self._loop.add_writer(fd, self._wake)
        else:
            self._loop.add_reader(fd, self._wake)
        try:
            await self._waiter
        finally:
            if fd == self.fd:
                if to_write:
                    self._loop.remove_writer(fd)
                else:
                    self._loop.remove_reader(fd)


class Input(_Channel):
    """Takes what is typed. Any number of tasks may write; what one writes stays in one piece."""

    def __init__(self, fd: int) -> None:
        """Take over a pipe's write end or a terminal's master."""
        super().__init__(fd)
        self._turn = asyncio.Lock()

    async def write(self, data: bytes) -> None:
        """Write all of it as it is taken; nothing once nobody reads any more."""
        async with self._turn:
            left = memoryview(data)
            while left and self.fd >= 0:
                try:
                    left = left[os.write(self.fd, left) :]
                except BlockingIOError:
                    await self._ready(to_write=True)
                except OSError as error:
                    if error.errno not in _HUNG_UP:
                        raise
                    self.close()

    def resize(self, size: Size) -> None:
        """Set the size of a terminal; nothing for a pipe, or when it is closed."""
        if self.fd >= 0 and os.isatty(self.fd):
            terminal.set_size(self.fd, size.rows, size.columns)

    async def end(self) -> None:
        """Say that nothing more comes: a pipe is closed, and ^D typed at a terminal."""
        if self.fd >= 0 and os.isatty(self.fd):
            await self.write(END_OF_FILE)
        else:
            self.close()


class Output(_Channel):
    """Gives what is written."""

    async def read(self) -> bytes:
        """Return the next bytes, at most PIECE; none at the end or when it is closed."""
        while self.fd >= 0:
            try:
                return os.read(self.fd, PIECE)
            except BlockingIOError:
                await self._ready(to_write=False)
            except OSError as error:
                if error.errno not in _HUNG_UP:
                    raise
                break  # nobody has the terminal open any more
        return b""
