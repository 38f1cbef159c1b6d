"""`aer image history`: shows how an image was made."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.image_calls import IMAGE, ask
from aurae.cli.images import created_text, short
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import table
from aurae.cli.units import bytes_text
from aurae.client.calls import call
from aurae.proto.images_pb2 import GetImageHistoryRequest, ImageStep

ARGUMENTS = (IMAGE, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show the steps, the first one first, each with the layer that came of it."""
    request = GetImageHistoryRequest(name=options.image)
    found = ask(options, lambda stub: call(stub.History, request, limit(options)))
    show(
        options,
        lambda: [plain(step) for step in found.steps],
        lambda: table(
            ("LAYER", "SIZE", "CREATED", "CREATED BY"), [_row(step) for step in found.steps]
        ),
    )
    return 0


def _row(step: ImageStep) -> tuple[str, ...]:
    text = " ".join((step.created_by or step.comment or step.author).split())
    return (
        short(step.layer) or "-",
        bytes_text(step.size) if step.layer else "-",
        created_text(step.created),
        text or "-",
    )
