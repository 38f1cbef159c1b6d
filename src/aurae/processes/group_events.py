"""Waits until the kernel says something of a cgroup (`cgroup.events`)."""

import asyncio
import os
import select


async def wait_event(path: str, line: bytes, limit: float) -> bool:
    """Wait until `cgroup.events` has a line such as `populated 0`, at most `limit` seconds.

    Says whether it is so, and yes when the group has gone. The file answers a change as an
    exceptional poll condition, and event loops watch for reading only, so an epoll of one entry
    stands between.
    """
    loop = asyncio.get_running_loop()
    changed = asyncio.Event()
    try:
        fd = os.open(f"{path}/cgroup.events", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        with select.epoll() as poll:
            poll.register(fd, select.EPOLLPRI)
            loop.add_reader(poll.fileno(), changed.set)
            try:
                async with asyncio.timeout(limit):
                    return await _seen(fd, line, poll, changed)
            except TimeoutError:
                return _has(fd, line)
            finally:
                loop.remove_reader(poll.fileno())
    finally:
        os.close(fd)


async def _seen(fd: int, line: bytes, poll: select.epoll, changed: asyncio.Event) -> bool:
    while True:
        changed.clear()
        if _has(fd, line):
            return True
        poll.poll(0)
        await changed.wait()


def _has(fd: int, line: bytes) -> bool:
    try:
        return line in os.pread(fd, 4096, 0).splitlines()
    except OSError:
        return True  # removed
