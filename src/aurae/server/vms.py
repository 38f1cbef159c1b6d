"""VmService: virtual machines are made, booted, looked into, changed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.names import full_name
from aurae.proto import runtime_pb2
from aurae.proto import vms_pb2 as api
from aurae.server import caller
from aurae.server import convert_vms as convert
from aurae.server.convert import seconds
from aurae.server.errors import inside
from aurae.server.vm_console import VmConsoleCalls
from aurae.server.vm_devices import VmDeviceCalls
from aurae.server.vm_drives import VmDriveCalls
from aurae.server.vm_files import VmFileCalls
from aurae.server.vm_looking import VmLookCalls

if TYPE_CHECKING:
    from google.protobuf.duration_pb2 import Duration
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.images.images import Images
    from aurae.server.runtime import Runtime
    from aurae.vms.devices import Devices
    from aurae.vms.guest_files import GuestFiles
    from aurae.vms.networking import Networking
    from aurae.vms.vms import Vms
    from aurae.vms.watching import Watching
else:
    from aurae.model.override import override


class VmService(VmLookCalls, VmConsoleCalls, VmFileCalls, VmDeviceCalls, VmDriveCalls):
    """Answers for virtual machines."""

    def __init__(
        self,
        vms: Vms,
        watching: Watching,
        images: Images,
        networking: Networking,
        files: GuestFiles,
        devices: Devices,
        runtime: Runtime,
    ) -> None:
        """`runtime` answers what is the same for all kinds of workloads."""
        self._vms = vms
        self._watching = watching
        self._images = images
        self._networking = networking
        self._files = files
        self._devices = devices
        self._runtime = runtime

    @override
    async def Allocate(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceAllocateRequest, api.VmServiceAllocateResponse]
    ) -> None:
        """Make a machine and leave it down."""
        request = await stream.recv_message()
        assert request is not None
        cell, spec = convert.new(request)
        spec = convert.kept(spec, self._vms.named(spec))
        assert spec.vm is not None
        with inside("workload"):
            if spec.vm.image:
                self._images.standing(f"allocate {full_name(cell, spec.name)}", spec.vm.image)
            found = await self._vms.create(cell, spec, str(caller.current()))
        self._watching.tell(found.full_name)
        await stream.send_message(
            api.VmServiceAllocateResponse(vm_id=found.full_name, machine=await self.shown(found))
        )

    @override
    async def Free(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceFreeRequest, api.VmServiceFreeResponse]
    ) -> None:
        """Stop a machine, and remove it with what it has written."""
        request = await stream.recv_message()
        assert request is not None
        grace = _grace(f"free {request.vm_id}", request)
        found = await self._find("free", request.vm_id)
        if not found.is_down:
            found = await self._vms.stop(found.cell, found.name, grace, "free")
        if found.life is not None:
            await self._vms.delete(found.cell, found.name, force=True)
        await stream.send_message(api.VmServiceFreeResponse())

    @override
    async def Start(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceStartRequest, api.VmServiceStartResponse]
    ) -> None:
        """Boot a machine that is down."""
        request = await stream.recv_message()
        assert request is not None
        name = full_name(*convert.vm_id("start", request.vm_id))
        machine = await self.shown(await self._vms.start(name, wait=not request.no_block))
        await stream.send_message(
            api.VmServiceStartResponse(auraed_address=machine.auraed_address, machine=machine)
        )

    @override
    async def Stop(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceStopRequest, api.VmServiceStopResponse]
    ) -> None:
        """Stop a machine."""
        request = await stream.recv_message()
        assert request is not None
        grace = _grace(f"stop {request.vm_id}", request)
        found = await self._vms.stop(*convert.vm_id("stop", request.vm_id), grace)
        await stream.send_message(api.VmServiceStopResponse(machine=await self.shown(found)))

    @override
    async def Update(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.EditRequest, runtime_pb2.EditResponse]
    ) -> None:
        """Change what a machine is."""
        request = await stream.recv_message()
        assert request is not None
        await self._find("edit", request.name)
        await stream.send_message(await self._runtime.edit(request))

    @override
    async def Kill(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceKillRequest, api.VmServiceKillResponse]
    ) -> None:
        """Send a signal into a machine, or kill it."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("kill", request.vm_id)
        whole = not request.signal
        await self._runtime.signal(
            found.cell,
            found.name,
            request.signal or "SIGKILL",
            everybody=request.all or whole,
            verb="kill",
        )
        await stream.send_message(api.VmServiceKillResponse())

    @override
    async def Pause(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServicePauseRequest, api.VmServicePauseResponse]
    ) -> None:
        """Stop the processors of a machine for a while."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._vms.pause(*convert.vm_id("pause", request.vm_id))
        self._watching.tell(found.full_name)
        await stream.send_message(api.VmServicePauseResponse(machine=await self.shown(found)))

    @override
    async def Resume(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceResumeRequest, api.VmServiceResumeResponse]
    ) -> None:
        """Let a paused machine go on."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._vms.resume(*convert.vm_id("resume", request.vm_id))
        self._watching.tell(found.full_name)
        await stream.send_message(api.VmServiceResumeResponse(machine=await self.shown(found)))


def _grace(
    action: str, request: api.VmServiceFreeRequest | api.VmServiceStopRequest
) -> float | None:
    """Return the grace that is asked for, in seconds; None where it is the machine's own."""
    if not request.HasField("timeout"):
        return None
    wanted: Duration = request.timeout
    return seconds(action, "timeout", wanted)
