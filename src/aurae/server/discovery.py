"""DiscoveryService: whether the daemon answers, and which version it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.version import VERSION
from aurae.proto.discovery_grpc import DiscoveryServiceBase
from aurae.proto.discovery_pb2 import DiscoverRequest, DiscoverResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from grpclib.server import Stream
    from typing_extensions import override
else:
    from aurae.model.override import override


class Discovery(DiscoveryServiceBase):
    """Answers Discover."""

    def __init__(self, healthy: Callable[[], bool]) -> None:
        """`healthy` says whether workloads can be started."""
        self._healthy = healthy

    @override
    async def Discover(self, stream: Stream[DiscoverRequest, DiscoverResponse]) -> None:  # noqa: N802  # named by the proto
        """Answer with health and version."""
        await stream.recv_message()
        await stream.send_message(DiscoverResponse(healthy=self._healthy(), version=VERSION))
