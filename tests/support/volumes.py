"""Volumes through the API."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import grpc

from aurae.proto import volumes_pb2 as api
from tests.support.api import Api


class Shelf:
    """The volumes of a node, which a test makes and which go with it."""

    def __init__(self, connection: Api) -> None:
        self.api = connection
        self.made: list[str] = []

    def create(self, name: str, **spec: Any) -> api.Volume:
        """Make a volume."""
        self.made.append(name)
        request = api.CreateVolumeRequest(spec=api.VolumeSpec(name=name, **spec))
        made: api.Volume = self.api.call("VolumeService.Create", request, 60).volume
        return made

    def get(self, name: str, *, usage: bool = False) -> api.GetVolumeResponse:
        """Ask for a volume."""
        found: api.GetVolumeResponse = self.api.call(
            "VolumeService.Get", api.GetVolumeRequest(name=name, usage=usage)
        )
        return found

    def names(self, **labels: str) -> list[str]:
        """Return the names of volumes with these labels."""
        found = self.api.call("VolumeService.List", api.ListVolumesRequest(labels=labels))
        return [one.spec.name for one in found.volumes]

    def delete(self, name: str) -> None:
        """Remove a volume."""
        self.api.call("VolumeService.Delete", api.DeleteVolumeRequest(name=name), 60)

    def export(self, name: str) -> bytes:
        """Return what is in a volume as an archive."""
        request = api.ExportVolumeRequest(name=name)
        return b"".join(
            reply.data for reply in self.api.stream("VolumeService.Export", request, 120)
        )

    def fill(self, name: str, archive: bytes, **create: Any) -> api.ImportVolumeResponse:
        """Unpack an archive into a volume, which is made when `create` says something of it."""
        start = api.ImportVolumeStart(name=name)
        if create:
            self.made.append(name)
            start.create.CopyFrom(api.VolumeSpec(**create))
        step = 1 << 20
        pieces = [archive[at : at + step] for at in range(0, len(archive), step)]
        requests = [
            api.ImportVolumeRequest(start=start),
            *(api.ImportVolumeRequest(data=piece) for piece in pieces),
        ]
        done: api.ImportVolumeResponse = self.api.send("VolumeService.Import", iter(requests), 120)
        return done

    def clone(self, name: str, target: str) -> api.CloneVolumeResponse:
        """Copy a volume."""
        self.made.append(target)
        request = api.CloneVolumeRequest(name=name, target=target)
        steps: list[api.CloneVolumeResponse] = list(
            self.api.stream("VolumeService.Clone", request, 120)
        )
        return steps[-1]

    def refused(self, rpc: str, request: Any) -> tuple[grpc.StatusCode, str]:
        """Ask for what is refused; return the code and the text."""
        try:
            answer = self.api.call(f"VolumeService.{rpc}", request, 60)
        except grpc.RpcError as error:
            return error.code(), error.details() or ""
        raise AssertionError(f"it was not refused: {answer}")

    def clear(self) -> None:
        """Remove what the test has made."""
        here = set(self.names())
        for name in self.made:
            if name in here:
                self.delete(name)


@contextmanager
def shelf(connection: Api) -> Iterator[Shelf]:
    """Give the volumes of a node; those that were made go with the block."""
    made = Shelf(connection)
    try:
        yield made
    finally:
        made.clear()


def archive(**files: bytes) -> bytes:
    """Return an archive with these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return made.getvalue()


def members(packed: bytes) -> dict[str, tarfile.TarInfo]:
    """Return what an archive has, by name."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        return {member.name: member for member in tar}


def content(packed: bytes, name: str) -> bytes:
    """Return a file of an archive."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        file = tar.extractfile(name)
        assert file is not None
        return file.read()
