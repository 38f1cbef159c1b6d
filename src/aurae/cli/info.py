"""`aer info`: shows who the caller is to the daemon, and who the daemon is."""

import argparse
from functools import partial

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.asking import ask_once
from aurae.cli.document import moment
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.client.channel import Channel
from aurae.proto.identity_grpc import IdentityServiceStub
from aurae.proto.identity_pb2 import WhoAmIRequest, WhoAmIResponse

ARGUMENTS = (LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show both identities."""
    return ask_once(options, partial(_ask, limit=limit(options)), _pairs)


async def _ask(channel: Channel, limit: float) -> WhoAmIResponse:
    return await call(IdentityServiceStub(channel).WhoAmI, WhoAmIRequest(), limit)


def _pairs(reply: WhoAmIResponse) -> list[tuple[str, str]]:
    peer = [(name, str(getattr(reply, name))) for name in ("uid", "pid") if reply.HasField(name)]
    return [
        ("spiffe id", reply.spiffe_id),
        ("trust domain", reply.trust_domain),
        ("subject", reply.subject_common_name),
        ("issuer", reply.issuer_common_name),
        ("fingerprint", f"sha256:{reply.sha256_fingerprint}"),
        ("key", reply.key_algorithm),
        ("not after", moment(reply.not_after)),
        *peer,
        ("server", reply.server.spiffe_id),
        ("node", reply.server.node_name),
        ("version", reply.server.version),
    ]
