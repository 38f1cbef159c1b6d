"""`aer image load`: takes in the images of an archive."""

import argparse
import asyncio
from collections.abc import Iterator

from aurae.cli.archives import pieces
from aurae.cli.arguments import COMMON, Argument
from aurae.cli.document import plain
from aurae.cli.image_calls import LAYERS, layer_form
from aurae.cli.output import show
from aurae.cli.pull_bars import shower
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.client.calls import Talk, talk
from aurae.client.errors import ClientError, UnreachableError
from aurae.proto import images_pb2 as api
from aurae.proto.images_grpc import ImageServiceStub

ARGUMENTS = (
    Argument(
        ("-i", "--file"),
        "The archive: a file, a folder with an OCI layout, or - for standard input.", "FILE",
        required=True,
    ),
    Argument(("--name",), "What to call the image instead of what the archive says.", "REFERENCE"),
    Argument(
        ("--platform",), "Such as linux/arm64; what suits the machine best when not given.", "PLATFORM"
    ),
    Argument(("--force-platform",), "Take an image that is for another platform, too."),
    LAYERS,
    Argument(("-q", "--quiet"), "Do not show how far it is."),
    *COMMON,
)  # fmt: skip

_Call = Talk[api.ImportImagesRequest, api.ImportImagesResponse]


def run(options: argparse.Namespace) -> int:
    """Send the archive, showing on standard error how far it is, and print names and ids."""
    try:
        done = asyncio.run(_load(options))
    except OSError as error:
        raise ClientError(f"cannot read {options.file}: {error.strerror or error}") from None
    show(
        options,
        lambda: [plain(each) for each in done.images],
        lambda: "".join(f"{printable(each.name)}: {each.image.id}\n" for each in done.images),
    )
    return 0


async def _load(options: argparse.Namespace) -> api.ImportImagesResponse:
    wanted = api.ImportOptions(
        name=options.name or "",
        platform=options.platform or "",
        force_platform=options.force_platform,
        layers=layer_form(options),
    )
    archive = pieces(options.file)
    first = next(archive, b"")
    async with connect(options) as channel, talk(ImageServiceStub(channel).Import) as call:
        await call.send(api.ImportImagesRequest(options=wanted, data=first))
        async with asyncio.TaskGroup() as group:
            sending = group.create_task(_send(call, archive))
            try:
                return await _end(options, call)
            finally:
                sending.cancel()
    raise UnreachableError("cannot finish Import: the daemon ended the answer")


async def _send(call: _Call, archive: Iterator[bytes]) -> None:
    while piece := await asyncio.to_thread(next, archive, b""):
        await call.send(api.ImportImagesRequest(data=piece))
    await call.end()


async def _end(options: argparse.Namespace, call: _Call) -> api.ImportImagesResponse:
    """Show what is told, and return the last answer."""
    shown = shower()
    while reply := await call.receive():
        if reply.images:
            return reply
        if not options.quiet:
            shown.show(reply.layers)
    await call.finish()
    raise UnreachableError("cannot finish Import: the daemon ended the answer")
