"""A client of QEMU's monitor (QMP): commands with limits of time, events, descriptors.

Theory. A guest that has broken out of its virtual machine speaks here as QEMU. So what it says is bounded: the length
of a line, the events that wait to be read, and how much is read of it in a second. Whoever breaks the protocol is hung up on.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from typing import TYPE_CHECKING, Protocol, Self

from aurae.vms import qmp_messages, sockets
from aurae.vms.qmp_messages import Answer, Event, Failure, Garbage, Greeting, Lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LIMIT = 10.0
"""Seconds that a command may take, where nobody says otherwise."""
PIECE = 64 * 1024
"""Bytes read at once."""
BUDGET, RATE = 4 * 1024 * 1024, 1024 * 1024
"""Bytes that may come at once, and a second, before reading rests."""
REST = 0.25
MOST_EVENTS = 256
"""Events that wait to be read; then the oldest are dropped."""
MOST_FDS = 16
NOTHING: Mapping[str, object] = {}


class Monitor(Protocol):
    """QEMU, as it is asked by who needs no more of `Qmp`. Methods raise QmpFailed."""

    async def execute(
        self,
        command: str,
        arguments: Mapping[str, object] = ...,
        *,
        fds: Sequence[int] = ...,
        seconds: float = ...,
    ) -> object:
        """Return what is answered to a command, with which copies of `fds` go."""


class QmpFailed(Exception):
    """A command that came to nothing: "cannot X: why". `kind` is QEMU's class, such as CommandNotFound."""

    def __init__(self, command: str, why: str, kind: str = qmp_messages.UNKNOWN) -> None:
        super().__init__(f"cannot {command}: {why}")
        self.command, self.why, self.kind = command, why, kind


class QmpGone(QmpFailed):
    """The connection is over: QEMU has ended, or broken the protocol, or this end is closed."""


class QmpLate(QmpFailed):
    """No answer came within the limit; it may come to something yet."""


