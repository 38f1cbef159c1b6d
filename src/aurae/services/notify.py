"""What services say of themselves (sd_notify(3)): who said it, and whether it counts.

Messages of one service are handled one after the other, in the order they came: that is what a
barrier promises, and what holds a flood back: while one message is handled or the reader pauses,
the kernel keeps a few and has further senders wait.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aurae.linux import pidfd as pidfds
from aurae.model.notification import NOTHING, Notification, parse
from aurae.model.service import NotifyAccess
from aurae.processes import closing
from aurae.services.allowance import Allowance
from aurae.services.inner_pids import meant
from aurae.services.notify_socket import LARGEST, Datagram, NotifySocket
from aurae.services.readable import readable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

_log = logging.getLogger("aurae.services")

MESSAGES = 200.0
MESSAGES_AT_ONCE = 400.0
BYTES = 128 * 1024.0
BYTES_AT_ONCE = 512 * 1024.0
"""What one service may say in a second in the long run, and at once."""

PAUSE = 0.25
"""Seconds that a service that says more is not listened to."""

SHORTEST_PAUSE = 0.02
"""Seconds below which a pause is not worth a timer."""

QUIET = 60.0
"""Seconds without a pause that part one flood from the next."""

SHARE = 20
"""A service that is looked up among many processes is then not heard for so many times as long."""

TURN = 16
"""Messages handled before others get a turn."""

LEFT = 1024
"""Messages that `drain` handles at most: more than the kernel keeps of senders that have ended."""


class Known(Protocol):
    """What is known of a service's processes when one of them speaks."""

    @property
    def access(self) -> NotifyAccess:
        """Whose messages count now."""

    @property
    def main_pid(self) -> int:
        """The main process, 0 when there is none."""

    @property
    def command_pids(self) -> Collection[int]:
        """The commands that run beside it."""

    async def settle(self) -> None:
        """Return when no process is just being started, which may speak before it is known."""

    def belongs(self, pid: int, pidfd: int) -> bool | None:
        """Tell whether a process, with its pidfd or -1, is the service's; None when it has gone."""

    def members(self) -> Collection[int]:
        """Return the pids of all its processes."""


@dataclass(slots=True)
class Heard:
    """A message that counts. What is not taken out of it is closed when the receiver is done."""

    said: Notification
    sender: int
    fds: list[int]
    main_pid: int = 0
    """The new main process, looked up and found to be the service's; 0 when none was named."""
    main_pidfd: int = -1

    def take_fds(self) -> list[int]:
        """Return the descriptors that came along, which are the caller's from now on."""
        taken, self.fds = self.fds, []
        return taken

    def take_main_pidfd(self) -> int:
        """Return the pidfd of the new main process, the caller's from now on; -1 without one."""
        taken, self.main_pidfd = self.main_pidfd, -1
        return taken

    def close(self) -> None:
        """Close what nobody took."""
        for fd in (*self.take_fds(), self.take_main_pidfd()):
            if fd >= 0:
                closing.close(fd)


