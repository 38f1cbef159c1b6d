"""`aer image ls`: lists images."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.image_calls import ask
from aurae.cli.images import rows
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable, table
from aurae.client.calls import call
from aurae.proto.images_grpc import ImageServiceStub
from aurae.proto.images_pb2 import Image, ListImagesRequest

ARGUMENTS = (
    Argument(("-q", "--quiet"), "Print only the ids."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """List images by their names; SIZE is all of it on disk."""
    images = images_of(options)
    if options.quiet:
        show(
            options,
            lambda: [image.id for image in images],
            lambda: "".join(f"{printable(image.id)}\n" for image in images),
        )
        return 0
    show(
        options,
        lambda: [plain(image) for image in images],
        lambda: table(
            ("NAME", "ID", "PLATFORM", "SIZE", "CREATED", "ADDED"),
            [row for image in images for row in rows(image)],
        ),
    )
    return 0


def images_of(options: argparse.Namespace) -> list[Image]:
    """Ask for all images."""

    async def question(stub: ImageServiceStub) -> list[Image]:
        reply = await call(stub.List, ListImagesRequest(), limit(options))
        return list(reply.images)

    return ask(options, question)
