"""`aer pod ls`: lists pods."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_ls import label
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.pod_calls import ask
from aurae.cli.pods import HEADING, row
from aurae.cli.session import limit
from aurae.cli.table import table
from aurae.client.calls import call
from aurae.proto.pods_grpc import PodServiceStub
from aurae.proto.pods_pb2 import ListPodsRequest, PodState

ARGUMENTS = (
    Argument(("--cell",), "Show only those in this cell and below it.", "CELL"),
    Argument(
        ("-l", "--label"), "Show only those with this label. Repeatable.", "KEY[=VALUE]",
        label, "append",
    ),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """List pods by name."""
    found = ask(options, lambda stub: _pods(stub, options))
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: table(HEADING, [row(one) for one in found], "REASON"),
    )
    return 0


async def _pods(stub: PodServiceStub, options: argparse.Namespace) -> list[PodState]:
    """Ask for pods, page by page."""
    request = ListPodsRequest(cell=options.cell or "", labels=dict(options.label))
    found: list[PodState] = []
    while True:
        reply = await call(stub.List, request, limit(options))
        found += reply.pods
        if not reply.next_page_token:
            return found
        request.page_token = reply.next_page_token
