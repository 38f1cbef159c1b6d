"""`aer vm create`: makes a machine of an image without booting it."""

import argparse

from aurae.cli import vm_options
from aurae.cli.arguments import COMMON
from aurae.cli.container_calls import PLATFORM, PULL, with_image
from aurae.cli.container_create import QUIET
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import ANSWER
from aurae.cli.vm_calls import ask
from aurae.client.calls import call
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VirtualMachineSummary, VmServiceAllocateRequest

ARGUMENTS = (PULL, PLATFORM, QUIET, *COMMON, *vm_options.ARGUMENTS)


def run(options: argparse.Namespace) -> int:
    """Make a machine and print its id; its image is pulled when it is not here."""
    made = ask(options, lambda stub: create(stub, options))
    show(options, lambda: plain(made), lambda: f"{made.id}\n")
    return 0


async def create(stub: VmServiceStub, options: argparse.Namespace) -> VirtualMachineSummary:
    """Make the machine that the options describe. Raises ClientError."""
    request = VmServiceAllocateRequest()
    vm_options.fill(request.workload, options)
    reply = await with_image(options, options.image, lambda: call(stub.Allocate, request, ANSWER))
    return reply.machine
