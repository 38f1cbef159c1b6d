"""`aer vm run`: makes a machine of an image, boots it, shows its output, and ends as it ends."""

import argparse

from aurae.cli import vm_options
from aurae.cli.container_run import RUNNING, run_image
from aurae.cli.progress import waiting
from aurae.cli.vm_create import create
from aurae.client.calls import call
from aurae.client.channel import Channel
from aurae.proto.runtime_pb2 import Workload
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VmServiceStartRequest

ARGUMENTS = (*RUNNING, *vm_options.ARGUMENTS)


def run(options: argparse.Namespace) -> int:
    """Run a machine; exits with its code, 128+n after signal n, or 125 to 127 when aer failed."""
    return run_image(options, "vm run", vm_options.fill, _start_kept)


async def _start_kept(channel: Channel, options: argparse.Namespace) -> Workload:
    stub = VmServiceStub(channel)
    made = await create(stub, options)
    async with waiting(f"booting {made.id}"):
        request = VmServiceStartRequest(vm_id=made.id)
        return (await call(stub.Start, request, None)).machine.workload
