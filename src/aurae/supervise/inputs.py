"""What is typed into workloads: one descriptor for all clients that are attached to one."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aurae.processes.channels import Input

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aurae.model.workload import Workload
    from aurae.processes.init import Init


class _Shared:
    """An input and how many use it."""

    def __init__(self, fd: int) -> None:
        self.input = Input(fd)
        self.users = 0


class Inputs:
    """Opens them, each once."""

    def __init__(self, init: Init) -> None:
        """`init` has the other ends of the pipes and terminals."""
        self._init = init
        self._shared: dict[int, _Shared] = {}

    @asynccontextmanager
    async def opened(self, workload: Workload) -> AsyncIterator[Input | None]:
        """Give what takes the input of a workload; None where nothing does. Raises InitGone, OSError."""
        shared = await self._find(workload.id)
        if shared is None:
            yield None
            return
        try:
            yield shared.input
        finally:
            shared.users -= 1
            if not shared.users:
                self._shared.pop(workload.id, None)
                shared.input.close()

    def end(self, workload: Workload) -> None:
        """End the input for all: nothing more can be typed. A terminal's goes on."""
        shared = self._shared.get(workload.id)
        if shared is not None and not workload.terminal:
            self._init.shut(workload.id)
            shared.input.close()

    async def _find(self, ident: int) -> _Shared | None:
        shared = self._shared.get(ident)
        if shared is None:
            fd = await self._init.fetch(ident)
            shared = self._shared.get(ident)
            if fd is not None and shared is not None:
                os.close(fd)  # another client was quicker
            elif fd is not None:
                shared = self._shared[ident] = _Shared(fd)
        if shared is not None:
            shared.users += 1
        return shared
