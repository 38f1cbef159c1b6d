"""`aer pod run`: makes a pod and starts it."""

import argparse

from aurae.cli import pod_create
from aurae.cli.arguments import Argument
from aurae.cli.pod_calls import ask, show_each
from aurae.cli.pod_start import KEEP
from aurae.cli.progress import waiting
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto.pods_grpc import PodServiceStub
from aurae.proto.pods_pb2 import DeletePodRequest, PodState, StartPodRequest

ARGUMENTS = (*pod_create.ARGUMENTS, KEEP, Argument(("--no-block",), "Do not wait until it is up."))


def run(options: argparse.Namespace) -> int:
    """Make a pod and start it; without --keep nothing of it is left when it does not come up."""
    show_each(options, [ask(options, lambda stub: _run(stub, options))])
    return 0


async def _run(stub: PodServiceStub, options: argparse.Namespace) -> PodState:
    made = await pod_create.create(stub, options)
    request = StartPodRequest(name=made.name, no_block=options.no_block, keep=options.keep)
    try:
        async with waiting(f"starting {made.name}"):
            return (await call(stub.Start, request, None)).pod
    except ClientError:
        if not options.keep:
            await call(stub.Delete, DeletePodRequest(name=made.name, force=True), None)
        raise
