"""Asks for the state of several workloads, of which some may be unknown."""

import argparse
import asyncio

from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.phases import phase
from aurae.cli.session import connect, limit
from aurae.cli.workloads import status
from aurae.client.calls import call
from aurae.client.errors import CallError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import GetRequest, Workload

NO_SUCH = 4
"""Exit code of systemctl when there is no such unit."""


def probe(options: argparse.Namespace) -> list[Workload]:
    """Print the state of each workload of `options`, `unknown` for one that is not; returns those that are."""
    found = asyncio.run(_ask(options))
    if not options.quiet:
        show(
            options,
            lambda: {
                name: None if workload is None else plain(workload) for name, workload in found
            },
            lambda: "".join(f"{_word(workload)}\n" for _, workload in found),
        )
    return [workload for _, workload in found if workload is not None]


async def _ask(options: argparse.Namespace) -> list[tuple[str, Workload | None]]:
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        return [(name, await get(stub, name, limit(options))) for name in options.name]


async def get(stub: RuntimeServiceStub, name: str, limit: float) -> Workload | None:
    """Return the newest workload of a name, None when there is none. Raises ClientError."""
    try:
        return (await call(stub.Get, GetRequest(name=name), limit)).workload
    except CallError as error:
        if error.status == "NOT_FOUND":
            return None
        raise


def _word(workload: Workload | None) -> str:
    if workload is None:
        return "unknown"
    return phase(workload.service) if workload.HasField("service") else status(workload)
