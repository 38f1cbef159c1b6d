"""One machine that runs, as this server reaches it: QEMU's monitor, the guest's agent, what was learned of its end.

Theory. Everything here can be lost and found again: the connections are made anew when they break, and by a later
server, since QEMU listens for as long as it lives. What the guest says of its end is written before the guest hears that it
was: an EXIT comes again until it is acknowledged. QEMU stands still once the guest is off (-no-shutdown), and ends when we have
written why. A guest that does not answer for as long as its heartbeat allows is killed; one that stands still has no need to answer.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition, Refusal, Unavailable
from aurae.vms import outcomes, sockets, vsock
from aurae.vms.channel import GREETING_TIME
from aurae.vms.console import Console, last_panic
from aurae.vms.draining import drained
from aurae.vms.guest import ASK_TO_END, Guest
from aurae.vms.guest_answers import State
from aurae.vms.keys import COMMANDS
from aurae.vms.offers import Offers
from aurae.vms.outcomes import How, Learned
from aurae.vms.qmp import Qmp, QmpFailed
from aurae.vms.restoring import load
from aurae.vms.streams import Ended

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from aurae.model.session import Size
    from aurae.model.workload import Workload
    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.about import About
    from aurae.vms.guest import Main
    from aurae.vms.keys import Key

SOON = 3.0
"""Seconds in which a later server has reached a guest that can be."""
PRESS = 2.0
"""Seconds between two presses of a power button."""
DRAIN_LIMIT = 5.0
"""Seconds that journal may need for what a guest wrote last."""
ENDING = 3.0
"""Seconds that QEMU may need to end once its connections have."""
LAST_WORDS = 0.05
"""Seconds that the end of a console may take to be read."""
GREET_AGAIN = 5.0
"""Seconds that an agent may need to answer one that connects again, the first time."""
AGAIN = 1.0
"""Seconds between two attempts to reach QEMU or the agent."""
ENTROPY = 64
"""Bytes of randomness that a guest begins with."""
PAUSED_STATES = frozenset({"paused", "save-vm", "io-error", "suspended", "prelaunch"})
OFF_STATES = {"shutdown": How.POWEROFF, "guest-panicked": How.PANIC}
"""States of QEMU that say that its guest is off."""


_log = logging.getLogger("aurae.vms")


class _Lost(Enum):
    """Why a guest is spoken with no more."""

    OVER = "OVER"  # its main process has ended
    GONE = "GONE"  # the connection has
    HUNG = "HUNG"  # it does not answer


class Machine:
    """A machine. Methods raise Refusal, where nothing else is said.

    `listeners` hear each event of QEMU by its name and data. `guest` is the agent, None while it is not reached.
    """

    def __init__(
        self,
        workload: Workload,
        about: About,
        state: Path,
        folder: Path,
        tasks: OwnedTasks,
        kill: Callable[[int, str], Awaitable[None]],
        stands_still: Callable[[], bool],
        went_off: Callable[[str], str],
    ) -> None:
        """`kill` ends it for a reason; `stands_still` says whether its processes are frozen.

        `went_off` says how the guest went off, of what query-status says, in the words of the event SHUTDOWN.
        """
        self.ident, self.key, self.name = workload.id, workload.root, workload.full_name
        self.about = about
        self.state, self.sockets = state, folder
        self.guest: Guest | None = None
        self.main: Main | None = None
        self.is_paused = False
        self.learned: Learned | None = outcomes.read(state, workload.id)
        self.listeners: list[Callable[[str, Mapping[str, object]], None]] = []
        self._tasks = tasks
        self._kill = kill
        self._stands_still = stands_still
        self._went_off = went_off
        self._console: Console | None = None
        self.offers = Offers(tasks)
        self.offers.offer(vsock.SERVICE, vsock.Outlet(folder).serve)
        self._facade: vsock.Facade | None = None
        self._qmp: Qmp | None = None
        self._joined, self._met = asyncio.Event(), asyncio.Event()
        """QEMU's monitor, and the main process by its agent, were reached."""
        self._attending: list[asyncio.Task[None]] = []
        self._is_closed = False

    @property
    def has_agent(self) -> bool:
        """Whether our agent is to answer in the guest."""
        return self.about.has_agent or self.about.setup is not None

    async def begin(self, action: str) -> None:
        """Let it run, and see its guest through to where its main process executes."""
        try:
            qmp = await self._meet_qemu()
            if self.about.state:
                await load(qmp, Path(self.about.state), action)
            await qmp.execute("cont")
        except QmpFailed as error:
            await self._told_otherwise()
            raise Unavailable(action, str(error)) from None
        self._attend(self._hear_qemu())
        if self.about.setup is not None:
            self._attend(self._read_console())
            try:
                guest = await self._meet_guest()
                await self._set_up(guest, action)
            except (OSError, Ended, TimeoutError) as error:
                await self._told_otherwise()
                why = str(error) or "it does not answer"
                raise Unavailable(action, f"cannot reach the guest's agent: {why}") from None
        if self.has_agent:
            self._attend(self._hear_guest())

    def adopt(self) -> None:
        """Look after a machine that an earlier server has begun."""
        self._attend(self._hear_qemu())
        if self.about.setup is not None:
            self._attend(self._read_console())
        if self.has_agent:
            self._attend(self._hear_guest())

    def close(self) -> None:
        """Look after it no more: it has ended, or another start has taken its place."""
        self._is_closed = True
        attending, self._attending = self._attending, []
        for task in attending:
            task.cancel()
        for one in (self._qmp, self._console, self._facade):
            if one is not None:
                one.close()
        if self.main is not None:
            self.main.close()
        if self.guest is not None:
            self.guest.close()

    def qmp(self, action: str) -> Qmp:
        """Return QEMU's monitor."""
        if self._qmp is None or self._qmp.is_gone:
            raise Unavailable(action, "QEMU's monitor cannot be reached")
        return self._qmp

    def agent(self, action: str) -> Guest:
        """Return the guest's agent."""
        if not self.has_agent:
            raise FailedPrecondition(action, "no agent of ours is in its guest")
        if self.guest is None or not self.guest.is_reachable:
            raise Unavailable(action, "the agent in its guest cannot be reached")
        return self.guest

    def console(self, action: str) -> Console:
        """Return the serial console."""
        if self.about.setup is None:
            why = "its console is its output: see its logs, or attach to it"
            raise FailedPrecondition(action, why)
        if self._console is None or self._console.ended.is_set():
            raise Unavailable(action, "its console cannot be reached")
        return self._console

    async def pause(self, action: str) -> None:
        """Stop the processors."""
        await self._command(action, "stop")
        self.is_paused = True

    async def resume(self, action: str) -> None:
        """Let the processors go on."""
        await self._command(action, "cont")
        self.is_paused = False

    async def press(self, key: Key, action: str) -> None:
        """Press a key; what follows is up to the guest."""
        await self._command(action, COMMANDS[key])

    def ask(self, grace: float) -> None:
        """Ask it to end: its main process, which has `grace` seconds in the guest, or the guest by its power button."""
        self._attend(self._ask(grace))

    def signal(self, number: int, *, everybody: bool) -> None:
        """Pass a signal on to the main process in the guest, or to all. Raises OSError."""
        self._tasks.begin(self._signal(number, everybody=everybody))

    def resize(self, size: Size) -> None:
        """Set the size of its main process's terminal."""
        if self.about.entrypoint is not None:
            self._tasks.begin(self._resize(size))

    # Inside.

    async def _told_otherwise(self) -> None:
        """Wait for who knows better why a guest cannot be reached: QEMU may have ended, and this be cancelled."""
        await asyncio.sleep(ENDING)

    def _attend(self, operation: Awaitable[None]) -> None:
        async def guarded() -> None:
            await operation

        self._attending.append(self._tasks.lend(guarded()))

    async def _command(self, action: str, name: str) -> None:
        try:
            await self.qmp(action).execute(name)
        except QmpFailed as error:
            raise Unavailable(action, str(error)) from None

    async def _ask(self, grace: float) -> None:
        action = f"stop {self.name}"
        # After a restart of the server they are being reached just now.
        await _soon(self._joined)
        if self.about.entrypoint is not None:
            await _soon(self._met)
        if self.is_paused:
            with suppress(Refusal):
                await self.resume(action)  # what stands still acts on nothing
        if self.about.entrypoint is not None:
            try:
                await self.agent(action).shut_down(ASK_TO_END, action, grace)
            except Refusal as refusal:
                _log.warning("%s: its power button is pressed", refusal)
            else:
                return
        while not self._is_closed:
            # A guest that does not listen yet hears nothing of it.
            try:
                await self._command(action, "system_powerdown")
            except Refusal as refusal:
                _log.warning("%s", refusal)
            await asyncio.sleep(PRESS)

    async def _signal(self, number: int, *, everybody: bool) -> None:
        action = f"signal {self.name}"
        try:
            if self.about.entrypoint is not None:
                await self.agent(action).signal(number, action, everybody=everybody)
            elif number != SIGKILL:
                await self._command(action, "system_powerdown")
        except Refusal as refusal:
            _log.warning("%s", refusal)

    async def _resize(self, size: Size) -> None:
        action = f"resize the terminal of {self.name}"
        with suppress(Refusal):
            await self.agent(action).resize(size, action)

    async def _set_up(self, guest: Guest, action: str) -> None:
        """Have a guest run what it is for, unless an earlier server has."""
        setup, entrypoint = self.about.setup, self.about.entrypoint
        assert setup is not None
        assert entrypoint is not None
        if guest.hello.state is State.NEW:
            own = secrets.token_bytes(ENTROPY)
            identity = replace(setup.identity, time_ns=time.time_ns(), entropy=own)
            await guest.set_up(replace(setup, identity=identity), action)
        if guest.hello.state in (State.NEW, State.SET_UP):
            self.main = await guest.run(entrypoint, action)
        else:
            self.main = await guest.running(entrypoint.invocation, action)
        self._met.set()

    # QEMU.

    async def _meet_qemu(self) -> Qmp:
        self._qmp = await Qmp.connect(self.sockets)
        self._joined.set()
        return self._qmp

    async def _hear_qemu(self) -> None:
        """Keep the connection to QEMU's monitor, until it ends."""
        while True:
            try:
                qmp = self._qmp
                if qmp is None or qmp.is_gone:
                    qmp = await self._meet_qemu()
                    await self._look(qmp)
                while True:
                    event = await qmp.event()
                    self._hear(event.name, event.data)
            except QmpFailed as error:
                _log.debug("%s: %s", self.name, error)
            await asyncio.sleep(AGAIN)

    async def _look(self, qmp: Qmp) -> None:
        """See what has happened while nobody listened."""
        said = await qmp.execute("query-status")
        status = said.get("status") if isinstance(said, dict) else None
        self.is_paused = status in PAUSED_STATES
        if status in OFF_STATES:
            known = outcomes.OF_SHUTDOWN.get(self._went_off(str(status)))
            self._learn_off(known or OFF_STATES[str(status)])

    def _hear(self, event: str, data: Mapping[str, object]) -> None:
        """Hear an event of QEMU."""
        if event in ("STOP", "RESUME"):
            self.is_paused = event == "STOP"
        elif event == "GUEST_PANICKED":
            self._learn_off(How.PANIC)
        elif event == "SHUTDOWN":
            how = outcomes.OF_SHUTDOWN.get(str(data.get("reason")))
            if how is not None:
                self._learn_off(how)
        for listener in self.listeners:
            listener(event, data)

    def _learn_off(self, how: How) -> None:
        self._tasks.begin(self._go_off(Learned(how)))

    async def _go_off(self, learned: Learned) -> None:
        """Write that the guest is off, and have QEMU end."""
        if learned.how in (How.REBOOT, How.PANIC):
            # A kernel that gives up before it has its driver for that restarts, and says why on the console.
            await asyncio.sleep(LAST_WORDS)
            told = await asyncio.to_thread(last_panic, self.state)
            how = How.PANIC if told else learned.how
            learned = Learned(how, detail=told)
        await self._learn(learned)
        if self._qmp is not None:
            with suppress(QmpFailed):
                await self._qmp.execute("quit")

    async def _learn(self, learned: Learned) -> None:
        """Write what was learned of the end; the first counts."""
        if self.learned is not None:
            return
        self.learned = learned
        try:
            await asyncio.to_thread(outcomes.write, self.state, self.ident, learned)
        except OSError as error:
            _log.error("how %s ended is not written: %s", self.name, error)

    # The guest.

    async def _meet_guest(self, limit: float = GREETING_TIME) -> Guest:
        if self.guest is not None:
            self.guest.close()  # QEMU serves one connection at a time
        sock = sockets.connect(self.sockets, sockets.CHANNEL)
        self.guest = await Guest.meet(sock, self.offers.take, limit)
        if self.about.vsock:
            self._open_facade(self.guest)
        return self.guest

    def _open_facade(self, guest: Guest) -> None:
        """Have the guest's sockets reached by a name; that of before goes."""
        if self._facade is not None:
            self._facade.close()
        try:
            self._facade = vsock.Facade(
                guest, sockets.rebound(self.sockets, vsock.NAME), self._tasks
            )
        except OSError as error:
            _log.error("the sockets of %s cannot be reached: %s", self.name, error)

    async def _read_console(self) -> None:
        """Keep the connection to the serial console, which keeps what comes."""
        while True:
            try:
                sock = sockets.connect(self.sockets, sockets.CONSOLE)
                self._console = Console(sock, self.state)
                await self._console.ended.wait()
            except OSError as error:
                _log.debug("the console of %s cannot be read: %s", self.name, error)
            await asyncio.sleep(AGAIN)

    async def _hear_guest(self) -> None:
        """Keep the connection to the agent until its main process has ended, and see that it answers."""
        patience = self.about.heartbeat
        while True:
            lost = await self._speak() if self._is_met else _Lost.GONE
            if lost is _Lost.OVER:
                return
            if lost is _Lost.GONE and await self._meet_again(patience):
                continue
            why = f"hang: the guest has not answered for {patience:g} s"
            await self._kill(self.ident, why)
            return

    @property
    def _is_met(self) -> bool:
        return self.guest is not None and self.guest.is_reachable

    async def _meet_again(self, patience: float) -> bool:
        """Return once the agent is reached; False when it was not for too long."""
        clock, silent, limit = asyncio.get_running_loop().time, 0.0, GREET_AGAIN
        while not patience or silent < patience:
            began = clock()
            try:
                # What was said while the guest had not seen the last connection end is lost: it is said again.
                guest = await self._meet_guest(limit)
                if self.about.entrypoint is not None:
                    invocation = self.about.entrypoint.invocation
                    self.main = await guest.running(invocation, f"reach {self.name}")
                    self._met.set()
            except (OSError, Ended, TimeoutError, Refusal) as error:
                _log.debug("%s: its agent cannot be reached: %s", self.name, error)
            else:
                return True
            await asyncio.sleep(AGAIN)
            if not (self.is_paused or self._stands_still()):
                silent += clock() - began
            limit = min(limit * 2, GREETING_TIME)
        return False

    async def _speak(self) -> _Lost:
        """Return why a guest that is met is spoken with no more."""
        assert self.guest is not None
        async with asyncio.TaskGroup() as group:
            heard = [
                group.create_task(one)
                for one in (self._until_ended(), self._until_hung(self.guest))
            ]
            done, _ = await asyncio.wait(heard, return_when=asyncio.FIRST_COMPLETED)
            for task in heard:
                task.cancel()
        return min((task.result() for task in done), key=list(_Lost).index)

    async def _until_ended(self) -> _Lost:
        """See to the end of the main process; it is written before the guest hears that it was heard."""
        if self.main is None:
            await asyncio.Event().wait()
        assert self.main is not None
        try:
            end = await self.main.ended()
            await self._learn(Learned(How.EXITED, end.status, end.was_oom))
            await self._drain()
            await self.main.acknowledge()
        except Ended:
            return _Lost.GONE
        return _Lost.OVER

    async def _drain(self) -> None:
        """Wait until what the guest has written is out of it: it would be lost when it goes off."""
        with suppress(QmpFailed):
            if self._qmp is not None and not await drained(self._qmp, DRAIN_LIMIT):
                _log.warning("%s: the last of its output is lost, as nobody takes it", self.name)

    async def _until_hung(self, guest: Guest) -> _Lost:
        if not self.about.heartbeat:
            await guest.channel.ended.wait()
            return _Lost.GONE
        try:
            await guest.beat(self.about.heartbeat, lambda: self.is_paused or self._stands_still())
        except Ended:
            return _Lost.GONE
        return _Lost.HUNG


async def _soon(event: asyncio.Event) -> None:
    """Wait a while for what is about to happen."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SOON):
            await event.wait()
