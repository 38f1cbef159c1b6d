"""`aer image rm`: removes names of images, and with the last one the image."""

import argparse
import sys

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.document import plain
from aurae.cli.image_calls import IMAGES, ask
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.cli.units import bytes_text
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto.images_grpc import ImageServiceStub
from aurae.proto.images_pb2 import RemoveImageRequest, RemoveImageResponse

ARGUMENTS = (
    IMAGES,
    Argument(("-a", "--all-names"), "Remove every name that the image has."),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Remove names one after the other."""
    done, failures = ask(options, lambda stub: _remove_each(stub, options))
    show(
        options,
        lambda: [plain(removed) for removed in done],
        lambda: "".join(_lines(removed) for removed in done),
    )
    for failure in failures:
        print(f"aer: {failure}", file=sys.stderr)
    return 1 if failures else 0


async def _remove_each(
    stub: ImageServiceStub, options: argparse.Namespace
) -> tuple[list[RemoveImageResponse], list[ClientError]]:
    done: list[RemoveImageResponse] = []
    failures: list[ClientError] = []
    for image in dict.fromkeys(options.image):
        request = RemoveImageRequest(name=image, all_names=options.all_names)
        try:
            done.append(await call(stub.Remove, request, None))
        except ClientError as error:
            failures.append(error)
    return done, failures


def _lines(removed: RemoveImageResponse) -> str:
    names = "".join(f"{printable(name)}: removed\n" for name in removed.names)
    if not removed.removed:
        return names
    return f"{names}{printable(removed.id)}: removed, {bytes_text(removed.freed)} are free again\n"
