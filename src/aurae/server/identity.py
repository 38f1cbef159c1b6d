"""IdentityService: who the caller is to this daemon, and who the daemon is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition
from aurae.model.version import VERSION
from aurae.proto.identity_grpc import IdentityServiceBase
from aurae.proto.identity_pb2 import Server, WhoAmIRequest, WhoAmIResponse
from aurae.server import caller
from aurae.server.convert import timestamp_of

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.identity.spiffe import SpiffeId
else:
    from aurae.model.override import override


class Identity(IdentityServiceBase):
    """Answers WhoAmI from what the connection's handshake has verified."""

    def __init__(self, node_name: str, spiffe_id: SpiffeId) -> None:
        """`spiffe_id` is the daemon's own."""
        self._server = Server(version=VERSION, node_name=node_name, spiffe_id=str(spiffe_id))

    @override
    async def WhoAmI(self, stream: Stream[WhoAmIRequest, WhoAmIResponse]) -> None:  # noqa: N802  # named by the proto
        """Answer with the caller's certificate and the daemon's identity."""
        await stream.recv_message()
        who = caller.current()
        peer = who.peer
        if peer is None:
            raise FailedPrecondition("say who you are", "there is no certificate")
        await stream.send_message(
            WhoAmIResponse(
                subject_common_name=peer.subject_common_name,
                issuer_common_name=peer.issuer_common_name,
                sha256_fingerprint=peer.sha256_fingerprint,
                key_algorithm=peer.key_algorithm,
                spiffe_id=str(peer.spiffe_id),
                trust_domain=peer.spiffe_id.trust_domain,
                not_after=timestamp_of(peer.not_after),
                uid=who.uid,
                pid=who.pid,
                server=self._server,
            )
        )
