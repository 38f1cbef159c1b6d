"""`aer image inspect`: shows all about an image."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.image_calls import IMAGE, ask
from aurae.cli.images import details
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import listing
from aurae.client.calls import call
from aurae.proto.images_pb2 import GetImageRequest

ARGUMENTS = (IMAGE, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show an image with its configuration and layers; documents have the whole of it."""
    request = GetImageRequest(name=options.image)
    found = ask(options, lambda stub: call(stub.Get, request, limit(options)))
    show(options, lambda: plain(found), lambda: listing(details(found)))
    return 0
