"""`aer security`: tells how much of the machine a workload can reach."""

import argparse
import asyncio
import sys

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.cli.spec_options import from_file
from aurae.cli.table import coloured, printable, table
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import SecurityRequest, SecurityResponse

ARGUMENTS = (
    Argument(("name",), "Name of the workload, such as web.", "NAME", many="?"),
    Argument(("-f", "--file"), "Look at this specification, TOML or JSON, instead.", "FILE"),
    Argument(
        ("--threshold",),
        "Exit with 1 when the exposure is over this, 0.0 to 10.0.",
        "EXPOSURE",
        float,
    ),
    LIMIT,
    *COMMON,
)
COLOURS = ((7.0, "red"), (4.0, "yellow"), (0.0, "green"))


def run(options: argparse.Namespace) -> int:
    """Show what is open, the worst first, and the whole at the end."""
    if bool(options.name) == bool(options.file):
        why = "give either a name or a file"
        print(f"aer security: {why} (see `aer security --help`)", file=sys.stderr)
        return 2
    reply = asyncio.run(_ask(options))
    show(options, lambda: plain(reply), lambda: _table(reply))
    over = options.threshold is not None and reply.exposure > options.threshold
    return 1 if over else 0


async def _ask(options: argparse.Namespace) -> SecurityResponse:
    if options.file:
        request = SecurityRequest(workload=from_file(options.file))
    else:
        request = SecurityRequest(name=options.name)
    async with connect(options) as channel:
        return await call(RuntimeServiceStub(channel).Security, request, limit(options))


def _table(reply: SecurityResponse) -> str:
    ordered = sorted(reply.exposures, key=lambda item: -item.exposure)
    rows = [
        ("-" if item.exposure else "ok", item.name, f"{item.exposure:.1f}", item.description)
        for item in ordered
    ]
    colour = next(name for least, name in COLOURS if reply.exposure >= least)
    overall = f"exposure {reply.exposure:.1f} of 10.0: {printable(reply.verdict)}"
    return table(("", "NAME", "EXPOSURE", "DESCRIPTION"), rows) + coloured(overall, colour) + "\n"
