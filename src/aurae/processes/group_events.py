"""Waits until the kernel says something of a cgroup (`cgroup.events`, `memory.events`)."""

from __future__ import annotations

import asyncio
import os
import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


async def wait_event(path: str, line: bytes, limit: float) -> bool:
    """Wait until `cgroup.events` has a line such as `populated 0`, at most `limit` seconds.

    Says whether it is so, and yes when the group has gone.
    """
    return await wait_file(f"{path}/cgroup.events", lambda text: line in text.splitlines(), limit)


async def wait_file(path: str, condition: Callable[[bytes], bool], limit: float | None) -> bool:
    """Wait until what a file of a cgroup says meets a condition, at most `limit` seconds.

    Says whether it is so, and yes when the group has gone. The file answers a change as an
    exceptional poll condition, and event loops watch for reading only, so an epoll of one entry
    stands between.
    """
    loop = asyncio.get_running_loop()
    changed = asyncio.Event()
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        with select.epoll() as poll:
            poll.register(fd, select.EPOLLPRI)
            loop.add_reader(poll.fileno(), changed.set)
            try:
                async with asyncio.timeout(limit):
                    return await _seen(fd, condition, poll, changed)
            except TimeoutError:
                return _holds(fd, condition)
            finally:
                loop.remove_reader(poll.fileno())
    finally:
        os.close(fd)


async def _seen(
    fd: int, condition: Callable[[bytes], bool], poll: select.epoll, changed: asyncio.Event
) -> bool:
    while True:
        changed.clear()
        if _holds(fd, condition):
            return True
        poll.poll(0)
        await changed.wait()


def _holds(fd: int, condition: Callable[[bytes], bool]) -> bool:
    try:
        return condition(os.pread(fd, 4096, 0))
    except OSError:
        return True  # removed