class Qmp:
    """A connection. Made by `connect`; events are read by `event`, by one task at a time."""

    def __init__(self, sock: socket.socket) -> None:
        """Take over a connected socket; `greet` is to follow."""
        self.greeting = Greeting((0, 0, 0), "")
        self.dropped_events = 0
        self._socket = sock
        sock.setblocking(False)
        self._loop = asyncio.get_running_loop()
        self._lines = Lines()
        self._greeted: asyncio.Future[None] = self._loop.create_future()
        self._asked: dict[int, asyncio.Future[object]] = {}
        self._commands: dict[int, str] = {}
        self._number = 0
        self._events: deque[Event] = deque(maxlen=MOST_EVENTS)
        self._news = asyncio.Event()
        self._sending = asyncio.Lock()
        self._budget, self._since = float(BUDGET), self._loop.time()
        self._resting: asyncio.TimerHandle | None = None
        self._why = ""
        self._loop.add_reader(sock.fileno(), self._readable)

    @classmethod
    async def connect(cls, folder: Path, seconds: float = LIMIT) -> Self:
        """Connect to QEMU's socket in a machine's folder (`sockets`).

        QEMU may not run yet, and greets then when it does. Raises QmpFailed: QmpGone where nobody listens, QmpLate.
        """
        try:
            sock = sockets.connect(folder, sockets.QMP)
        except OSError as error:
            raise QmpGone("reach QEMU", error.strerror or str(error)) from None
        qmp = cls(sock)
        try:
            await qmp.greet(seconds)
        except BaseException:
            qmp.close()
            raise
        return qmp

    async def greet(self, seconds: float = LIMIT) -> None:
        """Wait for the greeting, and have commands accepted. Raises QmpFailed."""
        try:
            async with asyncio.timeout(seconds):
                await self._greeted
        except TimeoutError:
            raise QmpLate("reach QEMU", f"it is silent for {seconds:g} s") from None
        await self.execute("qmp_capabilities", seconds=seconds)

    @property
    def is_gone(self) -> bool:
        """Whether the connection is over."""
        return bool(self._why)

    async def execute(
        self,
        command: str,
        arguments: Mapping[str, object] = NOTHING,
        *,
        fds: Sequence[int] = (),
        seconds: float = LIMIT,
    ) -> object:
        """Return what QEMU answers to a command, with which copies of `fds` go. Raises QmpFailed."""
        if len(fds) > MOST_FDS:
            raise ValueError(f"cannot send {len(fds)} descriptors, {MOST_FDS} at most")
        self._check(command)
        self._number += 1
        number = self._number
        answer: asyncio.Future[object] = self._loop.create_future()
        self._asked[number], self._commands[number] = answer, command
        try:
            async with asyncio.timeout(seconds):
                await self._send(command, qmp_messages.write(command, arguments, number), fds)
                return await answer
        except TimeoutError:
            raise QmpLate(command, f"QEMU gives no answer within {seconds:g} s") from None
        finally:
            self._asked.pop(number, None)
            self._commands.pop(number, None)
            if answer.done() and not answer.cancelled():
                answer.exception()  # nobody may be left to read it

    async def event(self) -> Event:
        """Return the next event, as soon as there is one. Raises QmpGone, after the last."""
        while not self._events:
            self._check("hear of QEMU")
            self._news.clear()
            await self._news.wait()
        return self._events.popleft()

    def close(self, why: str = "the connection is closed") -> None:
        """Hang up; whoever waits is told so."""
        if self._why:
            return
        self._why = why
        if self._resting is not None:
            self._resting.cancel()
        self._loop.remove_reader(self._socket.fileno())
        self._loop.remove_writer(self._socket.fileno())
        self._socket.close()
        for number, answer in self._asked.items():
            if not answer.done():
                answer.set_exception(QmpGone(self._commands[number], why))
        if not self._greeted.done():
            self._greeted.set_exception(QmpGone("reach QEMU", why))
            self._greeted.exception()
        self._news.set()

    def _check(self, command: str) -> None:
        if self._why:
            raise QmpGone(command, self._why)

    async def _send(self, command: str, data: bytes, fds: Sequence[int]) -> None:
        async with self._sending:
            view, left = memoryview(data), list(fds)
            try:
                while view:
                    self._check(command)
                    try:
                        sent = socket.send_fds(self._socket, [view], left, socket.MSG_NOSIGNAL)
                    except BlockingIOError:
                        await self._writable()
                        continue
                    except OSError as error:
                        self.close(error.strerror or str(error))
                        continue
                    view, left = view[sent:], []
            finally:
                if 0 < len(view) < len(data):
                    self.close("a command was cut short")  # what follows could not be read

    async def _writable(self) -> None:
        ready: asyncio.Future[None] = self._loop.create_future()
        number = self._socket.fileno()

        def wake() -> None:
            if not ready.done():
                ready.set_result(None)

        self._loop.add_writer(number, wake)
        try:
            await ready
        finally:
            if not self._why:
                self._loop.remove_writer(number)

    def _readable(self) -> None:
        try:
            data = self._socket.recv(PIECE)
        except BlockingIOError:
            return
        except OSError as error:
            self.close(error.strerror or str(error))
            return
        if not data:
            self.close("QEMU has hung up")
            return
        try:
            for line in self._lines.feed(data):
                self._take(qmp_messages.read(line))
                if self._why:
                    return
        except Garbage as error:
            self.close(f"QEMU breaks the protocol: {error}")
            return
        self._spend(len(data))

    def _spend(self, count: int) -> None:
        """Rest when too much has come: whoever floods us takes none of the others' time."""
        now = self._loop.time()
        self._budget = min(BUDGET, self._budget + (now - self._since) * RATE) - count
        self._since = now
        if self._budget < 0:
            self._loop.remove_reader(self._socket.fileno())
            self._resting = self._loop.call_later(REST, self._go_on)

    def _go_on(self) -> None:
        self._resting = None
        self._loop.add_reader(self._socket.fileno(), self._readable)

    def _take(self, message: qmp_messages.Message) -> None:
        if isinstance(message, Event):
            self.dropped_events += len(self._events) == MOST_EVENTS
            self._events.append(message)
            self._news.set()
        elif isinstance(message, Greeting):
            self.greeting = message
            if not self._greeted.done():
                self._greeted.set_result(None)
        else:
            self._answer(message)

    def _answer(self, message: Answer | Failure) -> None:
        answer = self._asked.get(message.number)
        if answer is None or answer.done():
            return  # too late
        if isinstance(message, Answer):
            answer.set_result(message.value)
        else:
            command = self._commands[message.number]
            answer.set_exception(QmpFailed(command, message.why, message.kind))
