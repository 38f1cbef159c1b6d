"""`aer volume import`: unpacks a tar archive into a volume."""

import argparse
import asyncio
from collections.abc import Iterator
from pathlib import Path

from aurae.cli.archives import pieces, tree
from aurae.cli.arguments import COMMON, Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.progress import Amount
from aurae.cli.table import printable
from aurae.cli.units import bytes_text
from aurae.cli.volume_calls import SPEC, VOLUME, ask, spec_of
from aurae.client.calls import talk
from aurae.client.errors import ClientError, UnreachableError
from aurae.proto import volumes_pb2 as api
from aurae.proto.volumes_grpc import VolumeServiceStub

ARGUMENTS = (
    VOLUME,
    Argument(
        ("-i", "--file"),
        "The archive: a file, also compressed, a folder whose content is to be in the volume, or - for standard input.",
        "FILE",
        required=True,
    ),
    Argument(("-c", "--create"), "Make the volume, which must not be there."),
    *SPEC,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Send the archive and tell what came of it; the options of a new volume are for --create."""
    start = api.ImportVolumeStart(name=options.name)
    spec = spec_of(options, "")
    if options.create:
        start.create.CopyFrom(spec)
    elif spec != api.VolumeSpec():
        raise ClientError("cannot import: --size, --uid, --gid, --mode and --label need --create")
    try:
        done = ask(options, lambda stub: _import(stub, start, options.file))
    except OSError as error:
        raise ClientError(f"cannot read {options.file}: {error.strerror or error}") from None
    show(
        options,
        lambda: plain(done),
        lambda: (
            f"{printable(done.volume.spec.name)}: {done.entries} entries, {bytes_text(done.bytes)}\n"
        ),
    )
    return 0


async def _import(
    stub: VolumeServiceStub, start: api.ImportVolumeStart, path: str
) -> api.ImportVolumeResponse:
    amount = Amount(f"importing into {start.name}")
    archive = _archive(path)
    try:
        async with talk(stub.Import) as call:
            await call.send(api.ImportVolumeRequest(start=start))
            while piece := await asyncio.to_thread(next, archive, b""):
                await call.send(api.ImportVolumeRequest(data=piece))
                amount.add(len(piece))
            await call.end()
            reply = await call.receive()
            await call.finish()
    finally:
        amount.end()
    if reply is None:
        raise UnreachableError("cannot finish Import: the daemon ended the answer")
    return reply


def _archive(path: str) -> Iterator[bytes]:
    folder = Path(path)
    return tree(folder, ".") if folder.is_dir() else pieces(path)
