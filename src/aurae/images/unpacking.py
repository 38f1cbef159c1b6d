"""Drives the process that unpacks.

The process confines a child of its own for each layer (`aurae.unpack`). What it answers is taken as
said by somebody who has read an archive of unknown origin: numbers and a text.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import aurae
from aurae.images import confining
from aurae.linux import tree
from aurae.linux.libseccomp import NoLibrary
from aurae.processes.init import InitGone, SpawnFailed
from aurae.wire import messages, plan, unpacking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from aurae.processes.init import Init

MAIN = Path(aurae.__path__[0]) / "unpack" / "__main__.py"
MOUNT = tree.NOSUID | tree.NODEV | tree.NOEXEC | tree.NOSYMFOLLOW
START_LIMIT = 30.0
"""Seconds until execve(2)."""
END_LIMIT = 5.0
"""Seconds that the process has to end once nobody asks it anything."""
LOOK = 0.1
"""Seconds between looks at how much of a layer has been read."""
ENV = [b"PATH=/usr/sbin:/usr/bin:/sbin:/bin", b"LANG=C.UTF-8"]


class UnpackFailed(Exception):
    """A layer cannot be unpacked; `str()` says why.

    `unfit`: the archive is at fault, and always will be; `errno` is that of what the system refused, or 0.
    """

    def __init__(self, why: str, *, unfit: bool = False, errno: int | None = 0) -> None:
        super().__init__(why)
        self.unfit = unfit
        self.errno = errno or 0


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """What one layer may take: bytes and entries unpacked, bytes unpacked for each that is read, seconds.

    `image` are the bytes on disk of all layers of an image together.
    """

    size: int = 64 << 30
    entries: int = 2_000_000
    ratio: int = 300
    seconds: int = 1800
    image: int = 128 << 30


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a layer turned out to be: its diff id, the bytes of its archive, how many entries it has.

    `disk` and `inodes` are about what it takes unpacked, `implied` the folders that no entry tells of.
    """

    diff_id: str
    size: int
    entries: int
    read: int
    disk: int
    inodes: int
    implied: tuple[bytes, ...] = ()


class Tasks(Protocol):
    """Runs what nobody waits for; `supervise.tasks` has it."""

    def begin(self, operation: Coroutine[None, None, None]) -> None:
        """Run it to its end."""


DEFAULT_LIMITS = UnpackLimits()


def _nothing(_: int) -> None:
    pass


