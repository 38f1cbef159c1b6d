"""`aer rollout rm`: forgets rollouts, and deletes their pods."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON
from aurae.cli.output import show
from aurae.cli.progress import waiting
from aurae.cli.rollout_calls import ROLLOUT, ask
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.rollouts_grpc import RolloutServiceStub
from aurae.proto.rollouts_pb2 import DeleteRolloutRequest

ARGUMENTS = (ROLLOUT._replace(help="Names of the rollouts.", many="+"), *COMMON)


def run(options: argparse.Namespace) -> int:
    """Forget rollouts; their pods are killed, and all that they have written goes."""
    names = list(dict.fromkeys(options.name))

    async def delete(stub: RolloutServiceStub) -> None:
        async with waiting(f"removing {', '.join(names)}"):
            requests = [DeleteRolloutRequest(name=name) for name in names]
            await asyncio.gather(*(call(stub.Delete, request, None) for request in requests))

    ask(options, delete)
    show(
        options,
        lambda: [{"name": name, "done": "removed"} for name in names],
        lambda: "".join(f"{printable(name)}: removed\n" for name in names),
    )
    return 0
