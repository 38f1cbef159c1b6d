"""`aer vm start`: boots machines that are down."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.explaining import EXPLAIN, explain
from aurae.cli.session import connect
from aurae.cli.vm_calls import VMS, for_each, show_each
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ExplainRequest
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VirtualMachineSummary, VmServiceStartRequest

ARGUMENTS = (
    VMS,
    Argument(("--no-block",), "Do not wait until they are up."),
    EXPLAIN,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Boot machines, all at once, and wait until they are up."""
    if options.explain:
        return asyncio.run(_explain(options))

    async def start(stub: VmServiceStub, name: str) -> VirtualMachineSummary:
        request = VmServiceStartRequest(vm_id=name, no_block=options.no_block)
        return (await call(stub.Start, request, None)).machine

    found, done = for_each(options, "booting", start)
    show_each(options, found)
    return 0 if done else 1


async def _explain(options: argparse.Namespace) -> int:
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        for name in options.name:
            await explain(stub, ExplainRequest(name=name), options)
    return 0
