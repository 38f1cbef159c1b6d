"""What the commands of pods share."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aurae.cli import session
from aurae.cli.arguments import Argument
from aurae.cli.asking import complain, sorted_out
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.pods import state
from aurae.cli.progress import waiting
from aurae.cli.table import printable
from aurae.proto.pods_grpc import PodServiceStub
from aurae.proto.pods_pb2 import PodState

T = TypeVar("T")

POD = Argument(("name",), "Name of the pod, such as shop; a/b/shop in the cell a/b.", "POD")
PODS = Argument(
    ("name",), "Names of the pods, such as shop; a/b/shop in the cell a/b.", "POD", many="+"
)


def ask(options: argparse.Namespace, question: Callable[[PodServiceStub], Awaitable[T]]) -> T:
    """Ask PodService something. Raises ClientError."""
    return session.ask(options, PodServiceStub, question)


def for_each(
    options: argparse.Namespace,
    doing: str,
    question: Callable[[PodServiceStub, str], Awaitable[T]],
) -> tuple[list[T], bool]:
    """Ask for all names of `options` at once, and tell on standard error what failed.

    Returns the answers, and whether there is one for each. `doing` is for who waits.
    """
    names = list(dict.fromkeys(options.name))

    async def asked(stub: PodServiceStub) -> list[T | BaseException]:
        async with waiting(f"{doing} {', '.join(names)}"):
            each = (question(stub, name) for name in names)
            return await asyncio.gather(*each, return_exceptions=True)

    answers, failures = sorted_out(ask(options, asked))
    complain(failures)
    return answers, not failures


def show_each(options: argparse.Namespace, found: list[PodState]) -> None:
    """Show pods by their names and states."""
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: "".join(f"{printable(one.name)}: {state(one)}\n" for one in found),
    )
