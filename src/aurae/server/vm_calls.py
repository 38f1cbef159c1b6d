"""What the calls of VmService share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.proto.vms_grpc import VmServiceBase
from aurae.server import convert_vms as convert
from aurae.server.convert import workload as shown_run

if TYPE_CHECKING:
    from aurae.proto import vms_pb2 as api
    from aurae.server.runtime import Runtime
    from aurae.services.found import Found
    from aurae.vms.vms import Vms
    from aurae.vms.watching import Watching


class VmCalls(VmServiceBase):
    """Finds machines and shows them."""

    _vms: Vms
    _watching: Watching
    _runtime: Runtime

    async def _find(self, verb: str, text: str) -> Found:
        """Return the machine of an id or a name in a request; `verb` is for the refusal."""
        return await self._vms.find(*convert.vm_id(verb, text), verb)

    async def shown(self, found: Found) -> api.VirtualMachineSummary:
        """Return a machine as the API shows it."""
        if found.life is not None:
            return convert.summary(found, await self._runtime.shown(found.life))
        assert found.run is not None
        return convert.summary(found, shown_run(found.run))
