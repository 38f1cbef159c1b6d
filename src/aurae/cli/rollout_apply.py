"""`aer rollout apply`: makes a rollout, or changes one."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.container_calls import PLATFORM, PULL
from aurae.cli.container_create import QUIET
from aurae.cli.pod_create import pull_images
from aurae.cli.reading import Unreadable, fill
from aurae.cli.rollout_calls import NO_BLOCK, ask, follow, show_one
from aurae.cli.session import ANSWER
from aurae.cli.workload_file import load
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto.rollouts_grpc import RolloutServiceStub
from aurae.proto.rollouts_pb2 import ApplyRolloutRequest, Rollout, RolloutState

FILE = Argument(
    ("file",),
    "The rollout as TOML or JSON with the names of the API; - is standard input.",
    "FILE",
)
REPLICAS = Argument(
    ("--replicas",), "How many pods, in the place of what the file says.", "COUNT", int
)
ARGUMENTS = (FILE, REPLICAS, NO_BLOCK, PULL, PLATFORM, QUIET, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Make a rollout, or change one, and wait until all pods are as asked."""
    show_one(options, ask(options, lambda stub: _apply(stub, options)))
    return 0


async def _apply(stub: RolloutServiceStub, options: argparse.Namespace) -> RolloutState:
    rollout = Rollout()
    try:
        fill(rollout, load(options.file))
        if options.replicas is not None:
            fill(rollout, {"replicas": options.replicas})
    except Unreadable as error:
        raise ClientError(f"cannot read {options.file}: {error}") from None
    await pull_images(rollout.pod, options)
    request = ApplyRolloutRequest(rollout=rollout, no_block=True)
    begun = (await call(stub.Apply, request, ANSWER)).rollout
    return await follow(stub, options, begun)
