"""The call Console: the serial console of a machine as it grows, and what is typed into it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.model.refusal import Exhausted, FailedPrecondition, InvalidField
from aurae.proto import vms_pb2 as api
from aurae.server.sessions import typed
from aurae.server.tasks import alone
from aurae.server.vm_calls import VmCalls
from aurae.vms.console import FILE_LIMIT, Crowded, history

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.services.found import Found
    from aurae.vms.console import Attachment, Console
else:
    from aurae.model.override import override

HISTORY_LIMIT = 2 * FILE_LIMIT
"""Bytes of earlier output: more is not kept."""


class VmConsoleCalls(VmCalls):
    """Answers for those who connect to consoles."""

    @override
    async def Console(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceConsoleRequest, api.VmServiceConsoleResponse]
    ) -> None:
        """Show what a machine writes to its console until it is down, and type into it."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("connect", "start", "has to be the first message")
        start = request.start
        found = await self._find("connect to the console of", start.vm_id)
        action = f"connect to the console of {found.full_name}"
        if start.history > HISTORY_LIMIT:
            raise InvalidField(action, "history", f"at most {HISTORY_LIMIT} bytes are kept")
        if found.vm is not None and not found.vm.has_agent:
            why = "its console is its output: see its logs, or attach to it"
            raise FailedPrecondition(action, why)
        if start.no_follow:
            await self._begin(stream, found, start.history)
            return
        console = self._vms.machine(found, action).console(action)
        try:
            with console.attached() as attachment:
                await self._begin(stream, found, start.history)
                await _hold(stream, action, console, attachment)
        except Crowded as error:
            raise Exhausted(action, str(error)) from None

    async def _begin(
        self,
        stream: Stream[api.VmServiceConsoleRequest, api.VmServiceConsoleResponse],
        found: Found,
        most: int,
    ) -> None:
        """Send that it is connected, and what was written before."""
        started = api.ConsoleStarted(machine=await self.shown(found))
        await stream.send_message(api.VmServiceConsoleResponse(started=started))
        if most:
            kept = await asyncio.to_thread(history, self._vms.console_folder(found), most)
            for at in range(0, len(kept), PIECE):
                await stream.send_message(
                    api.VmServiceConsoleResponse(output=kept[at : at + PIECE])
                )


PIECE = 64 * 1024


async def _hold(
    stream: Stream[api.VmServiceConsoleRequest, api.VmServiceConsoleResponse],
    action: str,
    console: Console,
    attachment: Attachment,
) -> None:
    """Show and type until the machine is down; who sends nothing more goes on to see it."""
    async with alone(), asyncio.TaskGroup() as group:
        hearing = group.create_task(_hear(stream, action, console))
        while data := await attachment.read():
            await stream.send_message(api.VmServiceConsoleResponse(output=data))
        hearing.cancel()


async def _hear(
    stream: Stream[api.VmServiceConsoleRequest, api.VmServiceConsoleResponse],
    action: str,
    console: Console,
) -> None:
    while (request := await stream.recv_message()) is not None:
        if request.WhichOneof("request") != "stdin":
            raise InvalidField(action, "request", "is not known or not the first")
        await console.write(typed(action, request.stdin))
