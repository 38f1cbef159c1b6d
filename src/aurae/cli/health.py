"""`aer health`: asks whether the daemon, or one of its services, can do its work."""

import argparse
import asyncio

from grpclib.health.v1.health_grpc import HealthStub
from grpclib.health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.client.calls import call, stream

ARGUMENTS = (
    Argument(
        ("service",),
        "A service such as aurae.runtime.v0.RuntimeService; the whole daemon when not given.",
        "SERVICE",
        many="?",
    ),
    Argument(("-w", "--watch"), "Stay, and show each change."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Show the health; exits with 1 unless it is, or with --watch was at last, `serving`."""
    return asyncio.run(_watch(options) if options.watch else _ask(options))


async def _ask(options: argparse.Namespace) -> int:
    async with connect(options) as channel:
        return _show(
            options, await call(HealthStub(channel).Check, _request(options), limit(options))
        )


async def _watch(options: argparse.Namespace) -> int:
    code = 1
    async with connect(options) as channel:
        async for reply in stream(HealthStub(channel).Watch, _request(options)):
            code = _show(options, reply)
    return code


def _request(options: argparse.Namespace) -> HealthCheckRequest:
    return HealthCheckRequest(service=options.service or "")


def _show(options: argparse.Namespace, reply: HealthCheckResponse) -> int:
    word = HealthCheckResponse.ServingStatus.Name(reply.status).lower().replace("_", " ")
    show(options, lambda: plain(reply) | {"status": word}, lambda: f"{word}\n")
    return 0 if reply.status == HealthCheckResponse.SERVING else 1
