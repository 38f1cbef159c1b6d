"""VolumeService: volumes are made, looked at, changed, filled, copied and removed."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.model.refusal import InvalidField
from aurae.proto import volumes_pb2 as api
from aurae.proto.volumes_grpc import VolumeServiceBase
from aurae.server import caller
from aurae.server import convert_volumes as convert
from aurae.server.pieces import pieces

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.containers.volume_users import VolumeUsers
    from aurae.model.volume import Volume
    from aurae.volumes.contents import Contents
    from aurae.volumes.volumes import Volumes
else:
    from aurae.model.override import override


class VolumeService(VolumeServiceBase):
    """Answers for volumes."""

    def __init__(self, volumes: Volumes, contents: Contents, users: VolumeUsers) -> None:
        """`users` knows which containers use which."""
        self._volumes = volumes
        self._register = volumes.register
        self._contents = contents
        self._users = users

    @override
    async def Create(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CreateVolumeRequest, api.CreateVolumeResponse]
    ) -> None:
        """Make an empty volume."""
        request = await stream.recv_message()
        assert request is not None
        spec = convert.spec("create volume", request.spec)
        made = await self._volumes.create(spec, _owner())
        await stream.send_message(api.CreateVolumeResponse(volume=await self._shown(made)))

    @override
    async def Get(self, stream: Stream[api.GetVolumeRequest, api.GetVolumeResponse]) -> None:  # noqa: N802  # named by the proto
        """Show one volume."""
        request = await stream.recv_message()
        assert request is not None
        action = f"get volume {convert.name('get', request.name)}"
        found = self._register.get(request.name, action)
        answer = api.GetVolumeResponse(volume=await self._shown(found))
        if request.usage:
            answer.usage.CopyFrom(convert.usage(await self._contents.measure(found, action)))
        await stream.send_message(answer)

    @override
    async def List(self, stream: Stream[api.ListVolumesRequest, api.ListVolumesResponse]) -> None:  # noqa: N802  # named by the proto
        """Show all volumes."""
        request = await stream.recv_message()
        assert request is not None
        users = self._users.every()
        found = [one for one in self._register.all if convert.has_labels(one, request.labels)]
        await stream.send_message(
            api.ListVolumesResponse(
                volumes=[await self._shown(one, users.get(one.name, [])) for one in found]
            )
        )

    @override
    async def Update(  # noqa: N802  # named by the proto
        self, stream: Stream[api.UpdateVolumeRequest, api.UpdateVolumeResponse]
    ) -> None:
        """Change a volume."""
        request = await stream.recv_message()
        assert request is not None
        action = f"update volume {convert.name('update', request.name)}"
        found = self._register.owned(request.name, _owner(), action)
        labels = convert.changed(request, found.spec.labels)
        size = convert.size(action, request.size)
        changed = await self._volumes.update(request.name, _owner(), labels, size)
        await stream.send_message(api.UpdateVolumeResponse(volume=await self._shown(changed)))

    @override
    async def Delete(  # noqa: N802  # named by the proto
        self, stream: Stream[api.DeleteVolumeRequest, api.DeleteVolumeResponse]
    ) -> None:
        """Remove a volume."""
        request = await stream.recv_message()
        assert request is not None
        name = convert.name("delete", request.name)
        found = self._register.owned(name, _owner(), f"delete volume {name}")
        await self._volumes.delete(name, _owner(), self._users.of(found))
        await stream.send_message(api.DeleteVolumeResponse())

    @override
    async def Prune(  # noqa: N802  # named by the proto
        self, stream: Stream[api.PruneVolumesRequest, api.PruneVolumesResponse]
    ) -> None:
        """Remove the caller's volumes that nobody uses."""
        request = await stream.recv_message()
        assert request is not None
        owner, answer = _owner(), api.PruneVolumesResponse()
        users = self._users.every()
        found = [
            volume.name
            for volume in self._register.all
            if volume.owner == owner
            and convert.has_labels(volume, request.labels)
            and not users.get(volume.name)
            and not self._register.is_used(volume)
        ]
        if not request.dry_run:
            found = await self._users.remove_unused(found, owner)
        answer.names.extend(found)
        await stream.send_message(answer)

    @override
    async def Export(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ExportVolumeRequest, api.ExportVolumeResponse]
    ) -> None:
        """Pack what is in a volume."""
        request = await stream.recv_message()
        assert request is not None
        exporting = self._contents.export(convert.name("export", request.name), _owner())
        async with aclosing(exporting) as archive:
            async for piece in archive:
                await stream.send_message(api.ExportVolumeResponse(data=piece))

    @override
    async def Import(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ImportVolumeRequest, api.ImportVolumeResponse]
    ) -> None:
        """Unpack an archive into a volume."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("import into a volume", "start", "has to be the first message")
        start, owner = request.start, _owner()
        name = convert.name("import into", start.name, "start.name")
        action = f"import into volume {name}"
        async with aclosing(pieces(action, stream, convert.data)) as archive:
            if start.HasField("create"):
                if start.create.name not in ("", name):
                    raise InvalidField(action, "start.create.name", "is not start.name")
                start.create.name = name
                spec = convert.spec(action, start.create, "start.create")
                done = await self._contents.import_new(spec, owner, archive)
            else:
                found = self._register.owned(name, owner, action)
                users = self._users.running(found)
                done = await self._contents.import_into(name, owner, archive, users)
        await stream.send_message(
            api.ImportVolumeResponse(
                volume=await self._shown(done.volume), entries=done.entries, bytes=done.size
            )
        )

    @override
    async def Clone(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CloneVolumeRequest, api.CloneVolumeResponse]
    ) -> None:
        """Copy a volume."""
        request = await stream.recv_message()
        assert request is not None
        name = convert.name("clone", request.name)
        target = convert.name("clone", request.target, "target")
        labels = convert.labels(f"clone volume {name}", request.labels)
        cloning = self._contents.clone(name, target, labels, _owner())
        async with aclosing(cloning) as steps:
            async for step in steps:
                answer = api.CloneVolumeResponse(copied=step.copied, total=step.total)
                if step.volume is not None:
                    answer.volume.CopyFrom(await self._shown(step.volume))
                    answer.consistent = step.consistent
                await stream.send_message(answer)

    async def _shown(self, volume: Volume, users: list[str] | None = None) -> api.Volume:
        missing = await asyncio.to_thread(self._volumes.places.is_missing, volume)
        return convert.volume(
            volume,
            self._users.of(volume) if users is None else users,
            mounted=bool(self._register.runs(volume)),
            missing=missing,
        )


def _owner() -> str:
    return str(caller.current())
