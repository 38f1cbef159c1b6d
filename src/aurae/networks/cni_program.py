"""Runs one CNI plug-in: by init, in a group of its own, with limits of time and of what it says.

Only init forks. A plug-in is a program of the machine's owner and has the host's rights, since it makes links and
rules; it is ended with all that it has begun when its time is over, when it says too much, or when nobody waits.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.cni import LARGEST
from aurae.processes.init import InitGone, SpawnFailed
from aurae.wire import messages, plan

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
    from pathlib import Path

    from aurae.processes.init import Init
    from aurae.processes.leaf import Leaves

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
START_LIMIT = 10.0
"""Seconds until execve(2)."""
KILL_LIMIT = 10.0
"""Seconds after the kill until what remains is left to the next start of the server."""
SAID_LIMIT = 4096
"""Bytes of standard error that are kept, the last ones."""
PIECE = 64 * 1024
LEAF = ".cni_"
"""What the names of plug-ins' groups begin with: no workload's does."""

_log = logging.getLogger("aurae.networks")


class PluginFailed(Exception):
    """A plug-in could not be run to its end; `str()` says why."""


class Outcome(NamedTuple):
    """How a plug-in ended: its exit status, negative for a signal, and what it wrote."""

    code: int
    answer: bytes
    said: str


@dataclass(frozen=True, slots=True)
class Programs:
    """Runs plug-ins, which are in one of the folders `places`.

    `begin` runs what nobody waits for. `limit` is the seconds that one has.
    """

    init: Init
    leaves: Leaves
    begin: Callable[[Coroutine[None, None, None]], None]
    next_id: Callable[[], int]
    places: Sequence[Path]
    limit: float

    def find(self, name: str) -> str:
        """Return where a plug-in is; PluginFailed when it is nowhere."""
        for place in self.places:
            path = str(place / name)
            if os.path.isfile(path) and os.access(path, os.X_OK):
                return path
        where = ", ".join(map(str, self.places))
        raise PluginFailed(f"plug-in {name} is not installed in {where}")

    async def run(self, name: str, env: Mapping[str, str], question: bytes) -> Outcome:
        """Run a plug-in to its end. Raises PluginFailed; a caller that leaves ends it."""
        program = self.find(name)
        ident = self.next_id()
        leaf = f"{LEAF}{ident}"
        begun = False
        try:
            answer, said = await self._start(ident, leaf, program, env, question)
            begun = True
            try:
                return await self._ended(ident, name, answer, said)
            finally:
                os.close(answer)
                os.close(said)
        except OSError as error:
            raise PluginFailed(f"plug-in {name}: {error.strerror or error}") from None
        except InitGone as error:
            raise PluginFailed(f"plug-in {name}: {error}") from None
        finally:
            self.begin(self._see_end(ident, leaf, begun=begun))

    async def clear(self) -> None:
        """End plug-ins that an earlier server has left."""
        for name in os.listdir(self.leaves.root):
            if name.startswith(LEAF):
                self.leaves.kill(name)
                await self._remove(name)

    async def _start(
        self, ident: int, leaf: str, program: str, env: Mapping[str, str], question: bytes
    ) -> tuple[int, int]:
        """Return where its answer and its complaints come."""
        asked = os.memfd_create("aurae-cni", os.MFD_CLOEXEC)
        answer, theirs = os.pipe2(os.O_CLOEXEC)
        said, complaints = os.pipe2(os.O_CLOEXEC)
        folder = -1
        try:
            os.write(asked, question)
            os.lseek(asked, 0, os.SEEK_SET)
            folder = self.leaves.create(leaf)
            streams = {
                messages.ROLE_STDIN: asked,
                messages.ROLE_STDOUT: theirs,
                messages.ROLE_STDERR: complaints,
            }
            steps = _plan(program, {"PATH": PATH, "LANG": "C.UTF-8", **env})
            await self.init.spawn_session(
                ident, steps, leaf_fd=folder, streams=streams, deadline=START_LIMIT
            )
        except SpawnFailed as error:
            os.close(answer)
            os.close(said)
            raise OSError(errno.ENOEXEC, f"cannot be started: {error}") from None
        except BaseException:
            os.close(answer)
            os.close(said)
            raise
        finally:
            for fd in (asked, theirs, complaints, folder):
                if fd >= 0:
                    os.close(fd)
        return answer, said

    async def _ended(self, ident: int, name: str, answer: int, said: int) -> Outcome:
        try:
            async with asyncio.timeout(self.limit):
                answered, complained, exited = await asyncio.gather(
                    _read(answer, LARGEST), _tail(said), self.init.wait_exit(ident)
                )
        except TimeoutError:
            raise PluginFailed(f"plug-in {name} has not ended within {self.limit:g} s") from None
        except _TooMuch:
            raise PluginFailed(f"plug-in {name} says more than {LARGEST} bytes") from None
        code = os.waitstatus_to_exitcode(exited.status)
        return Outcome(code, answered, complained)

    async def _see_end(self, ident: int, leaf: str, *, begun: bool) -> None:
        """End what of a plug-in runs on, and forget it."""
        self.leaves.kill(leaf)
        with suppress(InitGone):
            if begun:
                await self.init.wait_exit(ident)
            self.init.acknowledge(ident)
        await self._remove(leaf)

    async def _remove(self, leaf: str) -> None:
        try:
            await self.leaves.wait_empty(leaf, KILL_LIMIT)
            await self.leaves.remove(leaf)
        except FileNotFoundError:
            pass
        except OSError as error:
            _log.error("cannot remove the group %s of a plug-in: %s", leaf, error.strerror)


class _TooMuch(Exception):
    """A stream has more bytes than are taken."""


async def _read(fd: int, most: int) -> bytes:
    """Return what comes through a pipe until its other end is closed; _TooMuch above `most` bytes."""
    found = bytearray()
    async for piece in _pieces(fd):
        found += piece
        if len(found) > most:
            raise _TooMuch
    return bytes(found)


async def _tail(fd: int) -> str:
    """Return the end of what comes through a pipe, on one line."""
    found = b""
    async for piece in _pieces(fd):
        found = (found + piece)[-SAID_LIMIT:]
    text = found.decode(errors="replace")
    words = "".join(char if char.isprintable() else " " for char in text).split()
    return " ".join(words)[-400:]


async def _pieces(fd: int) -> AsyncGenerator[bytes]:
    os.set_blocking(fd, False)
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    loop.add_reader(fd, readable.set)
    try:
        while True:
            await readable.wait()
            readable.clear()
            try:
                piece = os.read(fd, PIECE)
            except BlockingIOError:
                continue
            if not piece:
                return
            yield piece
    finally:
        loop.remove_reader(fd)


def _plan(program: str, env: Mapping[str, str]) -> bytes:
    words = [os.fsencode(f"{name}={value}") for name, value in env.items()]
    path = os.fsencode(program)
    return plan.encode([plan.Chdir(b"/"), plan.Execve(path, [path], words)])
