"""`aer rollout undo`: goes back to the revision before."""

import argparse

from aurae.cli.arguments import COMMON
from aurae.cli.rollout_calls import NO_BLOCK, ROLLOUT, ask, follow, show_one
from aurae.cli.session import ANSWER
from aurae.client.calls import call
from aurae.proto.rollouts_grpc import RolloutServiceStub
from aurae.proto.rollouts_pb2 import RolloutState, UndoRolloutRequest

ARGUMENTS = (ROLLOUT, NO_BLOCK, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Go back to the pod that the rollout had before, and wait until all pods are so."""
    show_one(options, ask(options, lambda stub: _undo(stub, options)))
    return 0


async def _undo(stub: RolloutServiceStub, options: argparse.Namespace) -> RolloutState:
    request = UndoRolloutRequest(name=options.name, no_block=True)
    begun = (await call(stub.Undo, request, ANSWER)).rollout
    return await follow(stub, options, begun)
