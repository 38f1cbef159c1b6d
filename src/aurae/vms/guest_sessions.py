"""Sessions in a guest, which a client has as those beside any workload, and commands that nobody listens to.

Theory. One task looks after each from before the agent is asked until its process has ended or nobody holds on to
it: then it gets SIGHUP, and a second later its stream is closed, with which the agent kills what is left.
"""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aurae.processes.channels import END_OF_FILE
from aurae.processes.session_plan import OF_THE_SERVICE, TERMINAL
from aurae.processes.told import Exit, Started
from aurae.vms import guest_answers
from aurae.vms.fields import fields
from aurae.vms.frames import Kind
from aurae.vms.guest import ANSWER_TIME, refusal, sized, told
from aurae.vms.streams import Ended, Refused
from aurae.vms.tags import Tag

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from aurae.model.refusal import Refusal
    from aurae.model.session import SessionSpec, Size
    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.guest import Guest
    from aurae.vms.guest_orders import Process
    from aurae.vms.streams import Stream

GRACE = 1.0
"""Seconds that a session has after SIGHUP."""
STDOUT, STDERR = 1, 2


class GuestInput:
    """Takes what is typed. Any number of tasks may write; what one writes stays in one piece."""

    def __init__(self, stream: Stream, *, is_terminal: bool) -> None:
        """At a terminal the end of the input is typed."""
        self._stream = stream
        self._is_terminal = is_terminal
        self._turn = asyncio.Lock()
        self._is_over = False

    async def write(self, data: bytes) -> None:
        """Write all of it as it is taken; nothing once nobody reads any more."""
        async with self._turn:
            if not self._is_over:
                try:
                    await self._stream.write(data)
                except Ended:
                    self._is_over = True

    def resize(self, size: Size) -> None:
        """Set the size of a terminal; nothing where there is none."""
        if self._is_terminal:
            self._stream.hint(Kind.RESIZE, sized(size))

    async def end(self) -> None:
        """Say that nothing more comes."""
        if self._is_terminal:
            await self.write(END_OF_FILE)
        else:
            self.close()

    def close(self) -> None:
        """Close it."""
        if not self._is_over:
            self._is_over = True
            self._stream.end()


class GuestOutput:
    """Gives what is written."""

    def __init__(self, stream: Stream, number: int) -> None:
        """`number` is 1 or 2."""
        self._stream = stream
        self._number = number

    async def read(self) -> bytes:
        """Return the next bytes; none at the end or when it is closed."""
        try:
            return await self._stream.read(self._number)
        except Ended:
            return b""

    def close(self) -> None:
        """Close it; who waits for it goes on."""
        self._stream.cut(self._number)


@dataclass(frozen=True, slots=True)
class GuestStreams:
    """The client's ends: `input` is None where there is no standard input; `outputs` are by stream, 1 and 2."""

    input: GuestInput | None
    outputs: Mapping[int, GuestOutput]

    def close(self) -> None:
        """Close all."""
        if self.input is not None:
            self.input.close()
        for output in self.outputs.values():
            output.close()


class GuestSession:
    """One session that runs in a guest, or has."""

    def __init__(self, stream: Stream, process: Process) -> None:
        """`stream` is the channel's, on which nothing was said yet."""
        loop = asyncio.get_running_loop()
        is_terminal = process.terminal is not None
        numbers = (STDOUT,) if is_terminal else (STDOUT, STDERR)
        self.streams = GuestStreams(
            GuestInput(stream, is_terminal=is_terminal) if process.reads else None,
            {number: GuestOutput(stream, number) for number in numbers},
        )
        self.started: asyncio.Future[Started] = loop.create_future()
        self.exit: asyncio.Future[Exit] = loop.create_future()
        self.left = asyncio.Event()
        self.stream = stream

    def signal(self, number: int) -> None:
        """Send a signal to the group of its first process."""
        self.stream.hint(Kind.SIGNAL, fields([(Tag.SIGNAL, number)]))

    def resize(self, size: Size) -> None:
        """Set the size of its terminal."""
        if self.streams.input is not None:
            self.streams.input.resize(size)


