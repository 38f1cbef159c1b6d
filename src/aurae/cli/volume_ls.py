"""`aer volume ls`: lists volumes."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_ls import label
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable, table
from aurae.cli.volume_calls import ask
from aurae.cli.volumes import HEADING, row
from aurae.client.calls import call
from aurae.proto.volumes_pb2 import ListVolumesRequest, Volume

ARGUMENTS = (
    Argument(
        ("-l", "--label"), "Show only those with this label. Repeatable.", "KEY[=VALUE]",
        label, "append",
    ),
    Argument(("-q", "--quiet"), "Print names only."),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """List volumes by name."""
    found = volumes_of(options)
    if options.quiet:
        names = [one.spec.name for one in found]
        show(options, lambda: [*names], lambda: "".join(f"{printable(name)}\n" for name in names))
        return 0
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: table(HEADING, [row(one) for one in found]),
    )
    return 0


def volumes_of(options: argparse.Namespace) -> list[Volume]:
    """Ask for all volumes with the labels of `options`."""
    request = ListVolumesRequest(labels=dict(options.label))
    return [*ask(options, lambda stub: call(stub.List, request, limit(options))).volumes]
