"""A node with cells on a real init, whose server dies at any step that it makes.

A step is a callback of the event loop, or an effect: a message to init, an order to the disk, a
change of a cgroup. A dead server does nothing any more: what it had queued is lost, its connection
to init is closed, its tasks end where they are. What the writer's thread has by then is on disk.
"""

import asyncio
import contextlib
import inspect
import os
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

from typing_extensions import override

from aurae.cells.cells import Cells
from aurae.cells.means import Means as CellMeans
from aurae.model.cell import NODE, Cell
from aurae.processes.groups import Groups
from aurae.processes.init import Phase
from aurae.processes.leaf import Leaves
from aurae.state import cells as rows
from aurae.state.boot import boot_id
from aurae.supervise.means import Limits, Means
from aurae.supervise.supervisor import Supervisor
from aurae.supervise.tasks import OwnedTasks
from tests.support.cell_calls import cell_folders
from tests.support.init_process import running_init
from tests.support.proc import children, spares
from tests.support.supervised import World
from tests.support.until import STEP

EFFECTS = {
    "groups": ("create", "remove", "apply", "thaw", "kill", "signal"),
    "leaves": ("create", "remove", "kill", "signal_all"),
    "init": ("_send",),
    "store": ("_order",),
}
"""What changes something outside of the server, by the part of `Means` that does it."""

LIMIT = 60.0
"""Seconds until a new server has made its state agree."""

Operation = Coroutine[Any, Any, object]
W = TypeVar("W", bound="CellWorld")


class Life:
    """One server, from its begin to its death: `passed` steps of `at`."""

    def __init__(self, die: Callable[[], None]) -> None:
        self._die = die
        self.passed = 0
        self.at = 0
        self.is_over = asyncio.Event()

    def step(self) -> bool:
        """Count a step; says whether the server is dead."""
        if self.at and not self.is_over.is_set():
            self.passed += 1
            if self.passed == self.at:
                self.end()
        return self.is_over.is_set()

    def end(self) -> None:
        """Die now."""
        self.is_over.set()
        self._die()

    def mortal(self, effect: Callable[..., Any]) -> Callable[..., Any]:
        """Have the server be able to die right after an effect; a dead one has no effect."""

        def effective(*arguments: Any, **options: Any) -> Any:
            self._check()
            result = effect(*arguments, **options)
            if self.step() and isinstance(result, int) and result > 0:
                os.close(result)  # a leaf's descriptor
            self._check()
            return result

        async def waited(*arguments: Any, **options: Any) -> Any:
            self._check()
            result = await effect(*arguments, **options)
            self.step()
            self._check()
            return result

        return waited if inspect.iscoroutinefunction(effect) else effective

    def _check(self) -> None:
        """Come to an end here when the server is dead."""
        if self.is_over.is_set():
            raise asyncio.CancelledError


