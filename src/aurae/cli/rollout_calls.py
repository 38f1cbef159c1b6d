"""What the commands of rollouts share."""

import argparse
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TypeVar

from aurae.cli import session
from aurae.cli.arguments import Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.rollouts import progress
from aurae.client.calls import stream
from aurae.client.errors import ClientError
from aurae.proto.rollouts_grpc import RolloutServiceStub
from aurae.proto.rollouts_pb2 import RolloutState, WatchRolloutRequest

T = TypeVar("T")

ROLLOUT = Argument(
    ("name",), "Name of the rollout, such as web; a/b/web in the cell a/b.", "ROLLOUT"
)
NO_BLOCK = Argument(("--no-block",), "Do not wait until all pods are as asked.")


def ask(options: argparse.Namespace, question: Callable[[RolloutServiceStub], Awaitable[T]]) -> T:
    """Ask RolloutService something. Raises ClientError."""
    return session.ask(options, RolloutServiceStub, question)


async def follow(
    stub: RolloutServiceStub, options: argparse.Namespace, begun: RolloutState
) -> RolloutState:
    """Show how far a rollout is on standard error until it is as asked. Raises ClientError when it is stalled."""
    if options.no_block:
        return begun
    last = ""
    async for now in changes(stub, begun.name):
        if now.revision > begun.revision:
            raise ClientError(f"cannot wait for {begun.name}: somebody has changed it meanwhile")
        line = progress(now)
        if line != last and options.output is None:
            print(line, file=sys.stderr)
        last = line
        if now.state == RolloutState.STATE_COMPLETE:
            return now
        if now.state == RolloutState.STATE_STALLED:
            raise ClientError(f"cannot go on with {begun.name}: no progress: {now.reason}")
    raise ClientError(f"cannot wait for {begun.name}: it was deleted meanwhile")


async def changes(stub: RolloutServiceStub, name: str) -> AsyncGenerator[RolloutState]:
    """Yield a rollout as it is, then whenever it has changed. Raises ClientError."""
    async for change in stream(stub.Watch, WatchRolloutRequest(name=name)):
        if change.deleted:
            return
        yield change.rollout


def show_one(options: argparse.Namespace, found: RolloutState) -> None:
    """Show a rollout in a line."""
    show(options, lambda: plain(found), lambda: f"{progress(found)}\n")
