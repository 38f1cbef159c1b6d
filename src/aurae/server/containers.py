"""ContainerService: containers are made, started, looked into, changed and removed."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.containers.top import processes
from aurae.containers.volume_users import named
from aurae.model.container_state import DOWN
from aurae.model.names import full_name
from aurae.model.refusal import InvalidField
from aurae.proto import containers_pb2 as api
from aurae.proto import runtime_pb2
from aurae.proto.containers_grpc import ContainerServiceBase
from aurae.server import caller, convert_images, convert_spec
from aurae.server import convert_containers as convert
from aurae.server.convert import name as split
from aurae.server.convert import seconds
from aurae.server.convert import workload as shown_run
from aurae.server.errors import inside
from aurae.server.pieces import pieces

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.containers.containers import Containers
    from aurae.containers.filing import Filing
    from aurae.containers.volume_users import VolumeUsers
    from aurae.server.runtime import Runtime
    from aurae.services.found import Found
else:
    from aurae.model.override import override


class ContainerService(ContainerServiceBase):
    """Answers for containers."""

    def __init__(
        self, containers: Containers, filing: Filing, runtime: Runtime, volumes: VolumeUsers
    ) -> None:
        """`runtime` answers what is the same for all kinds of workloads."""
        self._volumes = volumes
        self._containers = containers
        self._filing = filing
        self._runtime = runtime

    @override
    async def Create(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CreateContainerRequest, api.CreateContainerResponse]
    ) -> None:
        """Make a container and leave it down."""
        request = await stream.recv_message()
        assert request is not None
        cell, spec = convert.new(request.workload)
        spec = convert.kept(spec, self._containers.named(spec))
        with inside("workload"):
            action, owner = f"create {full_name(cell, spec.name)}", str(caller.current())
            self._filing.check_images(spec, action)
            self._filing.check_volumes(spec, owner, action)
            found = await self._containers.create(cell, spec, owner)
        await stream.send_message(api.CreateContainerResponse(container=await self.shown(found)))

    @override
    async def Start(  # noqa: N802  # named by the proto
        self, stream: Stream[api.StartContainerRequest, api.StartContainerResponse]
    ) -> None:
        """Start a container that is down."""
        request = await stream.recv_message()
        assert request is not None
        name = full_name(*split("start", request.name))
        found = await self._containers.start(name, wait=not request.no_block)
        await stream.send_message(api.StartContainerResponse(container=await self.shown(found)))

    @override
    async def Stop(  # noqa: N802  # named by the proto
        self, stream: Stream[api.StopContainerRequest, api.StopContainerResponse]
    ) -> None:
        """Stop a container."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = split("stop", request.name)
        grace = None
        if request.HasField("timeout"):
            grace = seconds(f"stop {request.name}", "timeout", request.timeout)
        found = await self._containers.stop(cell, name, grace)
        await stream.send_message(api.StopContainerResponse(container=await self.shown(found)))

    @override
    async def Kill(  # noqa: N802  # named by the proto
        self, stream: Stream[api.KillContainerRequest, api.KillContainerResponse]
    ) -> None:
        """Send a signal to a container."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._containers.find(*split("kill", request.name), "kill")
        self._containers.thaw(found)
        await self._runtime.signal(
            found.cell, found.name, request.signal or "SIGKILL", everybody=request.all, verb="kill"
        )
        await stream.send_message(api.KillContainerResponse())

    @override
    async def Delete(  # noqa: N802  # named by the proto
        self, stream: Stream[api.DeleteContainerRequest, api.DeleteContainerResponse]
    ) -> None:
        """Forget a container, and remove what it has written."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = split("delete", request.name)
        volumes = set[str]()
        if request.volumes:
            volumes = named(await self._containers.find(cell, name, "delete"))
        await self._containers.delete(cell, name, force=request.force)
        removed = await self._volumes.remove_unused(volumes, str(caller.current()))
        await stream.send_message(api.DeleteContainerResponse(volumes=removed))

    @override
    async def Get(  # noqa: N802  # named by the proto
        self, stream: Stream[api.GetContainerRequest, api.GetContainerResponse]
    ) -> None:
        """Show one container."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("get", request.name)
        answer = api.GetContainerResponse(container=await self.shown(found))
        if found.life is not None:
            answer.spec.CopyFrom(convert_spec.spec_message(found.life.record.spec, found.cell))
        await stream.send_message(answer)

    @override
    async def List(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ListContainersRequest, api.ListContainersResponse]
    ) -> None:
        """Show containers, a page at a time."""
        request = await stream.recv_message()
        assert request is not None
        cell, size, labels = convert.page(request)
        found = [
            one
            for one in self._containers.everything(cell, labels)
            if one.full_name > request.page_token and (request.all or one.state not in DOWN)
        ]
        answer = api.ListContainersResponse(
            containers=[await self.shown(one) for one in found[:size]],
            next_page_token=found[size - 1].full_name if len(found) > size else "",
        )
        await stream.send_message(answer)

    @override
    async def Update(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.EditRequest, runtime_pb2.EditResponse]
    ) -> None:
        """Change what a container is."""
        request = await stream.recv_message()
        assert request is not None
        await self._find("edit", request.name)
        await stream.send_message(await self._runtime.edit(request))

    @override
    async def Pause(  # noqa: N802  # named by the proto
        self, stream: Stream[api.PauseContainerRequest, api.PauseContainerResponse]
    ) -> None:
        """Stop all processes of a container for a while."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._containers.pause(*split("pause", request.name))
        await stream.send_message(api.PauseContainerResponse(container=await self.shown(found)))

    @override
    async def Resume(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ResumeContainerRequest, api.ResumeContainerResponse]
    ) -> None:
        """Let a paused container go on."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._containers.resume(*split("resume", request.name))
        await stream.send_message(api.ResumeContainerResponse(container=await self.shown(found)))

    @override
    async def Exec(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.ExecRequest, runtime_pb2.ExecResponse]
    ) -> None:
        """Run a command in a container and pass its streams on."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("exec", "start", "has to be the first message")
        await self._find("exec in", request.start.name)
        await self._runtime.hold_session(stream, request.start)

    @override
    async def Attach(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.AttachRequest, runtime_pb2.AttachResponse]
    ) -> None:
        """Show what a container writes until it has ended, and type into it."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("attach", "start", "has to be the first message")
        await self._find("attach to", request.start.name)
        await self._runtime.hold_attachment(stream, request.start)

    @override
    async def Logs(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.LogsRequest, runtime_pb2.LogsResponse]
    ) -> None:
        """Send the lines of a container, and with `follow` those to come."""
        request = await stream.recv_message()
        assert request is not None
        await self._find("read logs of", request.name)
        await self._runtime.send_logs(stream, request)

    @override
    async def Wait(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.WaitRequest, runtime_pb2.WaitResponse]
    ) -> None:
        """Wait until a container is down."""
        request = await stream.recv_message()
        assert request is not None
        await self._find("wait for", request.name)
        await stream.send_message(await self._runtime.wait(request))

    @override
    async def Stats(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ContainerStatsRequest, api.ContainerStatsResponse]
    ) -> None:
        """Show what containers use."""
        request = await stream.recv_message()
        assert request is not None
        if request.names:
            found = [
                await self._containers.find(*name, "measure")
                for name in convert.names(request.names)
            ]
        else:
            everything = self._containers.everything("/", {})
            found = [one for one in everything if not one.is_down][: convert.PAGE]
        answer = api.ContainerStatsResponse()
        for one in found:
            usage = await asyncio.to_thread(self._containers.usage, one)
            written = await self._filing.written(one) if request.size else None
            answer.stats.append(convert.stats(one, usage, written, time.time_ns()))
        await stream.send_message(answer)

    @override
    async def Top(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ContainerTopRequest, api.ContainerTopResponse]
    ) -> None:
        """Show the processes of a container."""
        request = await stream.recv_message()
        assert request is not None
        pids = self._containers.processes(await self._find("look at", request.name))
        booted = time.time_ns() - time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        found = await asyncio.to_thread(processes, pids, booted)
        await stream.send_message(
            api.ContainerTopResponse(processes=[convert.process(item) for item in found])
        )

    @override
    async def CopyIn(self, stream: Stream[api.CopyInRequest, api.CopyInResponse]) -> None:  # noqa: N802  # named by the proto
        """Unpack an archive into a container."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("copy", "start", "has to be the first message")
        action = f"copy to {request.start.name}"
        found = await self._find("copy to", request.start.name)
        with inside("start"):
            path = convert.path(action, request.start.path)
        async with aclosing(pieces(action, stream, data_of)) as archive:
            entries = await self._filing.copy_in(
                found,
                path,
                archive,
                keep_owners=request.start.keep_owners,
                replace=request.start.replace,
            )
        await stream.send_message(api.CopyInResponse(entries=entries))

    @override
    async def CopyOut(self, stream: Stream[api.CopyOutRequest, api.CopyOutResponse]) -> None:  # noqa: N802  # named by the proto
        """Pack a file or folder of a container."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("copy from", request.name)
        path = convert.path(f"copy from {request.name}", request.path)
        copying = self._filing.copy_out(found, path, follow=request.follow)
        async with aclosing(copying) as archive:
            async for piece in archive:
                await stream.send_message(api.CopyOutResponse(data=piece))

    @override
    async def Diff(  # noqa: N802  # named by the proto
        self, stream: Stream[api.DiffContainerRequest, api.DiffContainerResponse]
    ) -> None:
        """Show what is different from the image."""
        request = await stream.recv_message()
        assert request is not None
        changes = await self._filing.diff(await self._find("compare", request.name))
        for message in convert.changes(changes):
            await stream.send_message(message)

    @override
    async def Commit(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CommitContainerRequest, api.CommitContainerResponse]
    ) -> None:
        """Make an image of a container."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("commit", request.name)
        name, change = convert.commit(request)
        view = await self._filing.commit(found, name, change, pause=not request.no_pause)
        await stream.send_message(api.CommitContainerResponse(image=convert_images.image(view)))

    @override
    async def Export(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ExportContainerRequest, api.ExportContainerResponse]
    ) -> None:
        """Pack the root of a container."""
        request = await stream.recv_message()
        assert request is not None
        exporting = self._filing.export(await self._find("export", request.name))
        async with aclosing(exporting) as archive:
            async for piece in archive:
                await stream.send_message(api.ExportContainerResponse(data=piece))

    async def _find(self, verb: str, name: str) -> Found:
        return await self._containers.find(*split(verb, name), verb)

    async def shown(self, found: Found) -> api.ContainerState:
        """Return a container as the API shows it."""
        if found.life is not None:
            return convert.state(found, await self._runtime.shown(found.life))
        assert found.run is not None
        return convert.state(found, shown_run(found.run))


def data_of(request: api.CopyInRequest) -> bytes | None:
    """Return the bytes of an archive that a message has; None when it has none."""
    return request.data if request.WhichOneof("request") == "data" else None
