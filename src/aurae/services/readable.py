"""Waiting until a descriptor can be read, without a task that polls."""

from __future__ import annotations

import asyncio


async def readable(*fds: int) -> None:
    """Return when one of the descriptors can be read; they stay the caller's, open meanwhile."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    try:
        for fd in fds:
            loop.add_reader(fd, ready.set)
        await ready.wait()
    finally:
        for fd in fds:
            loop.remove_reader(fd)
