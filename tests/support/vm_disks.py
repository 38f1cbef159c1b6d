"""Disks of machines with tools that a real init runs."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from pathlib import Path

from aurae.processes.init import Init
from aurae.processes.tools import Tools
from aurae.supervise.tasks import OwnedTasks
from aurae.vms.scratch import Scratch
from tests.support.init_process import running_init

IDS = itertools.count(1000)


@contextlib.asynccontextmanager
async def tools() -> AsyncIterator[tuple[Tools, Init]]:
    """Give the tools of a machine, run by a real init."""
    async with running_init() as (_, init), asyncio.TaskGroup() as group:
        yield Tools(init, lambda: next(IDS), OwnedTasks(group).begin), init


@contextlib.asynccontextmanager
async def scratch_disks(folder: Path, kept_free: int = 0) -> AsyncIterator[Scratch]:
    """Give scratch disks that are made in a folder."""
    async with tools() as (made, _):
        scratch = Scratch(folder, made, kept_free)
        scratch.open()
        yield scratch
