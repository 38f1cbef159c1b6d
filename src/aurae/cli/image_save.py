"""`aer image save`: saves images as a tar archive."""

import argparse
import asyncio
from typing import IO

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.image_calls import IMAGES
from aurae.cli.session import connect
from aurae.cli.writing import written
from aurae.client.calls import stream
from aurae.client.errors import ClientError
from aurae.proto import images_pb2 as api
from aurae.proto.images_grpc import ImageServiceStub

FORMATS: "dict[str, api.ArchiveFormat.ValueType]" = {
    "oci": api.ARCHIVE_FORMAT_OCI,
    "docker": api.ARCHIVE_FORMAT_DOCKER,
}
ARGUMENTS = (
    IMAGES,
    Argument(
        ("-o", "--file"), "Where to write the archive; - for standard output.", "FILE",
        required=True,
    ),
    Argument(
        ("--format",), "An OCI layout, or what docker load takes; oci when not given.", "FORMAT",
        choices=tuple(FORMATS),
    ),
    *(argument for argument in COMMON if "-o" not in argument.names),
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Write the archive; a file is there only when all of it is."""
    request = api.ExportImagesRequest(names=options.image, format=FORMATS[options.format or "oci"])
    try:
        with written(options.file) as file:
            asyncio.run(_save(options, request, file))
    except OSError as error:
        raise ClientError(f"cannot write {options.file}: {error.strerror or error}") from None
    return 0


async def _save(
    options: argparse.Namespace, request: api.ExportImagesRequest, file: IO[bytes]
) -> None:
    async with connect(options) as channel:
        async for reply in stream(ImageServiceStub(channel).Export, request):
            file.write(reply.data)
