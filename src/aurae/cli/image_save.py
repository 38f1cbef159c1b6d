"""`aer image save`: saves images as a tar archive."""

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.image_calls import IMAGES
from aurae.cli.session import connect
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
        with _opened(options.file) as file:
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


@contextlib.contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    """Give a file beside the one that is wanted, which takes its place at the end."""
    if path == "-":
        if sys.stdout.isatty():
            raise ClientError("cannot save images: standard output is a terminal")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if Path(path).exists() and not Path(path).is_file():
        with Path(path).open("wb") as file:  # a pipe or a device
            yield file
        return
    beside = tempfile.NamedTemporaryFile(dir=Path(path).absolute().parent, delete=False)  # noqa: SIM115  # closed below
    try:
        with beside:
            yield beside.file
        mask = os.umask(0)
        os.umask(mask)
        Path(beside.name).chmod(0o666 & ~mask)
        Path(beside.name).replace(path)
    except BaseException:
        Path(beside.name).unlink(missing_ok=True)
        raise
