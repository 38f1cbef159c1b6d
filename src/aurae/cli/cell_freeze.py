"""`aer cell freeze`: stops all work in cells and below them for a while."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.cell_calls import CELLS, call, for_each, shown
from aurae.cli.session import limit
from aurae.client.calls import patiently
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellServiceFreezeRequest

if TYPE_CHECKING:
    from aurae.cli.document import Plain

ARGUMENTS = (CELLS, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Freeze cells; returns when nothing of them runs."""
    return for_each(
        options, "freezing", partial(_freeze, limit=limit(options)), lambda _: "frozen"
    )


async def _freeze(stub: CellServiceStub, name: str, limit: float) -> "dict[str, Plain]":
    request = CellServiceFreezeRequest(cell_name=name)
    await patiently(lambda: call(f"freeze {shown(name)}", stub.Freeze, request, limit))
    return {}
