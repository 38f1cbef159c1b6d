"""`aer cell free`: ends everything in cells and below them, and removes them."""

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.cell_calls import CELLS, call, for_each, shown
from aurae.client.calls import patiently
from aurae.client.errors import CallError, ClientError
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellServiceFreeRequest

if TYPE_CHECKING:
    from aurae.cli.document import Plain

ARGUMENTS = (
    CELLS,
    Argument(
        ("--timeout",),
        "Time between the stop signals and the kill; each executable's own when not given.",
        "DURATION",
        seconds,
    ),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Free cells, all at once but those below others first."""
    return for_each(
        options,
        "freeing",
        lambda stub, name: free(stub, name, options.timeout),
        lambda _: "freed",
    )


async def free(stub: CellServiceStub, name: str, grace: float | None) -> "dict[str, Plain]":
    """Free one cell; raises ClientError.

    The daemon bounds the wait by the grace, so there is no limit here. When its server restarts
    meanwhile the daemon goes on, so that the cell may be gone when it is asked for again.
    """
    request = CellServiceFreeRequest(cell_name=name)
    if grace is not None:
        request.timeout.FromTimedelta(timedelta(seconds=grace))
    interrupted = False

    async def attempt() -> None:
        nonlocal interrupted
        try:
            await call(f"free {shown(name)}", stub.Free, request, None)
        except ClientError as error:
            gone = isinstance(error, CallError) and error.status == "NOT_FOUND"
            if not (interrupted and gone):
                interrupted = True
                raise

    await patiently(attempt)
    return {}
