"""What the commands of pods share."""

import argparse
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aurae.cli import session
from aurae.cli.arguments import Argument
from aurae.cli.asking import answers_of
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.pods import state
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
    """Ask about all pods that `options` name, as `answers_of` does."""
    return answers_of(options, PodServiceStub, doing, question)


def show_each(options: argparse.Namespace, found: list[PodState]) -> None:
    """Show pods by their names and states."""
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: "".join(f"{printable(one.name)}: {state(one)}\n" for one in found),
    )