class GuestSessions:
    """Opens sessions in guests."""

    def __init__(self, tasks: OwnedTasks, clock: Callable[[], int] = time.time_ns) -> None:
        """`clock` gives CLOCK_REALTIME in nanoseconds."""
        self._tasks = tasks
        self._clock = clock

    @asynccontextmanager
    async def opened(
        self, guest: Guest, process: Process, action: str
    ) -> AsyncIterator[GuestSession]:
        """Give a session that runs a process in a guest; raises Refusal."""
        with told(action):
            stream = guest.channel.stream()
        session = GuestSession(stream, process)
        self._tasks.begin(self._attend(session, guest, process, action))
        try:
            await asyncio.shield(session.started)
            yield session
        finally:
            session.left.set()

    async def run(self, guest: Guest, process: Process, action: str) -> int:
        """Run a process in a guest to its end, whatever it writes; returns its wait status. Raises Refusal."""
        async with self.opened(guest, process, action) as session:
            async with asyncio.TaskGroup() as group:
                for output in session.streams.outputs.values():
                    group.create_task(_drain(output))
            return (await asyncio.shield(session.exit)).status

    async def _attend(
        self, session: GuestSession, guest: Guest, process: Process, action: str
    ) -> None:
        """Return when its process has ended, and nobody holds on to it any more."""
        async with asyncio.TaskGroup() as group:
            living = group.create_task(self._live(session, guest, process, action))
            leaving = group.create_task(session.left.wait())
            await asyncio.wait([living, leaving], return_when=asyncio.FIRST_COMPLETED)
            if not living.done() and session.started.done():
                for number in (signal.SIGHUP, signal.SIGCONT):
                    session.signal(number)
                await asyncio.wait([living], timeout=GRACE)
            living.cancel()
            # What it has written is there until the client has it.
            await leaving
        session.stream.close()
        gone = Ended("nobody holds on to it")
        for future in (session.started, session.exit):
            _settle(future, refusal(action, gone))

    async def _live(
        self, session: GuestSession, guest: Guest, process: Process, action: str
    ) -> None:
        """Return when its process has ended, or was never there."""
        stream = session.stream
        try:
            async with asyncio.timeout(ANSWER_TIME):
                await stream.say(Kind.EXEC, fields(process.pairs()))
                _, said = await stream.answer(Kind.STARTED)
            pid = guest.read(said, lambda one: one.natural(Tag.PID))
            session.started.set_result(Started(pid, self._clock(), pid))
            _, said = await stream.answer(Kind.EXIT)
            end = guest.read(said, guest_answers.ending)
            session.exit.set_result(Exit(end.status, self._clock(), end.cpu_us))
        except (Refused, Ended, TimeoutError) as error:
            for future in (session.started, session.exit):
                _settle(future, refusal(action, error))
        stream.finish()


def process_of(spec: SessionSpec, main: Process) -> Process:
    """Return the process of a session beside the main one, from which it has what it does not say itself."""
    env = _environment(main)
    if spec.terminal is not None:
        env.setdefault("TERM", TERMINAL.decode())
    user, group, groups = main.user, main.group, main.groups
    if spec.user:
        env.pop("HOME", None)
        user, _, group = spec.user.partition(":")
        groups = ()
    return replace(
        main,
        argv=spec.argv,
        env=env | dict(spec.env),
        working_directory=spec.working_directory or main.working_directory,
        user=user,
        group=spec.group or group,
        groups=groups,
        terminal=spec.terminal,
        reads=not spec.no_stdin,
    )


def command_of(argv: tuple[str, ...], env: Mapping[str, str], main: Process) -> Process:
    """Return the process of a service's command beside the main one."""
    return replace(main, argv=argv, env=_environment(main) | dict(env), terminal=None, reads=False)


def _environment(main: Process) -> dict[str, str]:
    return {
        name: value
        for name, value in main.env.items()
        if name.encode(errors="surrogateescape") not in OF_THE_SERVICE
    }


async def _drain(output: GuestOutput) -> None:
    while await output.read():
        pass


def _settle(future: asyncio.Future[Started] | asyncio.Future[Exit], error: Refusal) -> None:
    if not future.done():
        future.set_exception(error)
        future.exception()  # nobody may be left to read it
