"""Which QEMU this is: its version as its package says it, and a digest of all that it is made of."""

from __future__ import annotations

import asyncio
import os
import re
from typing import TYPE_CHECKING

from aurae.linux.libseccomp import NoLibrary
from aurae.processes.init import InitGone, SpawnFailed
from aurae.processes.tools import Job
from aurae.vms import jail_root

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.processes.tools import Tools

LIMIT = 20.0
"""Seconds for it to say its version."""
VERSION = re.compile(r"version (\S+(?: \([^)]*\))?)")
DIGITS = 8


class Emulator:
    """The QEMU of this host, as states that are saved are of it."""

    def __init__(self, tools: Tools, qemu: Path) -> None:
        """`tools` runs it."""
        self._tools, self._qemu = tools, qemu
        self._known: dict[str, str] = {}
        self._asking = asyncio.Lock()

    async def name(self) -> str:
        """Return what it is called, such as `QEMU 7.2.22 (Debian 1:7.2+dfsg-7), build 0a1b2c3d`.

        The same for the same files. Raises FailedPrecondition where it is not installed, OSError.
        """
        parts = await asyncio.to_thread(jail_root.parts, self._qemu)
        digest = (await asyncio.to_thread(lambda: parts.digest))[:DIGITS]
        async with self._asking:
            if digest not in self._known:
                self._known[digest] = f"QEMU {await self._version()}, build {digest}"
        return self._known[digest]

    async def _version(self) -> str:
        nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        try:
            job = Job(("--version",), nothing, 0, LIMIT)
            ended = await self._tools.run(str(self._qemu), job)
        except (SpawnFailed, InitGone, NoLibrary, TimeoutError):
            return "of an unknown version"
        finally:
            os.close(nothing)
        found = VERSION.search(ended.said)
        return found.group(1) if found else "of an unknown version"
