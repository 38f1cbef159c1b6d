"""What the commands of virtual machines share."""

import argparse
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aurae.cli import session
from aurae.cli.arguments import Argument
from aurae.cli.asking import answers_of
from aurae.cli.containers import state
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VirtualMachineSummary

T = TypeVar("T")

VM = Argument(("name",), "Id of the machine, such as web; a/b/web in the cell a/b.", "VM_ID")
VMS = Argument(
    ("name",), "Ids of the machines, such as web; a/b/web in the cell a/b.", "VM_ID", many="+"
)


def ask(options: argparse.Namespace, question: Callable[[VmServiceStub], Awaitable[T]]) -> T:
    """Ask VmService something. Raises ClientError."""
    return session.ask(options, VmServiceStub, question)


def for_each(
    options: argparse.Namespace,
    doing: str,
    question: Callable[[VmServiceStub, str], Awaitable[T]],
) -> tuple[list[T], bool]:
    """Ask about all machines that `options` name, as `answers_of` does."""
    return answers_of(options, VmServiceStub, doing, question)


def show_each(options: argparse.Namespace, found: list[VirtualMachineSummary]) -> None:
    """Show machines by their ids and states."""
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: "".join(f"{printable(one.id)}: {state(one)}\n" for one in found),
    )


def told(options: argparse.Namespace, done: str) -> int:
    """Tell what was done to a machine; returns 0."""
    show(
        options,
        lambda: {"vm_id": options.name, "done": done},
        lambda: f"{printable(options.name)}: {printable(done)}\n",
    )
    return 0
