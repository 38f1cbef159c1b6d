"""`aer get`: shows one workload."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.cli.table import listing
from aurae.cli.workloads import NAME, details
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import GetRequest, Workload

ARGUMENTS = (NAME, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show the newest workload of a name."""
    workload = asyncio.run(_get(options))
    show(options, lambda: plain(workload), lambda: listing(details(workload)))
    return 0


async def _get(options: argparse.Namespace) -> Workload:
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        return (await call(stub.Get, GetRequest(name=options.name), limit(options))).workload
