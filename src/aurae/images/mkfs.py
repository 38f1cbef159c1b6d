"""mkfs.erofs: makes one file of a folder; see `processes.tools` for what it may.

Theory. The same folder gives the same bytes: the id of the image is given, and its time is that of SOURCE_DATE_EPOCH,
which is so late that no file is younger: younger ones would get that time. (`-T` of old versions is for all files.)
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.linux.libseccomp import NoLibrary
from aurae.processes.init import InitGone, SpawnFailed
from aurae.processes.tools import FILE, PATH, Job, Tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.images.unpacking import Tasks
    from aurae.processes.init import Init

TOOL = "mkfs.erofs"
LATEST = 253_402_300_799
"""The last second of the year 9999."""
MAKE_LIMIT = 1800.0
"""Seconds for one image."""


class ErofsFailed(Exception):
    """An erofs image cannot be made; `str()` says why. `errno` is that of a disk, where it was one."""

    def __init__(self, why: str, errno: int | None = None) -> None:
        super().__init__(f"cannot make an erofs image: {why}")
        self.errno = errno


@dataclass(frozen=True, slots=True)
class Order:
    """An image to be made: of which folder, the descriptor of its file, its id, and its bytes at most."""

    folder: Path
    image: int
    uuid: str
    most: int


@dataclass(frozen=True, slots=True)
class Mkfs:
    """Runs the tool: by init, which knows it by ids of rows."""

    init: Init
    next_id: Callable[[], int]
    tasks: Tasks
    path: str = PATH

    def check(self) -> str:
        """Return where the tool is. Raises ErofsFailed."""
        tool = self._tools.find(TOOL)
        if tool is None:
            raise ErofsFailed(f"{TOOL} is not installed")
        return tool

    async def make(self, order: Order, progress: Callable[[int], None]) -> None:
        """Write the image of a folder into an empty file. Raises ErofsFailed, OSError.

        `progress` is told how many bytes it has. When this is left, the tool is ended.
        """
        words = ("--quiet", "--preserve-mtime", f"-U{order.uuid}", FILE, str(order.folder))
        job = Job(words, order.image, order.most, MAKE_LIMIT, [b"SOURCE_DATE_EPOCH=%d" % LATEST])
        try:
            ended = await self._tools.run(
                self.check(), job, lambda: progress(os.fstat(order.image).st_size)
            )
        except NoLibrary as error:
            raise ErofsFailed(f"cannot confine {TOOL}: {error}") from None
        except TimeoutError:
            raise ErofsFailed("it takes too long") from None
        except (SpawnFailed, InitGone) as error:
            raise ErofsFailed(str(error)) from None
        if ended.status:
            full = os.strerror(errno.ENOSPC)
            if os.fstat(order.image).st_size >= order.most:
                raise ErofsFailed(full, errno.ENOSPC)
            why = ended.said or f"{TOOL} ended with {ended.status}"
            raise ErofsFailed(why, errno.ENOSPC if full in ended.said else None)

    @property
    def _tools(self) -> Tools:
        return Tools(self.init, self.next_id, self.tasks.begin, self.path)
