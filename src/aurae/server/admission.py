"""From an accepted connection to a caller: certificate, SPIFFE ID and the kernel's word must agree."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from grpclib.const import Status

from aurae.identity.authority import Authority
from aurae.identity.contexts import verified_chain
from aurae.identity.leaf import LeafRefused, Peer, check
from aurae.server.caller import Caller
from aurae.server.protocol import Refused
from aurae.supervise.name_service import NoAnswer

if TYPE_CHECKING:
    import ssl


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a connection came from; `uid` and `pid` are None on TCP.

    `user` is the name of the user `uid`, empty for none and None when nobody could tell.
    """

    transport: Literal["unix", "tcp", "login"]
    name: str
    uid: int | None = None
    pid: int | None = None
    user: str | None = ""


def identify(transport: asyncio.Transport, origin: Origin, authority: Authority) -> Caller:
    """Say who is at the other end of a connection; raises Refused."""
    if origin.transport == "login":
        return Caller(None, origin.uid, origin.pid, "login")
    tls = cast("ssl.SSLObject", transport.get_extra_info("ssl_object"))
    if tls.selected_alpn_protocol() != "h2":
        raise Refused(Status.UNAUTHENTICATED, "cannot connect: the client must offer ALPN h2")
    leaf = tls.getpeercert(binary_form=True)
    try:
        peer = check(leaf or b"", verified_chain(tls), authority.bundles, authority.now())
    except LeafRefused as refused:
        raise Refused(Status.UNAUTHENTICATED, str(refused)) from None
    if origin.transport == "unix":
        _check_user(peer, origin, authority.names.node_name)
    return Caller(peer, origin.uid, origin.pid, origin.transport)


def _check_user(peer: Peer, origin: Origin, node: str) -> None:
    """Hold a local user's certificate to that user: a stolen key is no use to another one."""
    local = peer.spiffe_id.local_user()
    if local is None:
        return
    cure = "run `aer login --local`"
    if local[0] != node:
        raise Refused(
            Status.UNAUTHENTICATED,
            f"cannot connect: {peer.spiffe_id} is a user of another node than {node}; {cure}",
        )
    if origin.uid == 0:
        return
    if origin.user is None:
        raise Refused(Status.UNAVAILABLE, f"cannot connect: {NoAnswer()}")
    # By uid, as at the login: of names that share a uid only one is ever issued.
    if origin.user != local[1]:
        who = origin.user or "a user without a name"
        raise Refused(
            Status.UNAUTHENTICATED,
            f"cannot connect: {peer.spiffe_id} is not uid {origin.uid} ({who}); {cure}",
        )
    if peer.uid is not None and peer.uid != origin.uid:
        raise Refused(
            Status.UNAUTHENTICATED,
            f"cannot connect: {peer.spiffe_id} was uid {peer.uid} and is {origin.uid} now; {cure}",
        )
