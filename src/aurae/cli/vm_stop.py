"""`aer vm stop`: stops machines."""

import argparse
from datetime import timedelta

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.vm_calls import VMS, for_each, show_each
from aurae.client.calls import call, patiently
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VirtualMachineSummary, VmServiceStopRequest

GRACE = Argument(
    ("-t", "--timeout"),
    "Time between the stop signal, or the power button, and the kill; the machine's own when not given.",
    "DURATION",
    seconds,
)
ARGUMENTS = (VMS, GRACE, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Stop machines, all at once; one that is down already is no error."""

    async def stop(stub: VmServiceStub, name: str) -> VirtualMachineSummary:
        request = VmServiceStopRequest(vm_id=name)
        if options.timeout is not None:
            request.timeout.FromTimedelta(timedelta(seconds=options.timeout))
        return (await patiently(lambda: call(stub.Stop, request, None))).machine

    found, done = for_each(options, "stopping", stop)
    show_each(options, found)
    return 0 if done else 1
