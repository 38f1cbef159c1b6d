"""`aer cell thaw`: lets the work of frozen cells go on."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.cell_calls import CELLS, call, for_each, shown
from aurae.cli.session import limit
from aurae.client.calls import patiently
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellServiceThawRequest

if TYPE_CHECKING:
    from aurae.cli.document import Plain

ARGUMENTS = (CELLS, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Thaw cells; one below a frozen one stays frozen."""
    return for_each(options, "thawing", partial(_thaw, limit=limit(options)), lambda _: "thawed")


async def _thaw(stub: CellServiceStub, name: str, limit: float) -> "dict[str, Plain]":
    request = CellServiceThawRequest(cell_name=name)
    await patiently(lambda: call(f"thaw {shown(name)}", stub.Thaw, request, limit))
    return {}
