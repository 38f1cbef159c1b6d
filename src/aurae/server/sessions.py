"""The call Exec: a session's streams as messages, with no more in memory than one piece each way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.model.names import full_name
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.session import SessionSpec, Size
from aurae.model.validation import named_signal
from aurae.model.workload import signal_name
from aurae.proto import runtime_pb2 as api
from aurae.proto.runtime_grpc import RuntimeServiceBase
from aurae.server import convert
from aurae.server.tasks import alone

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.processes.init import Exit
    from aurae.supervise.session import Session, Shown
    from aurae.supervise.sessions import Sessions
else:
    from aurae.model.override import override

TYPED_LIMIT = 64 * 1024
"""Bytes of standard input in one message."""
QUIET = 0.2
"""Seconds without output, after the end of a process, until its output counts as complete although
another process holds the streams."""
REST_LIMIT = 1024 * 1024
"""Bytes of output after that end at most: no pipe holds more, so the rest is another process's."""


class SessionCalls(RuntimeServiceBase):
    """Answers for sessions."""

    _sessions: Sessions

    @override
    async def Exec(self, stream: Stream[api.ExecRequest, api.ExecResponse]) -> None:  # noqa: N802  # named by the proto
        """Run a command beside a workload and pass its streams on."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("exec", "start", "has to be the first message")
        await self.hold_session(stream, request.start)

    async def hold_session(
        self, stream: Stream[api.ExecRequest, api.ExecResponse], start: api.ExecStart
    ) -> None:
        """Run a command and pass its streams on; its first message has been read."""
        cell, name = convert.name("exec in", start.name)
        spec = _spec(start)
        async with self._sessions.opened(cell, name, spec) as session:
            action = f"exec in {full_name(cell, name)}"
            await Conversation(stream, session, action, typed=not spec.no_stdin).hold()


class Conversation:
    """One session and the client that holds it."""

    def __init__(
        self,
        stream: Stream[api.ExecRequest, api.ExecResponse],
        session: Session,
        action: str,
        *,
        typed: bool,
    ) -> None:
        """`action` is what a refusal names; `typed` says that there is a standard input."""
        self._stream = stream
        self._session = session
        self._action = action
        self._typed = typed
        self._turn = asyncio.Lock()
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(1)
        self._read = 0

    async def hold(self) -> None:
        """Return when the command has ended and the client has all of its output."""
        started = await self._session.started
        await self._say(api.ExecResponse(started=api.ExecStarted(pid=started.pid)))
        async with alone(), asyncio.TaskGroup() as group:
            outputs = [
                group.create_task(self._show(stream, output))
                for stream, output in self._session.streams.outputs.items()
            ]
            others = [group.create_task(self._hear()), group.create_task(self._type())]
            end = await asyncio.shield(self._session.exit)
            await self._finish(set(outputs))
            # Not cancelled: half a message may have gone out.
            for output in self._session.streams.outputs.values():
                output.close()
            for task in others:
                task.cancel()
        await self._say(api.ExecResponse(ended=_ended(end)))

    async def _finish(self, outputs: set[asyncio.Task[None]]) -> None:
        """Wait for the rest of the output: to its end, or to what only others can go on with."""
        at_end = before = self._read
        while outputs:
            _, outputs = await asyncio.wait(outputs, timeout=QUIET)
            is_quiet = self._read == before and not self._turn.locked()
            if is_quiet or self._read - at_end > REST_LIMIT:
                return
            before = self._read

    async def _say(self, message: api.ExecResponse) -> None:
        async with self._turn:
            await self._stream.send_message(message)

    async def _show(self, stream: int, output: Shown) -> None:
        while data := await output.read():
            self._read += len(data)
            if stream == 1:
                await self._say(api.ExecResponse(stdout=data))
            else:
                await self._say(api.ExecResponse(stderr=data))

    async def _hear(self) -> None:
        """Act on what the client sends; its end is that of standard input."""
        while (request := await self._stream.recv_message()) is not None:
            match request.WhichOneof("request"):
                case "stdin":
                    await self._queue.put(self._checked(request.stdin))
                case "stdin_end":
                    await self._queue.put(None)
                case "size":
                    self._session.resize(size(self._action, "size", request.size))
                case "signal":
                    self._session.signal(self._number(request.signal))
                case _:
                    raise InvalidField(self._action, "request", "is not known or not the first")
        await self._queue.put(None)

    async def _type(self) -> None:
        keyboard = self._session.streams.input
        while True:
            data = await self._queue.get()
            if keyboard is None:
                continue
            if data is None:
                await keyboard.end()
            else:
                await keyboard.write(data)

    def _checked(self, data: bytes) -> bytes:
        if not self._typed:
            raise InvalidField(self._action, "stdin", "there is none: no_stdin was asked for")
        return typed(self._action, data)

    def _number(self, name: str) -> int:
        try:
            return named_signal(name)
        except BadValue as error:
            raise InvalidField(self._action, "signal", error.why) from None


def typed(action: str, data: bytes) -> bytes:
    """Return what is typed; InvalidField when it is too much for one message."""
    if len(data) > TYPED_LIMIT:
        why = f"has {len(data)} bytes, a message takes {TYPED_LIMIT}"
        raise InvalidField(action, "stdin", why)
    return data


def size(action: str, field: str, message: api.TerminalSize) -> Size:
    """Return the size of a terminal; InvalidField when it is too large."""
    found = Size(message.rows, message.columns)
    try:
        found.check()
    except BadValue as error:
        raise InvalidField(action, f"{field}.{error.field}", error.why) from None
    return found


def _spec(start: api.ExecStart) -> SessionSpec:
    terminal = None
    if start.HasField("terminal"):
        terminal = Size(start.terminal.rows, start.terminal.columns)
    return SessionSpec(
        argv=tuple(start.argv),
        env=dict(start.env),
        working_directory=start.working_directory,
        user=start.user,
        group=start.group,
        terminal=terminal,
        no_stdin=start.no_stdin,
    )


def _ended(end: Exit) -> api.ExecEnded:
    number = end.status & 0x7F
    if number:
        return api.ExecEnded(signal=number, reason=f"ended by {signal_name(number)}")
    return api.ExecEnded(exit_code=end.status >> 8 & 0xFF)
