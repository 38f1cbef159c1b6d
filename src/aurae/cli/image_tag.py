"""`aer image tag`: gives an image one more name."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.image_calls import IMAGE, ask
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.images_pb2 import TagImageRequest

ARGUMENTS = (
    IMAGE,
    Argument(("tag",), "The new name; its tag is latest when it has none.", "NAME:TAG"),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Give the name, and take it from an image that had it before."""
    request = TagImageRequest(name=options.image, tag=options.tag)
    image = ask(options, lambda stub: call(stub.Tag, request, limit(options))).image
    show(
        options,
        lambda: plain(image),
        lambda: f"{printable(image.id)}: {printable(', '.join(image.tags))}\n",
    )
    return 0
