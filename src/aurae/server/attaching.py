"""The call Attach: the output of a workload as it grows, and what is typed into it."""

from __future__ import annotations

import asyncio
import errno
from contextlib import AsyncExitStack, aclosing
from typing import TYPE_CHECKING

from aurae.model.names import full_name
from aurae.model.refusal import Exhausted, InvalidField
from aurae.observe.growth import Growth, grow
from aurae.proto import runtime_pb2 as api
from aurae.proto.runtime_grpc import RuntimeServiceBase
from aurae.server import convert
from aurae.server.sessions import size, typed
from aurae.server.tasks import alone

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.session import Size
    from aurae.model.workload import Workload
    from aurae.processes.channels import Input
    from aurae.supervise.inputs import Inputs
    from aurae.supervise.supervisor import Supervisor
else:
    from aurae.model.override import override

HISTORY_LIMIT = 1024 * 1024
"""Bytes of earlier output of each stream."""
END = 5.0
"""Seconds that a workload whose output is complete may need to be told as ended."""


class AttachCalls(RuntimeServiceBase):
    """Answers for those who attach."""

    _inputs: Inputs
    _supervisor: Supervisor

    @override
    async def Attach(self, stream: Stream[api.AttachRequest, api.AttachResponse]) -> None:  # noqa: N802  # named by the proto
        """Show what a workload writes until it has ended, and type into it."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("attach", "start", "has to be the first message")
        await self.hold_attachment(stream, request.start)

    async def hold_attachment(
        self, stream: Stream[api.AttachRequest, api.AttachResponse], start: api.AttachStart
    ) -> None:
        """Show what a workload writes, and type into it; the first message has been read."""
        cell, name = convert.name("attach to", start.name)
        action = f"attach to {full_name(cell, name)}"
        if start.history > HISTORY_LIMIT:
            why = f"at most {HISTORY_LIMIT} bytes of each stream are shown"
            raise InvalidField(action, "history", why)
        first = size(action, "size", start.size) if start.HasField("size") else None
        workload = await self._supervisor.get(cell, name, "attach to")
        async with AsyncExitStack() as held:
            keyboard = None
            if not (workload.ended or start.read_only):
                keyboard = await self._keyboard(held, action, workload)
            if keyboard is not None and first is not None:
                keyboard.resize(first)
                self._supervisor.resize(workload, first)
            attachment = Attachment(stream, action, workload, keyboard, self._inputs)
            await attachment.hold(start.history, self._supervisor)

    async def _keyboard(
        self, held: AsyncExitStack, action: str, workload: Workload
    ) -> Input | None:
        try:
            return await held.enter_async_context(self._inputs.opened(workload))
        except OSError as error:
            if error.errno == errno.EOPNOTSUPP:
                return None
            raise Exhausted(action, error.strerror or str(error)) from None


class Attachment:
    """One client that is attached."""

    def __init__(
        self,
        stream: Stream[api.AttachRequest, api.AttachResponse],
        action: str,
        workload: Workload,
        keyboard: Input | None,
        inputs: Inputs,
    ) -> None:
        """`keyboard` is None where what the client types reaches nobody."""
        self._stream = stream
        self._action = action
        self._workload = workload
        self._keyboard = keyboard
        self._inputs = inputs
        self._turn = asyncio.Lock()

    async def hold(self, history: int, supervisor: Supervisor) -> None:
        """Return when the workload has ended and the client has seen all."""
        complete = supervisor.complete(self._workload)
        folder = supervisor.log_folder(self._workload)
        # Before the client hears that it is attached: what it types then may be answered at once.
        growths = {
            number: await asyncio.to_thread(Growth, folder, number, history)
            for number in ((1,) if self._workload.terminal else (1, 2))
        }
        await self._say(
            api.AttachResponse(
                started=api.AttachStarted(
                    workload=convert.workload(self._workload),
                    terminal=self._workload.terminal,
                    stdin=self._keyboard is not None,
                )
            )
        )
        async with alone(), asyncio.TaskGroup() as group:
            hearing = group.create_task(self._hear(supervisor.resize))
            shown = [
                group.create_task(self._show(number, grow(growth, complete)))
                for number, growth in growths.items()
            ]
            await asyncio.wait(shown)
            hearing.cancel()
        ended = await supervisor.wait_id(self._workload, END)
        await self._say(api.AttachResponse(ended=convert.workload(ended)))

    async def _say(self, message: api.AttachResponse) -> None:
        async with self._turn:
            await self._stream.send_message(message)

    async def _show(self, number: int, pieces: AsyncGenerator[bytes, None]) -> None:
        async with aclosing(pieces):
            async for data in pieces:
                if number == 1:
                    await self._say(api.AttachResponse(stdout=data))
                else:
                    await self._say(api.AttachResponse(stderr=data))

    async def _hear(self, resize: Callable[[Workload, Size], None]) -> None:
        """Type what the client sends; its leaving the requests ends nothing."""
        while (request := await self._stream.recv_message()) is not None:
            match request.WhichOneof("request"):
                case "stdin":
                    await self._typed().write(typed(self._action, request.stdin))
                case "stdin_end":
                    self._typed()
                    self._inputs.end(self._workload)
                case "size":
                    wanted = size(self._action, "size", request.size)
                    if self._keyboard is not None:
                        self._keyboard.resize(wanted)
                        resize(self._workload, wanted)
                case _:
                    raise InvalidField(self._action, "request", "is not known or not the first")

    def _typed(self) -> Input:
        if self._keyboard is None:
            why = "what is typed reaches nobody (AttachStarted.stdin)"
            raise InvalidField(self._action, "stdin", why)
        return self._keyboard
