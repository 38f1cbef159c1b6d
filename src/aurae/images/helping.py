"""Credential helpers: programs of the administrator's that know names and passwords for registries.

Docker's protocol: the registry's address on standard input, a JSON document on standard output. Only init
forks, so it runs them, beside itself: they need the network, and files of the owner's.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.processes.init import InitGone, SpawnFailed
from aurae.wire import messages, plan
from aurae.wire.steps_rights import NO_NEW_PRIVS

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.processes.init import Init
    from aurae.supervise.tasks import OwnedTasks

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
START_LIMIT = 10.0
"""Seconds until execve(2)."""
LARGEST = 64 * 1024
"""Bytes of an answer that are read; what is longer is no answer."""


@dataclass(frozen=True, slots=True)
class Helpers:
    """Runs helpers. `home` is where they find their own files, `path` where they are."""

    init: Init
    next_id: Callable[[], int]
    tasks: OwnedTasks
    home: str = "/root"
    path: str = PATH

    async def run(self, program: str, question: bytes) -> bytes:
        """Run a program to its end and return what it wrote; raises OSError.

        A caller that leaves ends it.
        """
        found = shutil.which(program, path=self.path)
        if found is None:
            raise OSError(errno.ENOENT, f"not found in {self.path}")
        ident = self.next_id()
        asked, question_end = os.pipe2(os.O_CLOEXEC)
        answer_end, told = os.pipe2(os.O_CLOEXEC)
        try:
            try:
                os.set_blocking(question_end, False)
                os.write(question_end, question)
                await self._start(ident, found, asked, told)
            finally:
                for fd in (asked, question_end, told):
                    os.close(fd)
            return await self._answer(ident, answer_end)
        finally:
            os.close(answer_end)

    async def _start(self, ident: int, program: str, asked: int, told: int) -> None:
        streams = {
            messages.ROLE_STDIN: asked,
            messages.ROLE_STDOUT: told,
            messages.ROLE_STDERR: 2,
        }
        steps = self._plan(program)
        try:
            await self.init.spawn_session(ident, steps, streams=streams, deadline=START_LIMIT)
        except (SpawnFailed, InitGone) as error:
            self.init.acknowledge(ident)
            raise OSError(errno.ENOEXEC, f"cannot be started: {error}") from None
        except BaseException:
            self.tasks.begin(_see_end(self.init, ident))
            raise

    async def _answer(self, ident: int, fd: int) -> bytes:
        try:
            return await _read(fd)
        finally:
            self.tasks.begin(_see_end(self.init, ident))

    def _plan(self, program: str) -> bytes:
        env = [f"PATH={self.path}", f"HOME={self.home}", "LANG=C.UTF-8"]
        return plan.encode(
            [
                plan.Chdir(b"/"),
                plan.Prctl(NO_NEW_PRIVS, 1),
                plan.Execve(
                    os.fsencode(program),
                    [os.fsencode(program), b"get"],
                    [os.fsencode(one) for one in env],
                ),
            ]
        )


async def _read(fd: int) -> bytes:
    """Return what is written into a pipe until its other end is closed, or too much has come."""
    os.set_blocking(fd, False)
    loop = asyncio.get_running_loop()
    found = bytearray()
    readable = asyncio.Event()
    loop.add_reader(fd, readable.set)
    try:
        while len(found) <= LARGEST:
            await readable.wait()
            readable.clear()
            try:
                chunk = os.read(fd, LARGEST)
            except BlockingIOError:
                continue
            if not chunk:
                break
            found += chunk
    finally:
        loop.remove_reader(fd)
    return bytes(found)


async def _see_end(init: Init, ident: int) -> None:
    """Have init end the program, if it runs on, and forget it."""
    with suppress(InitGone):
        init.signal(ident, signal.SIGKILL)
        await init.wait_exit(ident)
        init.acknowledge(ident)
