"""What the commands of cells share: the options that name them, and calls whose failures name them."""

import argparse
import asyncio
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from grpclib.client import UnaryStreamMethod, UnaryUnaryMethod

from aurae.cli.arguments import Argument
from aurae.cli.output import show
from aurae.cli.progress import waiting
from aurae.cli.session import connect
from aurae.client import calls
from aurae.client.errors import CallError, ClientError
from aurae.proto.cells_grpc import CellServiceStub

if TYPE_CHECKING:
    from aurae.cli.document import Plain

Request = TypeVar("Request")
Reply = TypeVar("Reply")

CELL = Argument(("cell",), "Path of the cell, such as a/b.", "CELL")
CELLS = Argument(("cell",), "Paths of the cells, such as a/b.", "CELL", many="+")
PLACE = Argument(("cell",), "Path of the cell, such as a/b; / is the node itself.", "CELL")


def place(text: str) -> str | None:
    """Return the cell's path for a request in which the node itself is unset."""
    return None if text == "/" else text


async def call(
    doing: str, method: UnaryUnaryMethod[Request, Reply], request: Request, limit: float | None
) -> Reply:
    """Make one call of CellService; `doing` is for the error, such as `allocate a`.

    Raises ClientError.
    """
    try:
        return await calls.call(method, request, limit)
    except CallError as error:
        raise told(doing, error) from error


async def stream(
    doing: str, method: UnaryStreamMethod[Request, Reply], request: Request
) -> AsyncGenerator[Reply, None]:
    """Make a call of CellService that is answered by many messages. Raises ClientError."""
    try:
        async for reply in calls.stream(method, request):
            yield reply
    except CallError as error:
        raise told(doing, error) from error


def told(doing: str, error: CallError) -> CallError:
    """Return an error that says what could not be done, as the service's texts of fields do not."""
    if not error.told:
        return error
    return CallError(f"cannot {doing}: {error.told}", error.status, error.told)


def shown(name: str) -> str:
    """Return a cell's name for a message, also when it is empty."""
    return name or "''"


def for_each(
    options: argparse.Namespace,
    doing: str,
    ask: "Callable[[CellServiceStub, str], Awaitable[dict[str, Plain]]]",
    line: "Callable[[dict[str, Plain]], str]",
) -> int:
    """Ask for all cells of `options`, and show what was done, and on stderr what failed.

    Cells of one depth are asked for at once, deeper ones first: a cell that goes takes those below
    it along. `doing` is for who waits. Returns the exit code.
    """
    names = list(dict.fromkeys(options.cell))
    by_depth: dict[int, list[str]] = {}
    for name in names:
        by_depth.setdefault(name.strip("/").count("/"), []).append(name)

    async def connected() -> "dict[str, dict[str, Plain] | BaseException]":
        found: dict[str, dict[str, Plain] | BaseException] = {}
        async with connect(options) as channel:
            stub = CellServiceStub(channel)
            async with waiting(f"{doing} {', '.join(names)}"):
                for depth in sorted(by_depth, reverse=True):
                    asked = (ask(stub, name) for name in by_depth[depth])
                    outcomes = await asyncio.gather(*asked, return_exceptions=True)
                    found |= dict(zip(by_depth[depth], outcomes, strict=True))
        return found

    return _show_each(options, names, asyncio.run(connected()), line)


def _show_each(
    options: argparse.Namespace,
    names: list[str],
    found: "dict[str, dict[str, Plain] | BaseException]",
    line: "Callable[[dict[str, Plain]], str]",
) -> int:
    done: list[Plain] = []
    lines: list[str] = []
    failures: list[ClientError] = []
    for name in names:
        outcome = found[name]
        if isinstance(outcome, ClientError):
            failures.append(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            document: dict[str, Plain] = {"cell_name": name, **outcome}
            done.append(document)
            lines.append(f"{name}: {line(document)}\n")
    show(options, lambda: done, lambda: "".join(lines))
    for failure in failures:
        print(f"aer: {failure}", file=sys.stderr)
    return 1 if failures else 0
