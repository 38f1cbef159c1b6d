"""Calls of RuntimeService that a stand-in of a test does not serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.proto.runtime_grpc import RuntimeServiceBase

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.proto import runtime_pb2 as api
else:
    from aurae.model.override import override


class Unserved(RuntimeServiceBase):
    """Refuses them all."""

    @override
    async def Restart(self, stream: Stream[api.RestartRequest, api.RestartResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Restart: no such method")

    @override
    async def Reload(self, stream: Stream[api.ReloadRequest, api.ReloadResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Reload: no such method")

    @override
    async def Signal(self, stream: Stream[api.SignalRequest, api.SignalResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Signal: no such method")

    @override
    async def ResetFailed(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ResetFailedRequest, api.ResetFailedResponse]
    ) -> None:
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call ResetFailed: no such method")

    @override
    async def Edit(self, stream: Stream[api.EditRequest, api.EditResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Edit: no such method")

    @override
    async def Remove(self, stream: Stream[api.RemoveRequest, api.RemoveResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Remove: no such method")

    @override
    async def Explain(self, stream: Stream[api.ExplainRequest, api.ExplainResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Explain: no such method")

    @override
    async def Security(self, stream: Stream[api.SecurityRequest, api.SecurityResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Security: no such method")

    @override
    async def Status(self, stream: Stream[api.StatusRequest, api.StatusResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Status: no such method")

    @override
    async def Watch(self, stream: Stream[api.WatchRequest, api.WatchResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Watch: no such method")

    @override
    async def Exec(self, stream: Stream[api.ExecRequest, api.ExecResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Exec: no such method")

    @override
    async def Attach(self, stream: Stream[api.AttachRequest, api.AttachResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Status.UNIMPLEMENTED, "cannot call Attach: no such method")
