"""The agent in a guest, as the rest of the room speaks with it: requests in words, refusals with reasons."""

from __future__ import annotations

import asyncio
import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from aurae.model.refusal import Exhausted, NotFound, Refusal, Unavailable, unready
from aurae.vms import guest_answers
from aurae.vms.channel import GREETING_TIME, Busy, Channel
from aurae.vms.fields import Garbled, fields
from aurae.vms.frames import Kind
from aurae.vms.guest_answers import printable
from aurae.vms.streams import Ended, Refused, Stream
from aurae.vms.tags import Tag

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from aurae.model.session import Size
    from aurae.vms.fields import Fields
    from aurae.vms.guest_answers import Exit, GuestProcess, Stats
    from aurae.vms.guest_orders import Entrypoint, Identity, Mount, Setup

ANSWER_TIME = 15.0
"""Seconds that an answer may take where nothing is to be waited for."""
SETUP_TIME = 60.0
POWER_OFF, REBOOT, ASK_TO_END = 0, 1, 2
"""Ways to shut down."""
BEAT = 10.0
"""Seconds between two heartbeats, at most."""

T = TypeVar("T")


class Main:
    """The main process of a guest. Close it when nobody waits for its end any more."""

    def __init__(self, guest: Guest, stream: Stream, pid: int, invocation: str) -> None:
        """`pid` is that in the guest."""
        self._guest = guest
        self._stream = stream
        self._invocation = invocation
        self.pid = pid

    async def ended(self) -> Exit:
        """Return how it ended, as soon as it has. Raises Ended when the guest can no longer be reached."""
        while True:
            _, said = await self._stream.answer(Kind.EXIT)
            if said.text(Tag.INVOCATION) == self._invocation:
                return self._guest.read(said, guest_answers.ending)

    async def acknowledge(self) -> None:
        """Tell the agent that its end is written, whereupon it powers off. Raises Ended."""
        await self._stream.say(Kind.ACK)

    def close(self) -> None:
        """Wait for it no longer; the process goes on."""
        self._stream.finish()
        self._stream.close()


