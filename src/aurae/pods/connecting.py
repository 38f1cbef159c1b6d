"""Networks of pods: addresses and ports before the cell is made, links when its namespaces are there."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from aurae.model.pod_parts import as_container
from aurae.wire import messages

if TYPE_CHECKING:
    from aurae.containers.networking import Networked, Networking
    from aurae.model.cell import Cell
    from aurae.model.pod import PodRecord
    from aurae.networks.all_networks import AllNetworks
    from aurae.processes.init import Init


def key_of(record: PodRecord) -> str:
    """Return what the addresses and ports of a pod are kept under."""
    return f"pod-{record.id}"


class Connecting:
    """Connects pods. Methods raise Refusal, StateFailed and OSError."""

    def __init__(self, networking: Networking, networks: AllNetworks, init: Init) -> None:
        """`networks` is opened and taken over by somebody else."""
        self._networking = networking
        self._networks = networks
        self._init = init

    async def reserve(self, record: PodRecord, action: str) -> Networked:
        """Keep addresses and ports for a pod."""
        pod = as_container(record.pod)
        return await self._networking.reserve(
            key_of(record), record.owner, record.name, pod, action
        )

    async def connect(self, record: PodRecord, cell: Cell, action: str) -> None:
        """Link the namespaces of a pod's cell; what is linked stays so."""
        if not self._networks.endpoints(key_of(record)):
            return
        fd = await self._init.pods.namespace(cell.id, messages.POD_NETWORK)
        if fd is None:
            raise OSError(errno.ESRCH, "its namespaces have gone", action)
        try:
            # Plug-ins of CNI take a path; no process is in there.
            path = f"/proc/{os.getpid()}/fd/{fd}"
            await self._networks.connect(key_of(record), fd, path, action)
        finally:
            os.close(fd)

    async def release(self, record: PodRecord) -> None:
        """Give back what a pod has of networks; nothing is no error."""
        await self._networks.release(key_of(record))
