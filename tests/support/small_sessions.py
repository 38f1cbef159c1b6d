"""Exec and Attach for small daemons: nothing runs, what is typed comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from aurae.proto import runtime_pb2
from tests.support.unserved import Unserved

if TYPE_CHECKING:
    from grpclib.server import Stream


class Sessions(Unserved):
    """Writes the words of the command, or the workload's name, and then what is typed, until its end."""

    @override
    async def Exec(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        answer = runtime_pb2.ExecResponse
        await stream.send_message(answer(started=runtime_pb2.ExecStarted(pid=4244)))
        await stream.send_message(answer(stdout=" ".join(request.start.argv).encode() + b"\n"))
        while (request := await stream.recv_message()) is not None and not request.stdin_end:
            if request.stdin:
                await stream.send_message(answer(stdout=request.stdin))
        await stream.send_message(answer(ended=runtime_pb2.ExecEnded(exit_code=0)))

    @override
    async def Attach(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        answer = runtime_pb2.AttachResponse
        workload = runtime_pb2.Workload(name=request.start.name)
        started = runtime_pb2.AttachStarted(workload=workload, stdin=True)
        await stream.send_message(answer(started=started))
        while (request := await stream.recv_message()) is not None and not request.stdin_end:
            if request.stdin:
                await stream.send_message(answer(stdout=request.stdin))
        await stream.send_message(answer(ended=workload))
