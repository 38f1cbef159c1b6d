"""`aer version`: shows the versions of aer and of the daemon."""

import argparse
import asyncio
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.output import show
from aurae.model.version import VERSION

if TYPE_CHECKING:
    from aurae.proto.discovery_pb2 import DiscoverResponse

ARGUMENTS = (
    Argument(("--client",), "Show the version of aer alone; the daemon is not asked."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Show the versions; without a daemon that of aer is shown before the failure is told."""
    if options.client:
        show(options, lambda: {"client": VERSION}, lambda: f"aer {VERSION}\n")
        return 0
    from aurae.client.errors import ClientError

    try:
        reply = asyncio.run(_discover(options))
    except ClientError:
        show(options, lambda: {"client": VERSION, "server": None}, lambda: f"aer {VERSION}\n")
        raise
    health = "" if reply.healthy else " (not healthy)"
    show(
        options,
        lambda: {"client": VERSION, "server": reply.version, "healthy": reply.healthy},
        lambda: f"aer {VERSION}\nauraed {reply.version}{health}\n",
    )
    return 0


async def _discover(options: argparse.Namespace) -> "DiscoverResponse":
    from aurae.cli.session import connect, limit
    from aurae.client.calls import call
    from aurae.proto.discovery_grpc import DiscoveryServiceStub
    from aurae.proto.discovery_pb2 import DiscoverRequest

    async with connect(options) as channel:
        stub = DiscoveryServiceStub(channel)
        return await call(stub.Discover, DiscoverRequest(), limit(options))
