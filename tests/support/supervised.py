"""The supervise room on a real init, with a server that can be ended and begun again."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from functools import partial
from typing import Any

from aurae.model.cell import NODE, Cell, CellSpec, Place
from aurae.model.workload import Executable, Workload, WorkloadSpec
from aurae.processes.init import Init
from aurae.state import cells
from aurae.state.boot import boot_id
from aurae.state.store import Store
from aurae.supervise.means import Limits, Means
from aurae.supervise.run import Run
from aurae.supervise.supervisor import Supervisor
from aurae.supervise.tasks import OwnedTasks
from tests.support.init_process import InitProcess, running_init
from tests.support.until import eventually

OWNER = "spiffe://aurae.local/host/test/user/root"
STUBBORN = ("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done")
"""Says that it is ready, and ignores SIGTERM."""


class World:
    """One node: init, state and a supervisor that can be replaced."""

    supervisor: Supervisor
    means: Means
    store: Store

    def __init__(self, process: InitProcess, init: Init, limits: Limits) -> None:
        self.process = process
        self.init = init
        self.limits = limits
        self.state = process.folder / "state"
        self.state.mkdir(exist_ok=True)
        self._server: asyncio.Task[None] | None = None
        self._adopted = asyncio.Event()

    async def begin(self) -> None:
        """Begin a server and have it adopt what there is."""
        self.store = await Store.open(self.state)
        self._adopted.clear()
        self._server = asyncio.create_task(self._serve())
        adopted = asyncio.create_task(self._adopted.wait())
        await asyncio.wait([self._server, adopted], return_when=asyncio.FIRST_COMPLETED)
        adopted.cancel()
        if self._server.done():
            await self._server

    async def end(self) -> None:
        """End the server in the middle of whatever it does; init hears that it is gone."""
        assert self._server is not None
        self._server.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._server
        await self.store.close()

    async def restart(self, between: Callable[[], Awaitable[None]] | None = None) -> None:
        """End the server and begin another one, on a new connection to the same init."""
        await self.end()
        if between is not None:
            await between()
        os.kill(self.process.stub, signal.SIGKILL)
        self.init._close()
        self.init = await self.process.attach()
        await self.begin()

    async def begin_again(self) -> None:
        """End the server and begin another one on the same connection, without a wait for init."""
        await self.end()
        await self.begin()

    async def replace_init(self) -> None:
        """Kill init itself, and begin with a new one in the same folders."""
        assert self.process.process is not None
        self.process.process.kill()
        self.process.process.wait()
        await self.end()
        self.process.start()
        self.init = await self.process.attach()
        await self.begin()

    async def start(self, *argv: str, name: str = "", **executable: Any) -> Workload:
        """Start an executable."""
        return await self.supervisor.start(spec(*argv, name=name, **executable), OWNER)

    async def start_in(self, cell: str, *argv: str, name: str = "", **options: Any) -> Workload:
        """Start an executable in a cell; `options` are of `Supervisor.start`."""
        what = spec(*argv, name=name)
        return await self.supervisor.start(what, OWNER, Place(cell), **options)

    async def make_cell(self, path: str) -> None:
        """Make the row and the directory of a cell, which hold no limits."""
        ident = self.means.register.next_id()
        cell = Cell(ident, CellSpec(path), OWNER, boot_id(), self.init.started_ns, 1)
        await self.store.write(partial(cells.insert, cell=cell))
        (self.process.root / path).mkdir()

    async def run(self, *argv: str, name: str = "", **executable: Any) -> Workload:
        """Start an executable and wait for its end."""
        workload = await self.start(*argv, name=name, **executable)
        return await self.supervisor.wait_id(workload, 20)

    def named(self, name: str, cell: str = NODE) -> Run:
        """Return the run that has this name now."""
        run = self.means.register.with_name(cell, name)
        assert run is not None
        return run

    def wrote(self, workload: Workload) -> str:
        """Return what it has written to stdout."""
        return (self.supervisor.log_folder(workload) / "stdout.000000.log").read_text()

    async def _serve(self) -> None:
        async with asyncio.TaskGroup() as group:
            self.means = Means(
                init=self.init,
                leaves=self.process.leaves,
                store=self.store,
                tasks=OwnedTasks(group),
                limits=self.limits,
                log_dir=self.process.logs,
                boot=boot_id(),
            )
            self.supervisor = Supervisor(self.means)
            await self.supervisor.adopt()
            self._adopted.set()
            await asyncio.Event().wait()


def spec(*argv: str, name: str = "", **executable: Any) -> WorkloadSpec:
    """Return what is asked to run."""
    return WorkloadSpec(name, Executable(tuple(argv), **executable))


@contextlib.asynccontextmanager
async def world(**limits: Any) -> AsyncIterator[World]:
    """Begin a node, and clear it away at the end."""
    async with running_init() as (process, init):
        node = World(process, init, Limits(**limits))
        await node.begin()
        try:
            yield node
        finally:
            for leaf in node.process.leaves.present().values():
                node.process.leaves.kill(leaf)
            await node.end()


class CancelledAt:
    """Runs a coroutine and throws CancelledError into it at its n-th await, counted from 1.

    `reached` says afterwards whether there was such an await.
    """

    def __init__(self, work: Awaitable[Any], at: int) -> None:
        self._work = work
        self._at = at
        self.reached = False

    def __await__(self) -> Generator[Any, Any, Any]:
        inner = self._work.__await__()
        step: Callable[[], Any] = partial(next, inner)
        count = 0
        while True:
            try:
                waiting = step()
            except StopIteration as done:
                return done.value
            count += 1
            if count == self._at:
                self.reached = True
                step = partial(inner.throw, asyncio.CancelledError())
                waiting._asyncio_future_blocking = False
                continue
            try:
                yield waiting
            except BaseException as error:  # noqa: BLE001  # as the event loop throws it
                step = partial(inner.throw, error)
            else:
                step = partial(next, inner)


async def ready(node: World, workload: Workload) -> None:
    """Wait until a workload has written that it is ready."""

    def said() -> bool:
        try:
            return "ready" in node.wrote(workload)
        except FileNotFoundError:
            return False

    await eventually(said, "the workload is ready")
