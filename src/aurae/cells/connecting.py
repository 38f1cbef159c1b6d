"""Networks of isolated cells: addresses, ports and links whenever namespaces are made, given back with the cell."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from aurae.model.network import DEFAULT, Attachment

if TYPE_CHECKING:
    from aurae.cells.cells import Cells
    from aurae.model.cell import Cell
    from aurae.networks.all_networks import AllNetworks
    from aurae.processes.init import Init


def key_of(cell: Cell) -> str:
    """Return what the addresses and ports of a cell are kept under."""
    return f"cell-{cell.id}"


class Connecting:
    """Connects cells that ask for it."""

    def __init__(self, cells: Cells, networks: AllNetworks, init: Init) -> None:
        """From now on the cells are heard of; `networks` is opened and taken over by somebody else."""
        self._cells = cells
        self._networks = networks
        self._init = init
        cells.when_held(self._connect)
        cells.when_forgotten(self._release)

    def keys(self) -> set[str]:
        """Return the keys of all cells that are on networks."""
        return {key_of(cell) for cell in self._cells.everything() if cell.spec.connected}

    async def _connect(self, cell: Cell) -> None:
        """Connect a cell whose namespaces have just been made; raises Refusal, StateFailed, OSError."""
        spec, key, action = cell.spec, key_of(cell), f"connect cell {cell.name}"
        if not spec.connected:
            return
        attachments = spec.networks or (Attachment(DEFAULT),)
        try:
            # Of namespaces that it had before, whose end nobody saw.
            await self._networks.disconnect(key)
            name = cell.name.rpartition("/")[2]
            await self._networks.reserve(key, cell.owner, name, attachments, spec.ports, action)
            await self._link(cell, action)
        except BaseException:
            await self._networks.release(key)
            raise

    async def _link(self, cell: Cell, action: str) -> None:
        entry = self._init.table.get(cell.id)
        if entry is None:
            raise OSError(errno.ESRCH, "its holder has ended", action)
        path = f"/proc/{entry.pid}/ns/net"
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            await self._networks.connect(key_of(cell), fd, path, action)
        finally:
            os.close(fd)

    async def _release(self, cell: Cell) -> None:
        if cell.spec.connected:
            await self._networks.release(key_of(cell))
