"""`aer cell kill`: sends a signal to every process in cells and below them."""

import argparse
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.cell_calls import CELLS, call, for_each, shown
from aurae.cli.session import limit
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellServiceKillRequest

if TYPE_CHECKING:
    from aurae.cli.document import Plain

ARGUMENTS = (
    CELLS,
    Argument(("-s", "--signal"), "The signal, such as SIGHUP; SIGKILL when not given.", "SIGNAL"),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Send the signal, and tell how many processes got it."""
    signal = options.signal or ""

    async def kill(stub: CellServiceStub, name: str) -> "dict[str, Plain]":
        request = CellServiceKillRequest(cell_name=name, signal=signal)
        reply = await call(f"kill {shown(name)}", stub.Kill, request, limit(options))
        return {"processes": reply.processes}

    def line(document: "dict[str, Plain]") -> str:
        count = document["processes"]
        return f"{signal or 'SIGKILL'} to {count} process{'' if count == 1 else 'es'}"

    return for_each(options, "killing", kill, line)
