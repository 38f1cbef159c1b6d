"""Pressure on memory in a cgroup (PSI): how long it stands still, and a wake-up when that is long.

The kernel answers a threshold that was passed as an exceptional poll condition, at most once in each
window, and takes the answer back when it is asked; event loops watch for reading only. So an epoll
of one entry stands between, and being woken is the answer.
"""

from __future__ import annotations

import asyncio
import errno
import os
import select

FILE = "memory.pressure"
WINDOW = 2_000_000
"""Microseconds over which the kernel looks; multiples of 2 s need no capability (linux/psi.h)."""


class Trigger:
    """Wakes up when all of a group has stood still for so many percent of a window."""

    def __init__(self, group: str, percent: int) -> None:
        """OSError when the kernel does not count pressure, FileNotFoundError without the group."""
        self._fd = os.open(f"{group}/{FILE}", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            os.write(self._fd, b"full %d %d\0" % (WINDOW * percent // 100, WINDOW))
            self._poll = select.epoll()
        except OSError:
            os.close(self._fd)
            raise
        self._poll.register(self._fd, select.EPOLLPRI)
        self._woken = asyncio.Event()
        asyncio.get_running_loop().add_reader(self._poll.fileno(), self._woken.set)

    async def wait(self) -> bool:
        """Wait until it is so; False when the group has gone."""
        self._woken.clear()
        self._poll.poll(0)  # what was told before is not told again
        await self._woken.wait()
        return self.stalled() is not None

    def stalled(self) -> int | None:
        """Return for how many microseconds all of it has stood still so far; None when it has gone."""
        try:
            return total(os.pread(self._fd, 4096, 0).decode())
        except OSError as error:
            if error.errno == errno.ENODEV:
                return None
            raise

    def close(self) -> None:
        """Wake up no more."""
        asyncio.get_running_loop().remove_reader(self._poll.fileno())
        self._poll.close()
        os.close(self._fd)


def total(text: str) -> int:
    """Return the number behind `total=` in the line `full` of a file of pressure; 0 without one."""
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["full"]:
            found = dict(word.partition("=")[::2] for word in words[1:])
            number = found.get("total", "")
            return int(number) if number.isascii() and number.isdecimal() else 0
    return 0
