"""`aer image prune`: removes images that nobody needs."""

import argparse
from datetime import timedelta

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.document import plain
from aurae.cli.image_calls import ask
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.cli.units import bytes_text
from aurae.client.calls import call
from aurae.proto.images_pb2 import PruneImagesRequest, PruneImagesResponse

ARGUMENTS = (
    Argument(
        ("-a", "--all"), "All that nobody uses, not only those whose tag went to another image."
    ),
    Argument(
        ("--age",), "Only images that were not pulled or named for so long.", "DURATION", seconds
    ),
    Argument(("--partial",), "What is left of interrupted pulls, too."),
    Argument(("--dry-run",), "Only tell what would go."),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Remove images, and tell which, and how much of the disk is free again."""
    request = PruneImagesRequest(all=options.all, partial=options.partial, dry_run=options.dry_run)
    if options.age is not None:
        request.age.FromTimedelta(timedelta(seconds=options.age))
    found = ask(options, lambda stub: call(stub.Prune, request, None))
    show(options, lambda: plain(found), lambda: _text(found, dry=options.dry_run))
    return 0


def _text(found: PruneImagesResponse, *, dry: bool) -> str:
    word = "would go" if dry else "removed"
    lines = [
        f"{printable(name)}: {word}\n"
        for image in found.images
        for name in (*image.names, image.id)
    ]
    tail = "would be free" if dry else "are free again"
    return "".join(lines) + f"{bytes_text(found.freed)} {tail}\n"
