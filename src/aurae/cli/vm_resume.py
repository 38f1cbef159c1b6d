"""`aer vm resume`: lets paused machines go on."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.session import limit
from aurae.cli.vm_calls import VMS, for_each, show_each
from aurae.client.calls import call
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VirtualMachineSummary, VmServiceResumeRequest

ARGUMENTS = (VMS, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Let paused machines go on, all at once."""

    async def resume(stub: VmServiceStub, name: str) -> VirtualMachineSummary:
        request = VmServiceResumeRequest(vm_id=name)
        return (await call(stub.Resume, request, limit(options))).machine

    found, done = for_each(options, "resuming", resume)
    show_each(options, found)
    return 0 if done else 1
