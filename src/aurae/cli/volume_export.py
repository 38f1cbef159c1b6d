"""`aer volume export`: packs what is in a volume as a tar archive."""

import argparse
from typing import IO

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.progress import Amount
from aurae.cli.volume_calls import VOLUME, ask
from aurae.cli.writing import written
from aurae.client.calls import stream
from aurae.client.errors import ClientError
from aurae.proto.volumes_grpc import VolumeServiceStub
from aurae.proto.volumes_pb2 import ExportVolumeRequest

ARGUMENTS = (
    VOLUME,
    Argument(
        ("-o", "--file"), "Where to write the archive; standard output when not given.", "FILE"
    ),
    *(argument for argument in COMMON if "-o" not in argument.names),
)


def run(options: argparse.Namespace) -> int:
    """Write the archive; a file is there only when all of it is."""
    path = options.file or "-"
    try:
        with written(path) as file:
            ask(options, lambda stub: _export(stub, options.name, file))
    except OSError as error:
        raise ClientError(f"cannot write {path}: {error.strerror or error}") from None
    return 0


async def _export(stub: VolumeServiceStub, name: str, file: IO[bytes]) -> None:
    amount = Amount(f"exporting {name}")
    try:
        async for reply in stream(stub.Export, ExportVolumeRequest(name=name)):
            file.write(reply.data)
            amount.add(len(reply.data))
    finally:
        amount.end()
