"""`aer vm free`: removes machines."""

import argparse
from datetime import timedelta

from aurae.cli.arguments import COMMON
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.cli.vm_calls import VMS, for_each
from aurae.cli.vm_stop import GRACE
from aurae.client.calls import call
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VmServiceFreeRequest

ARGUMENTS = (VMS, GRACE, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Stop machines if they run, and remove them with what they have written; their logs stay."""

    async def free(stub: VmServiceStub, name: str) -> str:
        request = VmServiceFreeRequest(vm_id=name)
        if options.timeout is not None:
            request.timeout.FromTimedelta(timedelta(seconds=options.timeout))
        await call(stub.Free, request, None)
        return name

    names, done = for_each(options, "removing", free)
    show(
        options,
        lambda: [{"vm_id": name, "done": "freed"} for name in names],
        lambda: "".join(f"{printable(name)}: freed\n" for name in names),
    )
    return 0 if done else 1