class CellWorld(World):
    """One node with cells."""

    cells: Cells
    groups: Groups
    is_reexecuted = False
    """Init becomes a new program between a server that dies and the next one."""
    _life: Life
    _outside: set[asyncio.Task[Any]]

    @property
    def root(self) -> Path:
        """The cgroup root."""
        return self.process.leaves.root

    @override
    async def begin(self) -> None:
        self._outside = asyncio.all_tasks()
        self._life = Life(self._die)
        await super().begin()

    async def _begin_and_die_at(self, at: int) -> bool:
        """Begin a server that dies at a step of taking over; says whether that has so many."""
        self._outside = asyncio.all_tasks()
        self._life = life = Life(self._die)
        life.at = at
        begins = asyncio.create_task(super().begin())
        self._outside |= {begins}
        over = asyncio.create_task(life.is_over.wait())
        self._outside |= {over}
        await asyncio.wait({begins, over}, return_when=asyncio.FIRST_COMPLETED)
        reached = life.is_over.is_set()
        if not reached:
            life.end()
        await over
        await asyncio.wait({begins})
        await self._bury()
        return reached

    @override
    async def _serve(self) -> None:
        async with asyncio.TaskGroup() as group:
            self.groups = Groups(self.root)
            self.means = self._equipped(
                Means(
                    init=self.init,
                    leaves=Leaves(self.root),
                    store=self.store,
                    tasks=OwnedTasks(group),
                    limits=self.limits,
                    log_dir=self.process.logs,
                    boot=boot_id(),
                )
            )
            self.supervisor = Supervisor(self.means)
            self.cells = Cells(
                CellMeans(
                    init=self.init,
                    groups=self.groups,
                    store=self.store,
                    tasks=self.means.tasks,
                    supervisor=self.supervisor,
                    next_id=self.means.register.next_id,
                    boot=self.means.boot,
                )
            )
            self._make_mortal()
            await self._adopt()
            self._adopted.set()
            await asyncio.Event().wait()

    def _equipped(self, means: Means) -> Means:
        """Return what the server works with."""
        return means

    async def _adopt(self) -> None:
        """Take over what an earlier server left."""
        await self.cells.adopt()
        await self.supervisor.adopt()
        self.cells.go_on()

    async def dies_at(self, operation: Operation, at: int, again: int = 0) -> bool:
        """Have the server die at a step of an operation, or else after it; another one begins.

        Says whether the operation has so many steps. With `again` the next server dies at that step
        of taking over, and this says whether that has so many. Raises what the operation does.
        """
        life = self._life
        task = asyncio.create_task(operation)
        over = asyncio.create_task(life.is_over.wait())
        self._outside |= {over}
        life.at = at
        assert self._server is not None
        await asyncio.wait({task, over, self._server}, return_when=asyncio.FIRST_COMPLETED)
        reached = life.is_over.is_set()
        if not reached:
            self._check_serving()
            task.result()
            life.end()
        await over
        await self._bury()
        if again:
            reached = await self._begin_and_die_at(again)
        await self.begin()
        return reached

    async def _bury(self) -> None:
        """See a dead server to its end, and have init connect the next one."""
        if dead := asyncio.all_tasks() - self._outside:
            _, left = await asyncio.wait(dead, timeout=LIMIT)
            assert not left, f"tasks that cannot be cancelled: {left}"
        self._let_go()
        await self.store.close()
        os.kill(self.process.stub, signal.SIGKILL)
        self.init = await self.process.attach()
        if self.is_reexecuted:
            await self.init.reexec()
            self.init = await self.process.attach()

    def _let_go(self) -> None:
        """Close what the end of its process would close of a dead server."""

    def _check_serving(self) -> None:
        """Raise what the server ended of, if it did by itself."""
        assert self._server is not None
        if self._server.done():
            self._server.result()

    def standing(self) -> list[Cell]:
        """Return all cells, each before those below it."""
        return [item.cell for item in self.cells._means.register.subtree("")]

    async def rows(self) -> list[str]:
        """Return the names that have a row."""
        return [cell.name for cell in await self.store.read(rows.all_cells)]

    def folders(self) -> list[str]:
        """Return the directories of cells."""
        return cell_folders(self.root)

    def leaves(self) -> list[str]:
        """Return the leaves of workloads."""
        return list(self.process.leaves.present().values())

    async def agreed(self) -> None:
        """Return when memory, disk, cgroups, init's table and its children tell the same."""
        trouble: list[str] = []
        try:
            async with asyncio.timeout(LIMIT):
                while trouble := await self._disagreements():  # of other processes
                    self._check_serving()
                    await asyncio.sleep(STEP)
        except TimeoutError:
            raise AssertionError("after a restart: " + "; ".join(trouble)) from None

    async def _disagreements(self) -> list[str]:
        cells = self.standing()
        register = self.cells._means.register
        freeing = sorted(cell.name for cell in cells if cell.status.name == "FREEING")
        runs = list(self.means.register)
        of_cells = sorted(cell.id for cell in cells if cell.isolated)
        of_workloads = sorted(run.id for run in runs)
        table = self.init.table.values()
        kept = {entry.id: entry.pid for entry in table if entry.phase is Phase.RUNNING}
        stays = {self.process.stub, self.init.journal_pid}
        below = {pid for pid in children(self.process.pid) if pid not in stays}
        below -= set(spares(self.process.pid))
        pairs: dict[str, tuple[object, object]] = {
            "cells and none that is being freed": (freeing, []),
            "cells and rows": (
                sorted((cell.id, cell.name, cell.spec, cell.frozen) for cell in cells),
                sorted(
                    (cell.id, cell.name, cell.spec, cell.frozen)
                    for cell in await self.store.read(rows.all_cells)
                ),
            ),
            "frozen cells and the kernel": (
                [cell.name for cell in cells if register.frozen(cell.name)],
                [cell.name for cell in cells if self._stands_still(cell.name)],
            ),
            "cells and directories": (sorted(cell.name for cell in cells), self.folders()),
            "isolated cells and holders": (
                of_cells, sorted(entry.id for entry in table if entry.is_holder)
            ),
            "workloads and init": (
                of_workloads, sorted(entry.id for entry in table if not entry.is_holder)
            ),
            "workloads and leaves": (
                sorted(run.workload.leaf for run in runs), sorted(self.leaves())
            ),
            "all and what runs": (sorted(of_cells + of_workloads), sorted(kept)),
            "holders, main processes and init's children": (
                sorted(pid for pid in kept.values() if pid), sorted(below)
            ),
        }  # fmt: skip
        return [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]

    def picture(self) -> tuple[object, ...]:
        """Return what people could see: cells with labels and freezer, workloads, names that are kept."""
        register = self.means.register
        return (
            [
                (
                    cell.name,
                    dict(cell.spec.labels),
                    cell.frozen,
                    self._stands_still(cell.name),
                )
                for cell in self.standing()
            ],
            sorted((item.cell, item.name) for item in self.supervisor.living(NODE)),
            sorted((item.cell, item.name) for item in register.held()),
        )

    def _stands_still(self, name: str) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return self.groups.read(name).frozen
        return False

    def _make_mortal(self) -> None:
        parts = {"groups": self.groups, "leaves": self.means.leaves}
        for part, names in EFFECTS.items():
            owner = parts.get(part) or getattr(self, part)
            for name in names:
                setattr(owner, name, self._life.mortal(getattr(owner, name)))

    def _die(self) -> None:
        self.store._waiting.clear()
        self.init._close()
        for task in asyncio.all_tasks() - self._outside:
            task.cancel()

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """Have callbacks of the event loop be steps of the server that lives."""
        run = asyncio.Handle._run

        def step(handle: asyncio.Handle) -> None:
            self._life.step()
            if not handle.cancelled():  # by the death
                run(handle)

        setattr(asyncio.Handle, "_run", step)  # noqa: B010  mypy knows no _run
        try:
            yield
        finally:
            setattr(asyncio.Handle, "_run", run)  # noqa: B010


@contextlib.asynccontextmanager
async def cell_world(**limits: float) -> AsyncIterator[CellWorld]:
    """Begin a node with cells, and clear it away at the end."""
    async with living_world(CellWorld, Limits(**limits)) as node:  # type: ignore[arg-type]
        yield node


@contextlib.asynccontextmanager
async def living_world(kind: type[W], limits: Limits) -> AsyncIterator[W]:
    """Begin a node of this kind, and clear it away at the end."""
    async with running_init(at_once=True, within="/dev/shm") as (process, init):
        node = kind(process, init, limits)
        await node.begin()
        with node.counted():
            try:
                yield node
            finally:
                for leaf in node.process.leaves.present().values():
                    node.process.leaves.kill(leaf)
                await node.end()