class Unpacker:
    """The running process. Made by `unpacker`."""

    def __init__(self, channel: socket.socket) -> None:
        """`channel` is the socket to it."""
        self._channel = channel
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[int, asyncio.Future[Unpacked]] = {}
        self._last = 0
        self._gone = ""
        self._loop.add_reader(channel.fileno(), self._readable)

    async def unpack(
        self,
        layer: int,
        folder: Path,
        limits: UnpackLimits = DEFAULT_LIMITS,
        progress: Callable[[int], None] = _nothing,
        shift: int = 0,
    ) -> Unpacked:
        """Unpack the file `layer` into an empty folder.

        `layer` is a descriptor that stays the caller's; it is read from the first byte on, and its
        offset is how much of it was read, which `progress` is told ten times a second. Several calls
        may run at once. With `shift` its ids begin there. Raises UnpackFailed; the folder may then have anything in it.
        """
        try:
            os.lseek(layer, 0, os.SEEK_SET)
            mounted = _mounted(folder)
        except OSError as error:
            raise _cannot_begin(error) from None
        most = (limits.size, limits.entries, limits.ratio, limits.seconds)
        body = unpacking.ORDER_BODY.pack(*most, shift)
        try:
            async with self.working(unpacking.LAYER, body, [layer, mounted]) as answer:
                while not answer.done():
                    await asyncio.wait([answer], timeout=LOOK)
                    progress(os.lseek(layer, 0, os.SEEK_CUR))
                return answer.result()
        finally:
            os.close(mounted)

    @asynccontextmanager
    async def working(
        self, kind: int, body: bytes, fds: list[int]
    ) -> AsyncIterator[asyncio.Future[Unpacked]]:
        """Have the process do something while the block runs; gives its answer, or UnpackFailed.

        The descriptors stay the caller's. Raises UnpackFailed where it cannot begin.
        """
        self._last += 1
        ident = self._last
        answer: asyncio.Future[Unpacked] = self._loop.create_future()
        try:
            await self._send(unpacking.pack(kind, ident, body=body), fds)
        except OSError as error:
            raise _cannot_begin(error) from None
        self._waiting[ident] = answer
        if self._gone:
            self._settle(ident, UnpackFailed(self._gone))
        try:
            yield answer
        finally:
            if self._waiting.pop(ident, None) is not None and not self._gone:
                await self._stop(ident, answer)

    @property
    def is_gone(self) -> bool:
        """Whether the process has ended, or was told to."""
        return bool(self._gone)

    def close(self) -> None:
        """Have the process end, and its children with it."""
        self._lose("the process that unpacks was ended")

    async def _stop(self, ident: int, answer: asyncio.Future[Unpacked]) -> None:
        """Have a layer stopped that nobody waits for, and wait until nothing writes it any more."""
        self._waiting[ident] = answer
        with suppress(OSError):
            await self._send(unpacking.pack(unpacking.STOP, ident))
        await asyncio.wait([answer], timeout=END_LIMIT)
        self._waiting.pop(ident, None)

    async def _send(self, data: bytes, fds: list[int] | None = None) -> None:
        while True:
            try:
                socket.send_fds(self._channel, [data], fds or [], socket.MSG_NOSIGNAL)
            except BlockingIOError:
                await asyncio.sleep(LOOK)  # it reads as soon as it has started
            else:
                return

    def _readable(self) -> None:
        try:
            data = self._channel.recv(unpacking.LIMIT)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lose("the process that unpacks has ended")
            return
        with suppress(ValueError):
            message = unpacking.unpack(data)
            if message.kind == unpacking.DONE:
                done = unpacking.done_body(message.body)
                diff_id = f"sha256:{done.digest.hex()}"
                self._settle(message.id, Unpacked(diff_id, *done[1:]))
            elif message.kind == unpacking.FAILED:
                number, text = unpacking.failed_body(message.body)
                unfit = bool(message.flags & unpacking.UNFIT)
                self._settle(message.id, UnpackFailed(text, unfit=unfit, errno=number))

    def _settle(self, ident: int, result: Unpacked | UnpackFailed) -> None:
        answer = self._waiting.pop(ident, None)
        if answer is None or answer.done():
            return
        if isinstance(result, UnpackFailed):
            answer.set_exception(result)
            answer.exception()  # nobody may be left to read it
        else:
            answer.set_result(result)

    def _lose(self, why: str) -> None:
        if self._gone:
            return
        self._gone = why
        self._loop.remove_reader(self._channel.fileno())
        self._channel.close()
        for ident in list(self._waiting):
            self._settle(ident, UnpackFailed(why))


@asynccontextmanager
async def unpacker(init: Init, ident: int) -> AsyncIterator[Unpacker]:
    """Give a process that unpacks, which init starts as its row `ident`; it ends with the block.

    Returns before its interpreter has started, which what is asked of it then waits for; ends when it has
    ended, unless it is cancelled: then nobody is left to wait for it. Raises UnpackFailed.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        ours.setblocking(False)
        ours.send(unpacking.pack(unpacking.FILTER, body=confining.program()))
        await init.spawn_session(
            ident,
            _plan(),
            streams={messages.ROLE_STDIN: theirs.fileno(), messages.ROLE_STDERR: 2},
            deadline=START_LIMIT,
        )
    except NoLibrary as error:
        ours.close()
        raise UnpackFailed(f"cannot confine the process that unpacks: {error}") from None
    except (SpawnFailed, InitGone, OSError) as error:
        ours.close()
        init.acknowledge(ident)
        raise UnpackFailed(f"cannot start the process that unpacks: {error}") from None
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    process = Unpacker(ours)
    try:
        yield process
    finally:
        process.close()
    await _see_end(init, ident)


async def _see_end(init: Init, ident: int) -> None:
    """Have init forget the process once it has ended, and end it where it does not by itself."""
    with suppress(InitGone):
        try:
            async with asyncio.timeout(END_LIMIT):
                await init.wait_exit(ident)
        except TimeoutError:
            init.signal(ident, signal.SIGKILL)
            await init.wait_exit(ident)
        init.acknowledge(ident)


def _mounted(folder: Path) -> int:
    """Return a tree with a folder as its root, on which nothing is more than a file."""
    top = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        mounted = tree.clone(top, recursive=False)
    finally:
        os.close(top)
    try:
        tree.add_attributes(mounted, MOUNT, recursive=False)
    except BaseException:
        os.close(mounted)
        raise
    return mounted


def _cannot_begin(error: OSError) -> UnpackFailed:
    why = f"cannot begin: {error.strerror or error}"
    return UnpackFailed(why, errno=error.errno)


def _plan() -> bytes:
    argv = [os.fsencode(word) for word in (sys.executable, "-I", str(MAIN))]
    return plan.encode([plan.Chdir(b"/"), plan.Execve(argv[0], argv, ENV)])
