"""`aer rollout ls`: lists rollouts."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_ls import label
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.rollout_calls import ask
from aurae.cli.rollouts import HEADING, row
from aurae.cli.session import limit
from aurae.cli.table import table
from aurae.client.calls import call
from aurae.proto.rollouts_pb2 import ListRolloutsRequest

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
    """List rollouts by name."""
    request = ListRolloutsRequest(cell=options.cell or "", labels=dict(options.label))
    found = ask(options, lambda stub: call(stub.List, request, limit(options))).rollouts
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: table(HEADING, [row(one) for one in found], "REASON"),
    )
    return 0
