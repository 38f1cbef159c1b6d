"""`aer cell watch`: shows what happens to cells."""

import argparse
import asyncio
import sys

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.cell_calls import stream
from aurae.cli.document import enum_name, moment, plain
from aurae.cli.output import event_text
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellEvent, CellServiceWatchRequest, CellServiceWatchResponse

ARGUMENTS = (
    Argument(
        ("cell",), "Only this cell and those below it; all when not given.", "CELL", many="?"
    ),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Print a line for each cell there is, `synced`, and then one for each change; never returns 0.

    With `-o json` each line is a document.
    """
    asyncio.run(_watch(options))
    print("aer: cannot watch any longer: the daemon ended the answer", file=sys.stderr)
    return 1


async def _watch(options: argparse.Namespace) -> None:
    cell = options.cell or ""
    request = CellServiceWatchRequest(cell_name=cell)
    async with connect(options) as channel:
        stub = CellServiceStub(channel)
        async for event in stream(f"watch {cell or 'cells'}", stub.Watch, request):
            _print(event, options.output)


def _print(event: CellServiceWatchResponse, form: str | None) -> None:
    def line() -> str:
        word = enum_name(CellEvent.DESCRIPTOR, event.event)
        return f"{moment(event.time)}  {word:<9}  {printable(event.cell.name)}".rstrip()

    print(event_text(form, lambda: plain(event), line), end="")
    sys.stdout.flush()
