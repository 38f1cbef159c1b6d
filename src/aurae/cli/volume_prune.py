"""`aer volume prune`: removes volumes that no container uses."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.container_ls import label
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.cli.volume_calls import ask
from aurae.client.calls import call
from aurae.proto.volumes_pb2 import PruneVolumesRequest

ARGUMENTS = (
    Argument(
        ("-l", "--label"), "Only those with this label. Repeatable.", "KEY[=VALUE]",
        label, "append",
    ),
    Argument(("--dry-run",), "Only tell which would go."),
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Remove volumes of yours, and tell which."""
    request = PruneVolumesRequest(labels=dict(options.label), dry_run=options.dry_run)
    found = ask(options, lambda stub: call(stub.Prune, request, None))
    word = "would go" if options.dry_run else "removed"
    show(
        options,
        lambda: plain(found),
        lambda: "".join(f"{printable(name)}: {word}\n" for name in found.names),
    )
    return 0
