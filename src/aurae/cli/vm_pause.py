"""`aer vm pause`: stops the processors of machines for a while."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.session import limit
from aurae.cli.vm_calls import VMS, for_each, show_each
from aurae.client.calls import call
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VirtualMachineSummary, VmServicePauseRequest

ARGUMENTS = (VMS, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Stop the processors of machines, all at once; they stand still when this returns."""

    async def pause(stub: VmServiceStub, name: str) -> VirtualMachineSummary:
        request = VmServicePauseRequest(vm_id=name)
        return (await call(stub.Pause, request, limit(options))).machine

    found, done = for_each(options, "pausing", pause)
    show_each(options, found)
    return 0 if done else 1
