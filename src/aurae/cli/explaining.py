"""The option `--explain`: shows the steps of a start instead of taking them."""

import argparse

from aurae.cli.arguments import Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import ANSWER
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ExplainRequest

EXPLAIN = Argument(("--explain",), "Show the steps that a start would take, and take none.")


async def explain(
    stub: RuntimeServiceStub, request: ExplainRequest, options: argparse.Namespace
) -> int:
    """Print the steps; returns 0. Raises ClientError."""
    reply = await call(stub.Explain, request, ANSWER)
    show(
        options,
        lambda: plain(reply),
        lambda: "".join(
            f"{number:>3}  {printable(step)}\n" for number, step in enumerate(reply.steps, 1)
        ),
    )
    return 0
