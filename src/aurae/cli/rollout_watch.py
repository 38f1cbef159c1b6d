"""`aer rollout watch`: shows how far a rollout is, until it is deleted."""

import argparse
import asyncio
import sys
from contextlib import suppress
from functools import partial

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.document import plain
from aurae.cli.output import event_text
from aurae.cli.rollout_calls import ROLLOUT, changes
from aurae.cli.rollouts import progress
from aurae.cli.session import connect
from aurae.proto.rollouts_grpc import RolloutServiceStub

ARGUMENTS = (
    ROLLOUT,
    Argument(("--timeout",), "Watch for so long; for ever when not given.", "DURATION", seconds),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Print a line now and for each change; with `-o json` a document each."""
    with suppress(TimeoutError):
        asyncio.run(_watch(options))
    return 0


async def _watch(options: argparse.Namespace) -> None:
    async with asyncio.timeout(options.timeout), connect(options) as channel:
        last = ""
        async for now in changes(RolloutServiceStub(channel), options.name):
            document, line = partial(plain, now), partial(progress, now)
            text = event_text(options.output, document, line)
            if text != last:
                print(text, end="")
                sys.stdout.flush()
            last = text
