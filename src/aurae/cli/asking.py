"""What the plain commands share: they ask, once or for each of several names, and show the answers."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from aurae.cli import session
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.phases import standing
from aurae.cli.progress import waiting
from aurae.cli.session import connect
from aurae.cli.table import listing, printable
from aurae.cli.workloads import full_name
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from aurae.client.channel import Channel
    from aurae.proto.runtime_pb2 import Workload

M = TypeVar("M", bound="Message")
S = TypeVar("S")
T = TypeVar("T")


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
    word: "Callable[[Workload], str]" = standing,
) -> "tuple[list[Workload], bool]":
    """Ask for all names of `options` at once and show the workloads, and what failed on stderr.

    Returns the workloads, and whether there is one for each name. `doing` is for who waits.
    """
    workloads, failures = asyncio.run(outcomes(options, doing, ask))
    show(
        options,
        lambda: [plain(workload) for workload in workloads],
        lambda: "".join(f"{full_name(workload)}: {word(workload)}\n" for workload in workloads),
    )
    complain(failures)
    return workloads, not failures


async def outcomes(
    options: argparse.Namespace,
    doing: str,
    ask: "Callable[[RuntimeServiceStub, str], Awaitable[T]]",
) -> tuple[list[T], list[ClientError]]:
    """Ask for all names of `options` at once; returns the answers, and what failed."""
    names = list(dict.fromkeys(options.name))
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        async with waiting(f"{doing} {', '.join(names)}"):
            asked = (ask(stub, name) for name in names)
            found = await asyncio.gather(*asked, return_exceptions=True)
    return sorted_out(found)


def answers_of(
    options: argparse.Namespace,
    service: "Callable[[Channel], S]",
    doing: str,
    question: "Callable[[S, str], Awaitable[T]]",
) -> tuple[list[T], bool]:
    """Ask a service for all names of `options` at once, and tell on standard error what failed.

    Returns the answers, and whether there is one for each. `doing` is for who waits.
    """
    names = list(dict.fromkeys(options.name))

    async def asked(stub: S) -> list[T | BaseException]:
        async with waiting(f"{doing} {', '.join(names)}"):
            each = (question(stub, name) for name in names)
            return await asyncio.gather(*each, return_exceptions=True)

    answers, failures = sorted_out(session.ask(options, service, asked))
    complain(failures)
    return answers, not failures


def sorted_out(found: "Iterable[T | BaseException]") -> tuple[list[T], list[ClientError]]:
    """Return the answers of many calls, and what failed; what is no ClientError is raised."""
    answers: list[T] = []
    failures: list[ClientError] = []
    for outcome in found:
        if isinstance(outcome, ClientError):
            failures.append(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            answers.append(outcome)
    return answers, failures


def complain(failures: list[ClientError]) -> None:
    """Tell on standard error what failed."""
    for failure in failures:
        print(f"aer: {failure}", file=sys.stderr)


def do_for_each(
    options: argparse.Namespace,
    doing: str,
    done: str,
    ask: "Callable[[RuntimeServiceStub, str], Awaitable[object]]",
) -> int:
    """Do something that has no answer for all names of `options`; returns the exit code.

    `done` is what is told of each, such as `removed`.
    """

    async def named(stub: RuntimeServiceStub, name: str) -> str:
        await ask(stub, name)
        return name

    names, failures = asyncio.run(outcomes(options, doing, named))
    show(
        options,
        lambda: [{"name": name, "done": done} for name in names],
        lambda: "".join(f"{printable(name)}: {done}\n" for name in names),
    )
    complain(failures)
    return 1 if failures else 0
