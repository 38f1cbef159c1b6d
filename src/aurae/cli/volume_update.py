"""`aer volume update`: changes the labels of a volume, and makes its limit larger."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.cell_limits import size_argument
from aurae.cli.volume_calls import LABELS, VOLUME, ask, show_one
from aurae.client.calls import call
from aurae.proto.volumes_pb2 import UpdateVolumeRequest

ARGUMENTS = (
    VOLUME,
    Argument(("-s", "--size"), "The new limit, such as 20GiB.", "SIZE", size_argument),
    LABELS,
    Argument(("--clear-label",), "Take a label away. Repeatable.", "KEY", many="append"),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Change what is given of a volume; it may be in use."""
    request = UpdateVolumeRequest(
        name=options.name,
        size=options.size or 0,
        labels=dict(options.label),
        remove_labels=options.clear_label,
    )
    show_one(options, ask(options, lambda stub: call(stub.Update, request, None)).volume)
    return 0
