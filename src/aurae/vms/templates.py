"""Machines that have booted and wait: a machine of an image begins as a copy of one that is as it is to be.

In the folder of all templates:

    <key>/memory, pages, state   as in a snapshot
    <key>/about                  what it is of, written last
    staging, trash               as everywhere

Theory. A template is a machine that was booted once until its agent answered, with no disk and no data of anybody, and saved.
It fits a machine of the same QEMU, kernel, processors, memory and number of networks (`fitness`); its root, its name and
all else come when it goes on. A machine of a shape that has none boots as usual, and then one is made beside it, one
at a time. What fails with a template is no failed start: the machine boots as usual, and for a while nothing is tried.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.images.reserve import Reserve
from aurae.model.refusal import Refusal
from aurae.model.vm_snapshot import Fittings  # noqa: TC001  the state reads the types of fields
from aurae.state import record
from aurae.supervise.tasks import settled
from aurae.surroundings.staging import STAGING, Staging, synced
from aurae.surroundings.trash import NAME as TRASH
from aurae.vms import fitness, pages
from aurae.vms import snapshot_places as places
from aurae.vms.pages import Damaged
from aurae.vms.saving import MARK, Saving, saved
from aurae.vms.snapshot_making import whole
from aurae.vms.snapshot_places import MEMORY, STATE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.memories import Memories
    from aurae.vms.qmp import Monitor
    from aurae.vms.splitting import Split

    Boots = Callable[[], AbstractAsyncContextManager[Monitor]]

ABOUT = "about"
MOST = 8
"""Templates that are kept; the one that was not used for longest goes first."""
MOST_BYTES = 2 << 30
"""Bytes of the disk that all take together."""
AGE = 14 * 86400
"""Seconds after which one that nobody used is of no use: kernels come and go."""
REST = 600.0
"""Seconds in which what has failed is not tried again."""
MAKE_LIMIT = 120.0
LARGEST = 1 << 20
"""Bytes of what is written about one."""

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError)

_log = logging.getLogger("aurae.vms")


@dataclass(frozen=True, slots=True)
class Template:
    """A template that is there: what it is of, when it was made, and checksums."""

    fittings: Fittings
    created_ns: int
    size: int
    checksum: int
    state_checksum: int


class Begun(NamedTuple):
    """What a machine begins with: a sealed memory file, and the file of its state."""

    memory: int
    state: Path


@dataclass(frozen=True, slots=True)
class TemplateMeans:
    """What templates are made with. `is_on` is whether there are any; of the disk `kept` bytes stay free."""

    folder: Path
    tasks: OwnedTasks
    memories: Memories
    clock: Callable[[], int]
    is_on: bool = True
    kept: int = 0


class Templates:
    """All templates of this node."""

    def __init__(self, means: TemplateMeans) -> None:
        """`open` comes first."""
        self._means = means
        self._places = Staging(means.folder, means.tasks.begin)
        self._reserve = Reserve(means.folder, means.kept)
        self._known: dict[str, Template] = {}
        self._lent: dict[str, int] = {}
        self._wanted = set[str]()
        self._rest: dict[str, float] = {}
        self._turn = asyncio.Lock()

    async def open(self) -> None:
        """Take over what is there; what is half made or old goes. Raises OSError."""
        self._known = await asyncio.to_thread(self._open)
        self._places.trash.empty()

    async def forget_others(self, emulator: str) -> None:
        """Remove those of another QEMU than this."""
        for key, template in list(self._known.items()):
            if template.fittings.emulator != emulator:
                await self.remove(key)

    @property
    def all(self) -> dict[str, Template]:
        """All templates by their keys, the one that was not used for longest first."""
        return dict(self._known)

    @asynccontextmanager
    async def lent(self, fittings: Fittings, action: str) -> AsyncIterator[Begun | None]:
        """Lend what a machine begins with while the block runs; None where there is no template for it.

        What is wrong with a template is never raised: it goes.
        """
        key = fitness.key(fittings)
        found = self._known.get(key)
        if not self._means.is_on or found is None or fitness.unfit(found.fittings, fittings):
            yield None
            return
        folder = self._places.folder / key
        self._lent[key] = self._lent.get(key, 0) + 1
        try:
            async with AsyncExitStack() as stack:
                make = partial(_sealed, folder, found)
                lending = self._means.memories.lent(_memory(key), make)
                try:
                    await asyncio.to_thread(places.check_state, folder, found.state_checksum)
                    memory = await stack.enter_async_context(lending)
                except (Damaged, OSError) as error:
                    await self.failed(fittings, str(error))
                    yield None
                    return
                self._known[key] = self._known.pop(key, found)  # it comes last now
                with suppress(OSError):
                    await asyncio.to_thread(os.utime, folder / ABOUT)
                yield Begun(memory, folder / STATE)
        finally:
            self._lent[key] -= 1
            if not self._lent[key]:
                del self._lent[key]

    def want(self, fittings: Fittings, boot: Boots) -> None:
        """Have a template be made for machines like this one, in a while, unless there is one.

        `boot` boots one with no disk until its agent has answered; it is gone after the block. It raises Refusal, OSError.
        """
        key = fitness.key(fittings)
        now = asyncio.get_running_loop().time()
        if not self._means.is_on or key in self._known or key in self._wanted:
            return
        if self._rest.get(key, now) > now:
            return
        self._wanted.add(key)
        self._means.tasks.begin(self._make(key, fittings, boot))

    async def failed(self, fittings: Fittings, why: str) -> None:
        """Give up a template from which a machine did not come up."""
        key = fitness.key(fittings)
        _log.warning("template %s is no longer used: %s", key, why)
        self._rest[key] = asyncio.get_running_loop().time() + REST
        await self.remove(key)

    async def remove(self, key: str) -> None:
        """Remove a template; machines that began as it have what they need."""
        if self._known.pop(key, None) is None:
            return
        self._means.memories.drop(_memory(key))
        with suppress(OSError):
            await self._places.trash.throw(self._places.folder / key)

    # Inside.

    async def _make(self, key: str, fittings: Fittings, boot: Boots) -> None:
        try:
            async with self._turn, asyncio.timeout(MAKE_LIMIT):
                with told("make a template"), whole("make a template"):
                    await self._made(key, fittings, boot)
        except (Refusal, TimeoutError) as error:
            self._rest[key] = asyncio.get_running_loop().time() + REST
            _log.warning("there is no template for machines of this kind yet: %s", error)
        finally:
            self._wanted.discard(key)

    async def _made(self, key: str, fittings: Fittings, boot: Boots) -> None:
        await asyncio.to_thread(self._reserve.check)
        staged = await asyncio.to_thread(self._places.stage, key)
        try:
            memory = await asyncio.to_thread(os.open, staged / MEMORY, places.NEW, 0o600)
            try:
                async with boot() as monitor:
                    mark = staged / MARK
                    how = Saving("make a template", memory, fittings.memory, mark, is_live=False)
                    async with saved(monitor, how) as state:
                        finishing = asyncio.to_thread(
                            self._finish, fittings, staged, memory, state.split
                        )
                        found = await settled(finishing)
            finally:
                os.close(memory)
            await asyncio.to_thread(self._places.publish, key)
        except BaseException:
            await asyncio.to_thread(self._places.unstage, key)
            self._places.trash.empty()
            raise
        self._known[key] = found
        await self._shrink()

    def _finish(self, fittings: Fittings, staged: Path, memory: int, found: Split) -> Template:
        kept = places.keep(staged, memory, found)
        template = Template(
            fittings, self._means.clock(), kept.size, kept.checksum, kept.state_checksum
        )
        places.write(staged / ABOUT, record.dump(template).encode())
        synced(staged)
        return template

    async def _shrink(self) -> None:
        """Let go of what was not used for longest, until there are few enough."""
        for key in list(self._known)[:-1]:
            total = sum(template.size for template in self._known.values())
            if len(self._known) <= MOST and total <= MOST_BYTES:
                return
            if key not in self._lent:
                await self.remove(key)

    def _open(self) -> dict[str, Template]:
        self._places.open()
        self._places.clear()
        found = []
        for name in set(os.listdir(self._places.folder)) - {STAGING, TRASH}:
            folder = self._places.folder / name
            template = _read(folder)
            used = (folder / ABOUT).stat().st_mtime_ns if template else 0
            is_old = self._means.clock() - used > AGE * 1_000_000_000
            if template and self._means.is_on and not is_old:
                found.append((used, name, template))
            else:
                self._places.trash.take(folder)
        return {name: template for _, name, template in sorted(found, key=lambda one: one[:2])}


def _read(folder: Path) -> Template | None:
    """Return what is written about a template; None where that is not what it is called by."""
    try:
        template = record.load(Template, places.read(folder / ABOUT, LARGEST).decode())
    except _UNREADABLE:
        return None
    return template if fitness.key(template.fittings) == folder.name else None


def _sealed(folder: Path, template: Template) -> int:
    """Return the memory of a template; blocks. Raises Damaged, OSError."""
    size = template.fittings.memory
    return pages.sealed([places.layer(folder, size, template.checksum)], size)


def _memory(key: str) -> str:
    return f"template-{key}"
