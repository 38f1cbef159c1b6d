"""The calls of VmService that change the disks of machines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    FailedPrecondition,
    InvalidField,
    NotFound,
    Refusal,
)
from aurae.model.vm import Drive, DriveLimits
from aurae.proto import vm_pb2
from aurae.proto import vms_pb2 as api
from aurae.server import records
from aurae.server.vm_calls import VmCalls

if TYPE_CHECKING:
    from collections.abc import Callable

    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.vm import Vm
    from aurae.model.workload import WorkloadSpec
    from aurae.services.found import Found
    from aurae.services.life import Life
    from aurae.vms.devices import Devices
else:
    from aurae.model.override import override


class VmDriveCalls(VmCalls):
    """Changes disks."""

    _devices: Devices

    @override
    async def AttachDrive(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceAttachDriveRequest, api.VmServiceAttachDriveResponse]
    ) -> None:
        """Give a machine one more disk."""
        request = await stream.recv_message()
        assert request is not None
        found, life, vm = await self._kept(request.vm_id)
        action = f"attach a drive to {found.full_name}"
        try:
            drive = records.read(Drive, request.drive)
        except BadValue as error:
            raise InvalidField(action, f"drive.{error.field}", error.why) from None
        if drive.id in _ids(vm):
            raise AlreadyExists(action, f"it has a drive '{drive.id}'")
        await self._runtime.alter(life, _drives(lambda known: (*known, drive)))
        if not found.is_down and found.run is not None:
            try:
                machine = self._vms.machine(found, action)
                await self._devices.attach(machine, found.run, drive, action)
            except (Refusal, OSError):
                await self._runtime.alter(life, _drives(lambda known: _without(known, drive.id)))
                raise
        await stream.send_message(api.VmServiceAttachDriveResponse())

    @override
    async def DetachDrive(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceDetachDriveRequest, api.VmServiceDetachDriveResponse]
    ) -> None:
        """Take a disk away."""
        request = await stream.recv_message()
        assert request is not None
        found, life, vm = await self._kept(request.vm_id)
        action = f"detach a drive from {found.full_name}"
        drive = _drive(vm, request.drive_id, action)
        if drive is vm.root:
            raise FailedPrecondition(action, "it boots from this disk")
        if not found.is_down:
            await self._devices.detach(self._vms.machine(found, action), drive, action)
        await self._runtime.alter(life, _drives(lambda known: _without(known, drive.id)))
        await stream.send_message(api.VmServiceDetachDriveResponse())

    @override
    async def UpdateDrive(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceUpdateDriveRequest, api.VmServiceUpdateDriveResponse]
    ) -> None:
        """Change what a disk holds, its size or how fast it is."""
        request = await stream.recv_message()
        assert request is not None
        found, life, vm = await self._kept(request.vm_id)
        action = f"change a drive of {found.full_name}"
        before = _drive(vm, request.drive_id, action)
        after = _changed(before, request, action)
        if not found.is_down:
            await self._change(found, before, after, request, action)
        elif request.HasField("size"):
            raise FailedPrecondition(action, "it is down: only a machine that runs has disks grow")
        await self._runtime.alter(life, _replaced(after))
        message = vm_pb2.Drive()
        records.write(after, message)
        await stream.send_message(api.VmServiceUpdateDriveResponse(drive=message))

    async def _change(
        self,
        found: Found,
        before: Drive,
        after: Drive,
        request: api.VmServiceUpdateDriveRequest,
        action: str,
    ) -> None:
        assert found.run is not None
        machine = self._vms.machine(found, action)
        if after.path != before.path:
            await self._devices.swap(machine, found.run, after, action)
        if request.HasField("size"):
            await self._devices.grow(machine, after, request.size, action)
        if request.HasField("limits"):
            await self._devices.limit(machine, after, after.limits, action)

    async def _kept(self, text: str) -> tuple[Found, Life, Vm]:
        """Return a machine that is kept. FailedPrecondition for a single run."""
        found = await self._find("change the drives of", text)
        if found.life is None or found.vm is None:
            why = "it is a single run: what was asked of it is not kept"
            raise FailedPrecondition(f"change the drives of {found.full_name}", why)
        return found, found.life, found.vm


def _ids(vm: Vm) -> set[str]:
    return {drive.id for drive in (vm.root, *vm.drives) if drive is not None}


def _drive(vm: Vm, ident: str, action: str) -> Drive:
    """Return a disk by its id. Raises NotFound."""
    for drive in (vm.root, *vm.drives):
        if drive is not None and drive.id == ident:
            return drive
    raise NotFound(action, f"it has no drive '{ident}'")


def _changed(drive: Drive, request: api.VmServiceUpdateDriveRequest, action: str) -> Drive:
    """Return a disk as it is to be."""
    if request.HasField("path"):
        if drive.volume:
            raise FailedPrecondition(action, "it is a volume: detach it, and attach another drive")
        drive = replace(drive, path=request.path)
    if request.HasField("limits"):
        try:
            limits = records.read(DriveLimits, request.limits)
        except BadValue as error:
            raise InvalidField(action, f"limits.{error.field}", error.why) from None
        drive = replace(drive, limits=limits if limits != DriveLimits() else None)
    return drive


def _without(drives: tuple[Drive, ...], ident: str) -> tuple[Drive, ...]:
    return tuple(drive for drive in drives if drive.id != ident)


def _drives(
    change: Callable[[tuple[Drive, ...]], tuple[Drive, ...]],
) -> Callable[[WorkloadSpec], WorkloadSpec]:
    """Return what makes a specification one with other drives."""

    def changed(spec: WorkloadSpec) -> WorkloadSpec:
        assert spec.vm is not None
        return replace(spec, vm=replace(spec.vm, drives=change(spec.vm.drives)))

    return changed


def _replaced(drive: Drive) -> Callable[[WorkloadSpec], WorkloadSpec]:
    """Return what puts a drive into the place of the one with its id."""

    def changed(spec: WorkloadSpec) -> WorkloadSpec:
        vm = spec.vm
        assert vm is not None
        if vm.root is not None and vm.root.id == drive.id:
            return replace(spec, vm=replace(vm, root=drive))
        known = tuple(drive if one.id == drive.id else one for one in vm.drives)
        return replace(spec, vm=replace(vm, drives=known))

    return changed
