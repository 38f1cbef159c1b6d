"""`aer container cp`: copies files and folders into a container and out of it."""

import argparse
import io
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from contextlib import aclosing
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from aurae.cli import archives, unpacking
from aurae.cli.arguments import COMMON, Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import ask, warn
from aurae.cli.writing import written
from aurae.client.calls import stream, talk
from aurae.client.errors import CallError, ClientError
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import CopyInRequest, CopyInResponse, CopyInStart, CopyOutRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from aurae.client.channel import Channel
    from aurae.proto.vms_grpc import VmServiceStub

    Stub: TypeAlias = ContainerServiceStub | VmServiceStub
    Service: TypeAlias = Callable[[Channel], Stub]

PIECE = 256 * 1024
HEAD = 8 * tarfile.BLOCKSIZE
"""Bytes that hold the first header of an archive, with what stands before it for a long name."""
FOLLOW = Argument(("-L", "--follow"), "Copy what a link at the source leads to.")
PLACE = "CONTAINER:PATH|PATH"
ARGUMENTS = (
    FOLLOW,
    *COMMON,
    Argument(("source",), "What to copy: NAME:/path in a container, a path here, or - for an archive.", PLACE),
    Argument(("target",), "Where to: likewise; one of the two is in a container.", PLACE),
)  # fmt: skip


class Place(NamedTuple):
    """A path; without a container it is ours."""

    container: str
    path: str


def run(options: argparse.Namespace) -> int:
    """Copy. A target that is a folder gets the source in it; another one is what the source becomes."""
    return copy(options, "container", ContainerServiceStub)


def copy(options: argparse.Namespace, group: str, service: "Service") -> int:
    """Copy into or out of a container or a machine; `group` is the first word of the command."""
    source, target = place(options.source), place(options.target)
    if bool(source.container) == bool(target.container):
        why = "one of the two is NAME:/path, and the other one is here"
        print(f"aer {group} cp: {why} (see `aer {group} cp --help`)", file=sys.stderr)
        return 2
    try:
        if target.container:
            return _copy_in(options, source.path, target, service)
        return _copy_out(options, source, target.path, service)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise ClientError(f"cannot copy: {where}{error.strerror or error}") from None


def place(text: str) -> Place:
    """Read `web:/path`, or a path here: `./a:b` is one, since a name has no `/` before the colon but its cell's."""
    name, colon, path = text.partition(":")
    if not colon or text.startswith(("/", "./", "../", "-")):
        return Place("", text)
    return Place(name, path or "/")


def _copy_in(options: argparse.Namespace, source: str, target: Place, service: "Service") -> int:
    path = Path(source)
    own = path.resolve(strict=source != "-").name

    async def send(stub: "Stub") -> CopyInResponse:
        if source == "-":
            return await _send(stub, target, archives.pieces("-"))
        folder, name = await _where(stub, target, own)
        return await _send(stub, Place(target.container, folder), archives.tree(path, name))

    done = ask(options, service, send)
    show(
        options,
        lambda: plain(done),
        lambda: f"{done.entries} entries\n",
    )
    return 0


async def _where(stub: "Stub", target: Place, own: str) -> tuple[str, str]:
    """Return the folder in the container and the name in it that a source of ours gets."""
    folder = target.path.rstrip("/") or "/"
    is_folder = folder == "/" or await _is_folder(stub, Place(target.container, folder))
    if is_folder:
        return folder, own
    if target.path.endswith("/"):
        raise ClientError(
            f"cannot copy to {target.container}:{target.path}: there is no such folder"
        )
    above, _, name = folder.rpartition("/")
    return above or "/", name


async def _is_folder(stub: "Stub", target: Place) -> bool:
    """Say whether there is a folder at a path of a container: the beginning of an archive of it tells."""
    request = CopyOutRequest(name=target.container, path=target.path, follow=True)
    head = b""
    try:
        async with aclosing(stream(stub.CopyOut, request)) as replies:
            async for reply in replies:
                head += reply.data
                if len(head) >= HEAD:
                    break
    except CallError as error:
        if error.status != "NOT_FOUND":
            raise
        return False
    with tarfile.open(fileobj=io.BytesIO(head), mode="r|") as members:
        first = members.next()
    return first is not None and first.isdir()


async def _send(stub: "Stub", target: Place, pieces: Iterable[bytes]) -> CopyInResponse:
    """Send an archive into a folder of a container."""
    start = CopyInStart(name=target.container, path=target.path)
    async with talk(stub.CopyIn) as call:
        await call.send(CopyInRequest(start=start))
        for piece in pieces:
            for at in range(0, len(piece), PIECE):
                await call.send(CopyInRequest(data=piece[at : at + PIECE]))
        await call.end()
        reply = await call.receive()
        await call.finish()
    if reply is None:
        raise ClientError(f"cannot copy to {target.container}: the daemon gave no answer")
    return reply


def _copy_out(options: argparse.Namespace, source: Place, target: str, service: "Service") -> int:
    request = CopyOutRequest(name=source.container, path=source.path, follow=options.follow)

    async def receive(stub: "Stub", file: IO[bytes]) -> None:
        async for reply in stream(stub.CopyOut, request):
            file.write(reply.data)

    if target == "-":
        with written("-") as file:
            ask(options, service, lambda stub: receive(stub, file))
        return 0
    with tempfile.TemporaryFile() as file:
        ask(options, service, lambda stub: receive(stub, file))
        file.seek(0)
        folder, name = _here(source, target)
        left_out = unpacking.unpack(file, folder, name)
    if left_out:
        warn(f"{left_out} devices, pipes and sockets were left out")
    return 0


def _here(source: Place, target: str) -> tuple[str, str]:
    """Return the folder of ours and the name in it that what comes out of a container gets."""
    path = Path(target)
    if path.is_dir():
        return str(path), source.path.rstrip("/").rpartition("/")[2] or source.container
    if target.endswith("/"):
        raise ClientError(f"cannot copy to {target}: there is no such folder")
    return str(path.absolute().parent), path.name