class Notify:
    """Hears one service."""

    def __init__(
        self,
        sock: NotifySocket,
        name: str,
        known: Known,
        deliver: Callable[[Heard], Awaitable[None]],
    ) -> None:
        """Hear what the service called `name` sends to `sock`; what counts is delivered."""
        self._socket = sock
        self._name = name
        self._known = known
        self._deliver = deliver
        self._one_at_a_time = asyncio.Lock()
        self._complained: set[str] = set()
        self._messages = Allowance(MESSAGES, MESSAGES_AT_ONCE)
        self._bytes = Allowance(BYTES, BYTES_AT_ONCE)
        self._paused_at = -QUIET
        self._spent = 0.0
        """Seconds that nobody else had, for telling whose the messages of this turn were."""

    async def run(self) -> None:
        """Hear until cancelled."""
        while True:
            await readable(self._socket.fileno())
            async with self._one_at_a_time:
                within = await self._turn()
            pause, self._spent = self._spent * SHARE, 0.0
            if pause < SHORTEST_PAUSE:
                pause = 0.0
            if not within:
                self._say_flood()
                pause = max(pause, PAUSE)
            await asyncio.sleep(pause)

    async def drain(self) -> None:
        """Handle all that was sent before: to be called before an end is judged."""
        async with self._one_at_a_time:
            for _ in range(LEFT):
                if not await self._next():
                    return

    async def _turn(self) -> bool:
        """Handle some messages; says whether the service keeps to what it may say."""
        now = asyncio.get_running_loop().time()
        for _ in range(TURN):
            size = await self._next()
            if not size:
                return True
            # Both are asked: each has to know of the message.
            if not all((self._messages.take(1, now), self._bytes.take(size, now))):
                return False
            if self._spent >= SHORTEST_PAUSE:
                return True
        return True

    async def _next(self) -> int:
        """Handle one message; returns what it cost in bytes, 0 when there was none."""
        datagram = self._socket.peek()
        if datagram is None:
            return 0
        held = datagram.copies()
        try:
            try:
                await self._handle(datagram)
            finally:
                datagram.close()
            # Only now: what a server that dies meanwhile has not put on the disk, the next one hears.
            self._socket.discard()
        finally:
            closing.close(*held)
        return len(datagram.data) + 64 * (1 + len(datagram.fds))

    async def _handle(self, datagram: Datagram) -> None:
        if not datagram.whole:
            self._complain("size", f"it has over {LARGEST} bytes or too many descriptors")
            return
        said = parse(datagram.data)
        # A barrier is its descriptor, which is closed after this; anybody may wait for that.
        if said in (NOTHING, Notification(barrier=True)):
            return
        await self._known.settle()
        begin = time.monotonic()
        counts = self._counts(datagram.pid, datagram.pidfd)
        main = self._main(said, datagram) if counts else (0, -1)
        self._spent += time.monotonic() - begin
        if not counts:
            access = self._known.access.value.lower()
            why = f"it is of process {datagram.pid}, and access is {access}"
            self._complain("sender", why)
            return
        heard = Heard(said, datagram.pid, [], *main)
        try:
            if not said.main_pidfd:
                heard.fds = datagram.take_fds()
            await self._deliver(heard)
        finally:
            heard.close()

    def _counts(self, pid: int, pidfd: int) -> bool:
        """Tell whether what a process says counts.

        One that has gone is believed for its number if that is known, else only where all may
        speak: nobody but the service's own user and root can send to this socket at all.
        """
        known = self._known
        if known.access is NotifyAccess.NONE or not pid:
            return False
        if known.belongs(pid, pidfd) is False:
            return False
        if known.access is NotifyAccess.ALL or pid == known.main_pid:
            return True
        return known.access is NotifyAccess.EXEC and pid in known.command_pids

    def _main(self, said: Notification, datagram: Datagram) -> tuple[int, int]:
        """Return pid and pidfd of the main process that a message names, 0 and -1 for none."""
        if said.main_pid is None:
            return 0, -1
        fd = -1
        try:
            fd = self._main_pidfd(said, datagram)
            names = pidfds.pids(fd)
            right = said.main_pidfd_id in (None, os.fstat(fd).st_ino)
            if right and names and self._known.belongs(names[0], fd):
                return names[0], fd
        except OSError:
            pass  # it has gone, or the descriptor is no pidfd
        if fd >= 0:
            closing.close(fd)
        self._complain("main", f"MAINPID={said.main_pid} is no process of the service")
        return 0, -1

    def _main_pidfd(self, said: Notification, datagram: Datagram) -> int:
        if said.main_pidfd and len(datagram.fds) == 1:
            return os.dup(datagram.fds[0])
        return meant(said.main_pid or 0, datagram.pidfd, self._known.members())

    def _complain(self, kind: str, why: str) -> None:
        """Say why something was not heard, once for each kind: a service could fill the log."""
        if kind not in self._complained:
            self._complained.add(kind)
            _log.warning("%s: a notification is ignored: %s", self._name, why)

    def _say_flood(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._paused_at >= QUIET:
            _log.warning(
                "%s: sends more than %d notifications or %d KiB of them a second, and is heard with pauses",
                self._name,
                MESSAGES,
                BYTES // 1024,
            )
        self._paused_at = now
