"""`aer cell stop`: stops an executable of a cell."""

import argparse
import asyncio
from datetime import timedelta

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.cell_calls import PLACE, call, place
from aurae.cli.output import show
from aurae.cli.progress import waiting
from aurae.cli.session import connect
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellServiceStopRequest

ARGUMENTS = (
    PLACE,
    Argument(("executable",), "Name of the executable.", "EXECUTABLE"),
    Argument(
        ("--timeout",),
        "Time between the stop signal and the kill; the executable's own when not given.",
        "DURATION",
        seconds,
    ),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Stop an executable, which gives its name free; one that has ended is no error."""
    cell = options.cell.strip("/")
    name = f"{cell}/{options.executable}" if cell else str(options.executable)
    asyncio.run(_stop(options, name))
    show(
        options,
        lambda: {"cell_name": cell, "executable_name": options.executable},
        lambda: f"{name}: stopped\n",
    )
    return 0


async def _stop(options: argparse.Namespace, name: str) -> None:
    request = CellServiceStopRequest(
        cell_name=place(options.cell), executable_name=options.executable
    )
    if options.timeout is not None:
        request.timeout.FromTimedelta(timedelta(seconds=options.timeout))
    async with connect(options) as channel:
        # The daemon bounds the wait by the grace, so there is no limit here.
        async with waiting(f"stopping {name}"):
            await call(f"stop {name}", CellServiceStub(channel).Stop, request, None)
