"""`aer image push`: pushes an image to a registry."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.document import plain
from aurae.cli.image_calls import IMAGE, goes_on
from aurae.cli.output import show
from aurae.cli.pull_bars import shower
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.client.calls import Patience, stream
from aurae.client.errors import ClientError, UnreachableError
from aurae.proto import images_pb2 as api
from aurae.proto.images_grpc import ImageServiceStub

ARGUMENTS = (
    IMAGE,
    Argument(
        ("target",), "Name to push it under, with its registry; the image's own when not given.",
        "TARGET", many="?",
    ),
    Argument(("-q", "--quiet"), "Do not show how far it is."),
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Push an image, showing on standard error how far it is, and print its name and digest."""
    pushed = asyncio.run(_push(options))
    show(options, lambda: plain(pushed), lambda: f"{printable(pushed.target)}: {pushed.digest}\n")
    return 0


async def _push(options: argparse.Namespace) -> api.PushImageResponse:
    """Push; when the daemon's server restarts meanwhile, go on with the next one."""
    request = api.PushImageRequest(name=options.image, target=options.target or "")
    patience = Patience()
    known = False
    shown = shower()
    while True:
        try:
            async with connect(options) as channel:
                async for reply in stream(ImageServiceStub(channel).Push, request):
                    known = True
                    patience.success()
                    if reply.digest:
                        return reply
                    if not options.quiet:
                        shown.show(reply.layers)
            raise UnreachableError("cannot finish Push: the daemon ended the answer")
        except ClientError as error:
            # Where there was no daemon to begin with, there is nothing to wait for.
            known = known or not str(error).startswith("cannot reach ")
            if not known or not goes_on(error):
                raise
            await patience.bear(error)
