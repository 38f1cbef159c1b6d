"""`aer cell watch`: shows what happens to cells."""

import argparse
import asyncio
import json
import sys

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.cell_calls import stream
from aurae.cli.document import enum_name, moment, plain
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.model.shown import escaped_document
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
    if form == "json":
        print(escaped_document(json.dumps(plain(event), ensure_ascii=False)))
    elif form == "yaml":
        from aurae.cli import yaml

        print(yaml.emit([plain(event)]), end="")
    else:
        word = enum_name(CellEvent.DESCRIPTOR, event.event)
        line = f"{moment(event.time)}  {word:<9}  {printable(event.cell.name)}"
        print(line.rstrip())
    sys.stdout.flush()
