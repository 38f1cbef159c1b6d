"""`aer health`: asks whether the daemon, or one of its services, can do its work."""

import argparse
import asyncio

from grpclib.health.v1.health_grpc import HealthStub
from grpclib.health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.client.calls import call

ARGUMENTS = (
    Argument(
        ("service",),
        "A service such as aurae.runtime.v0.RuntimeService; the whole daemon when not given.",
        "SERVICE",
        many="?",
    ),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Show the health; exits with 1 unless it is `serving`."""
    reply = asyncio.run(_ask(options))
    word = HealthCheckResponse.ServingStatus.Name(reply.status).lower().replace("_", " ")
    show(options, lambda: plain(reply) | {"status": word}, lambda: f"{word}\n")
    return 0 if reply.status == HealthCheckResponse.SERVING else 1


async def _ask(options: argparse.Namespace) -> HealthCheckResponse:
    async with connect(options) as channel:
        request = HealthCheckRequest(service=options.service or "")
        return await call(HealthStub(channel).Check, request, limit(options))