class Guest:
    """A guest whose agent has answered. Methods raise Refusal, where nothing else is said."""

    def __init__(self, channel: Channel, said: Fields) -> None:
        """`said` is its HELLO."""
        self.channel = channel
        self.hello = self.read(said, guest_answers.hello)

    @classmethod
    async def meet(
        cls,
        sock: socket.socket,
        offered: Callable[[Stream, Fields], None] | None = None,
        limit: float = GREETING_TIME,
    ) -> Guest:
        """Return the guest at the other end of a socket, which is taken over. Raises Ended, TimeoutError.

        `offered` is given each stream that the guest opens, with what it wants.
        """
        channel = Channel(sock, offered)
        try:
            return cls(channel, await channel.greet(limit))
        except BaseException:
            channel.close("it was not answered")
            raise

    @property
    def is_reachable(self) -> bool:
        """Whether it can be asked."""
        return self.channel.is_open

    def close(self) -> None:
        """Speak with it no more; it goes on."""
        self.channel.close()

    async def set_up(self, setup: Setup, action: str) -> None:
        """Make its machine what an image wants it to be."""
        await self._ask(action, Kind.SETUP, fields(setup.pairs()), SETUP_TIME)

    async def run(self, entrypoint: Entrypoint, action: str) -> Main:
        """Run the main process; returns once its execve has succeeded."""
        return await self._run(action, fields(entrypoint.pairs()), entrypoint.invocation)

    async def running(self, invocation: str, action: str) -> Main:
        """Return the main process that was run before, perhaps by an earlier server."""
        return await self._run(action, fields([(Tag.INVOCATION, invocation)]), invocation)

    async def signal(self, number: int, action: str, *, everybody: bool = False) -> None:
        """Send a signal to the main process, or to all that it has started."""
        said = fields([(Tag.SIGNAL, number), (Tag.TARGET, int(everybody))])
        await self._ask(action, Kind.SIGNAL, said)

    async def resize(self, size: Size, action: str) -> None:
        """Set the size of the main process's terminal."""
        await self._ask(action, Kind.RESIZE, sized(size))

    async def stats(self, action: str) -> Stats:
        """Return its figures."""
        return self.understood(action, await self._ask(action, Kind.STATS), guest_answers.stats)

    async def top(self, action: str) -> list[GuestProcess]:
        """Return its processes."""
        said = await self._ask(action, Kind.TOP)
        return self.understood(action, said, guest_answers.processes)

    async def ping(self, action: str, limit: float = ANSWER_TIME) -> None:
        """Return when it has answered."""
        await self._ask(action, Kind.PING, limit=limit)

    async def set_time(self, now_ns: int, action: str) -> int:
        """Set its clock; returns what it was."""
        said = await self._ask(action, Kind.TIME, fields([(Tag.TIME, now_ns)]))
        return self.understood(action, said, lambda one: one.natural(Tag.TIME))

    async def resumed(self, identity: Identity, action: str) -> None:
        """Tell it that it goes on from saved memory, and who it is now."""
        await self._ask(action, Kind.RESUMED, fields(identity.pairs()))

    async def shut_down(self, mode: int, action: str, grace: float | None = None) -> None:
        """Have it power off, reboot, or ask its main process to end; returns when it has heard it."""
        said = [(Tag.MODE, mode)]
        if grace is not None:
            said.append((Tag.GRACE, round(grace * 1e9)))
        await self._ask(action, Kind.SHUTDOWN, fields(said))

    async def mount(self, mount: Mount, action: str) -> None:
        """Mount something in its root."""
        await self._ask(action, Kind.MOUNT, fields(mount.pairs()))

    async def unmount(self, path: str, action: str) -> None:
        """Take away what was mounted so."""
        await self._ask(action, Kind.UNMOUNT, fields([(Tag.PATH, path)]))

    async def freeze(self, action: str, limit: float | None = None) -> None:
        """Have all that is written on its disks, and nothing more be written until `thaw`, or for `limit` s."""
        said = [] if limit is None else [(Tag.LIMIT, round(limit * 1e9))]
        await self._ask(action, Kind.FREEZE, fields(said), SETUP_TIME)

    async def thaw(self, action: str) -> None:
        """Undo `freeze`."""
        await self._ask(action, Kind.THAW)

    async def give_memory(self, action: str) -> int:
        """Have it drop what it can do without; returns bytes that are available then."""
        said = await self._ask(action, Kind.MEMORY, limit=SETUP_TIME)
        return self.understood(action, said, lambda one: one.natural(Tag.MEMORY_AVAILABLE))

    async def beat(self, patience: float, is_paused: Callable[[], bool]) -> None:
        """Return when it has not answered for `patience` seconds in which it was not paused. Raises Ended."""
        step = min(BEAT, patience / 3)
        while True:
            silent = 0.0
            async with asyncio.TaskGroup() as group:
                asked = group.create_task(self._is_alive())
                while not asked.done() and silent < patience:
                    await asyncio.wait([asked], timeout=step)
                    silent += step * (not is_paused())
                asked.cancel()
            if asked.cancelled():
                return
            if not self.is_reachable:
                raise Ended(self.channel.why)
            await asyncio.sleep(step)

    def read(self, said: Fields, reader: Callable[[Fields], T]) -> T:
        """Return what a message says; raises Ended, and ends the channel, when it is garbled."""
        try:
            return reader(said)
        except Garbled as error:
            self.channel.end_broken(str(error))
            raise Ended(self.channel.why) from None

    def understood(self, action: str, said: Fields, reader: Callable[[Fields], T]) -> T:
        """Do as `read`."""
        with told(action):
            return self.read(said, reader)

    async def _is_alive(self) -> None:
        try:
            with self.channel.stream(is_short=True) as stream:
                await stream.ask(Kind.PING)
        except Busy:
            pass
        except (Ended, Refused):
            pass  # seen by whoever looks at the channel; an agent that refuses lives

    async def _run(self, action: str, said: bytes, invocation: str) -> Main:
        with told(action):
            stream = self.channel.stream()
            try:
                async with asyncio.timeout(SETUP_TIME):
                    await stream.say(Kind.RUN, said)
                    _, answer = await stream.answer(Kind.STARTED)
                pid = self.read(answer, lambda one: one.natural(Tag.PID))
            except BaseException:
                stream.close()
                raise
            return Main(self, stream, pid, invocation)

    async def _ask(
        self, action: str, kind: Kind, said: bytes = b"", limit: float = ANSWER_TIME
    ) -> Fields:
        with told(action):
            async with asyncio.timeout(limit):
                with self.channel.stream(is_short=True) as stream:
                    return await stream.ask(kind, said)


def sized(size: Size) -> bytes:
    """Return what a RESIZE says."""
    return fields([(Tag.ROWS, size.rows), (Tag.COLUMNS, size.columns)])


@contextmanager
def told(action: str) -> Iterator[None]:
    """Raise what goes wrong with a guest as Refusal."""
    try:
        yield
    except (Refused, Ended, Busy, TimeoutError) as error:
        raise refusal(action, error) from None


def refusal(action: str, error: Exception) -> Refusal:
    """Return the refusal for what went wrong with a guest."""
    if isinstance(error, Refused):
        why = printable(str(error)).removeprefix("cannot ")
        if error.errno == errno.ENOENT:
            return NotFound(action, why)
        return unready(action, error.errno, why)
    if isinstance(error, Ended):
        return Unavailable(action, f"the guest cannot be reached: {printable(str(error))}")
    if isinstance(error, Busy):
        return Exhausted(action, str(error))
    return Unavailable(action, "the guest does not answer")
