"""What the plain commands share: they ask, once or for each of several names, and show the answers."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.progress import waiting
from aurae.cli.session import connect
from aurae.cli.table import listing
from aurae.cli.workloads import full_name, status
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from aurae.client.channel import Channel
    from aurae.proto.runtime_pb2 import Workload

M = TypeVar("M", bound="Message")


def ask_once(
    options: argparse.Namespace,
    ask: "Callable[[Channel], Awaitable[M]]",
    pairs: Callable[[M], list[tuple[str, str]]],
) -> int:
    """Show one answer, for people as names and values; returns 0."""

    async def connected() -> M:
        async with connect(options) as channel:
            return await ask(channel)

    reply = asyncio.run(connected())
    show(options, lambda: plain(reply), lambda: listing(pairs(reply)))
    return 0


def ask_for_each(
    options: argparse.Namespace,
    doing: str,
    ask: "Callable[[RuntimeServiceStub, str], Awaitable[Workload]]",
) -> "tuple[list[Workload], bool]":
    """Ask for all names of `options` at once and show the workloads, and what failed on stderr.

    Returns the workloads, and whether there is one for each name. `doing` is for who waits.
    """
    names = list(dict.fromkeys(options.name))

    async def connected() -> "list[Workload | BaseException]":
        async with connect(options) as channel:
            stub = RuntimeServiceStub(channel)
            async with waiting(f"{doing} {', '.join(names)}"):
                asked = (ask(stub, name) for name in names)
                return await asyncio.gather(*asked, return_exceptions=True)

    workloads: list[Workload] = []
    failures: list[ClientError] = []
    for outcome in asyncio.run(connected()):
        if isinstance(outcome, ClientError):
            failures.append(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            workloads.append(outcome)
    show(
        options,
        lambda: [plain(workload) for workload in workloads],
        lambda: "".join(f"{full_name(workload)}: {status(workload)}\n" for workload in workloads),
    )
    for failure in failures:
        print(f"aer: {failure}", file=sys.stderr)
    return workloads, not failures
