"""`aer image df`: shows what images take of the disk."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.image_calls import ask
from aurae.cli.images import short, size_text, title
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import listing, table
from aurae.cli.units import bytes_text
from aurae.client.calls import call
from aurae.proto.images_pb2 import GetImageUsageRequest, GetImageUsageResponse, Image

ARGUMENTS = (LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show what each image takes, what it has alone and what it shares, and all of it together."""
    found = ask(options, lambda stub: call(stub.Usage, GetImageUsageRequest(), limit(options)))
    show(options, lambda: plain(found), lambda: _text(found))
    return 0


def _text(found: GetImageUsageResponse) -> str:
    images = table(
        ("NAME", "ID", "SIZE", "UNIQUE", "SHARED", "USED BY"),
        [_row(image) for image in found.images],
    )
    return f"{images}\n" + listing(
        [
            ("blobs", bytes_text(found.blobs)),
            ("unpacked", bytes_text(found.unpacked)),
            ("erofs", bytes_text(found.erofs)),
            ("coming", bytes_text(found.partial)),
            ("of no image", bytes_text(found.unreached)),
            ("all", bytes_text(found.blobs + found.unpacked + found.erofs + found.partial)),
        ]
    )


def _row(image: Image) -> tuple[str, ...]:
    return (
        title(image),
        short(image.id),
        size_text(image),
        bytes_text(image.usage.unique),
        bytes_text(image.usage.shared),
        str(len(image.users) or "-"),
    )
