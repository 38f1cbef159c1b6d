"""The calls of VmService that change devices of machines, or press their keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.network import Rates
from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField, NotFound
from aurae.proto import vms_pb2 as api
from aurae.server import convert_vms as convert
from aurae.server import records
from aurae.server.vm_calls import VmCalls

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.workload import WorkloadSpec
    from aurae.vms.devices import Devices
    from aurae.vms.networking import Networking
else:
    from aurae.model.override import override


class VmDeviceCalls(VmCalls):
    """Changes devices."""

    _networking: Networking
    _devices: Devices

    @override
    async def UpdateNic(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceUpdateNicRequest, api.VmServiceUpdateNicResponse]
    ) -> None:
        """Change how fast a machine may be on a network."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("change the rates of", request.vm_id)
        action = f"change the rates of {found.full_name}"
        if found.life is None or found.vm is None:
            why = "it is a single run: what was asked of it is not kept"
            raise FailedPrecondition(action, why)
        name = request.network
        if all(one.network != name for one in found.vm.attachments):
            raise NotFound(action, f"it is not on a network '{name}'")
        rates = None
        try:
            if request.HasField("rates"):
                rates = records.read(Rates, request.rates)
        except BadValue as error:
            raise InvalidField(action, f"rates.{error.field}", error.why) from None

        def changed(spec: WorkloadSpec) -> WorkloadSpec:
            assert spec.vm is not None
            networks = tuple(
                replace(one, rates=rates) if one.network == name else one
                for one in spec.vm.attachments
            )
            return replace(spec, vm=replace(spec.vm, networks=networks))

        await self._networking.set_rates(found.key, name, rates, action)
        await self._runtime.alter(found.life, changed)
        await stream.send_message(api.VmServiceUpdateNicResponse())

    @override
    async def Resize(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceResizeRequest, api.VmServiceResizeResponse]
    ) -> None:
        """Take memory from a guest, or give it back."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("resize", request.vm_id)
        action = f"resize {found.full_name}"
        if found.vm is None:
            why = "it is a single run: what was asked of it is not kept"
            raise FailedPrecondition(action, why)
        machine = self._vms.machine(found, action)
        memory = await self._devices.resize(machine, request.memory, found.vm.memory, action)
        await stream.send_message(api.VmServiceResizeResponse(memory=memory))

    @override
    async def SendKeys(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceSendKeysRequest, api.VmServiceSendKeysResponse]
    ) -> None:
        """Press a key of a machine that runs."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("press a key of", request.vm_id)
        action = f"press a key of {found.full_name}"
        key = convert.key(action, request.key)
        await self._vms.machine(found, action).press(key, action)
        await stream.send_message(api.VmServiceSendKeysResponse())
