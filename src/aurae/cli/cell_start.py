"""`aer cell start`: starts an executable in a cell."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.cell_calls import PLACE, call, place, shown
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellServiceStartRequest, CellServiceStartResponse


def identifier(text: str) -> int:
    """Read the number of a user or group, 0 to 2**32 - 1; for the command line."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) < 2**32):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a user or group")
    return int(text)


ARGUMENTS = (
    PLACE,
    Argument(
        ("executable",), "What to call it; its name is taken until it is stopped.", "NEW_NAME"
    ),
    Argument(
        ("-c", "--command", "--executable-command", "--cmd"),
        "The line to hand to `sh -c`.",
        "COMMAND",
        required=True,
    ),
    Argument(("--description", "--executable-description", "--desc"), "What it is for.", "TEXT"),
    Argument(
        ("--uid",),
        "Run as this user, by number; as the daemon's when not given.",
        "UID",
        identifier,
    ),
    Argument(
        ("--gid",),
        "Run with this group, by number; the daemon's when not given.",
        "GID",
        identifier,
    ),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Start an executable, and tell its process."""
    reply = asyncio.run(_start(options))
    show(options, lambda: plain(reply), lambda: f"{_name(options)}: {_sentence(reply)}\n")
    return 0


def _name(options: argparse.Namespace) -> str:
    cell = options.cell.strip("/")
    return f"{cell}/{options.executable}" if cell else str(options.executable)


def _sentence(reply: CellServiceStartResponse) -> str:
    inside = f" ({reply.pid} in the cell)" if reply.pid != reply.host_pid else ""
    return f"pid {reply.host_pid}{inside}, id {reply.id}"


async def _start(options: argparse.Namespace) -> CellServiceStartResponse:
    request = CellServiceStartRequest(
        cell_name=place(options.cell), uid=options.uid, gid=options.gid
    )
    request.executable.name = options.executable
    request.executable.command = options.command
    request.executable.description = options.description or ""
    async with connect(options) as channel:
        stub = CellServiceStub(channel)
        return await call(f"start {shown(_name(options))}", stub.Start, request, limit(options))
