"""`aer volume clone`: makes a volume with what is in another."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.progress import Amount
from aurae.cli.session import warn
from aurae.cli.volume_calls import LABELS, VOLUME, ask, show_one
from aurae.client.calls import stream
from aurae.client.errors import UnreachableError
from aurae.proto.volumes_grpc import VolumeServiceStub
from aurae.proto.volumes_pb2 import CloneVolumeRequest, CloneVolumeResponse

ARGUMENTS = (VOLUME, Argument(("target",), "Name of the new one."), LABELS, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Copy a volume and print the name of the new one; it may be in use."""
    request = CloneVolumeRequest(
        name=options.name, target=options.target, labels=dict(options.label)
    )
    done = ask(options, lambda stub: _clone(stub, request))
    if not done.consistent:
        warn("it was mounted meanwhile: each file is as it was found")
    show_one(options, done.volume)
    return 0


async def _clone(stub: VolumeServiceStub, request: CloneVolumeRequest) -> CloneVolumeResponse:
    amount = Amount(f"copying {request.name}")
    try:
        async for reply in stream(stub.Clone, request):
            if reply.HasField("volume"):
                return reply
            amount.set(reply.copied, reply.total)
    finally:
        amount.end()
    raise UnreachableError("cannot finish Clone: the daemon ended the answer")
