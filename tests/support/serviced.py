"""A node with services on a real init, whose server dies at any step that it makes (`celled`).

What is run for a service notes its role and its start in a file, and the state notes each phase
that is written, so that a test can look back at everything that was.
"""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from pathlib import Path

from typing_extensions import override

from aurae.model.execution import Sandbox
from aurae.model.service import Command, Service
from aurae.model.service_life import AT_REST, TRANSITIONS, UP, Phase
from aurae.model.service_record import ServiceRecord
from aurae.model.workload import MAIN, Executable, WorkloadSpec
from aurae.services.life import Life
from aurae.services.means import Means
from aurae.services.services import Services
from aurae.services.sockets import _idents
from aurae.state import services as rows
from aurae.supervise.means import Limits
from aurae.surroundings.places import Places
from aurae.surroundings.provider import Provider
from tests.support.celled import CellWorld, living_world
from tests.support.supervised import OWNER
from tests.support.until import eventually

TRACE = """
CREATE TABLE IF NOT EXISTS seen (id INTEGER, phase TEXT);
CREATE TRIGGER IF NOT EXISTS made AFTER INSERT ON services BEGIN
    INSERT INTO seen VALUES (new.id, json_extract(new.standing, '$.phase')); END;
CREATE TRIGGER IF NOT EXISTS moved AFTER UPDATE ON services BEGIN
    INSERT INTO seen VALUES (new.id, json_extract(new.standing, '$.phase')); END;
"""
"""Has the state note each phase that is written."""


class ServiceWorld(CellWorld):
    """One node with services."""

    services: Services
    _goal: Callable[[], bool] | None = None

    @property
    def notes(self) -> Path:
        """Where what is run notes that it was."""
        return self.process.folder / "notes"

    def command(self, role: str, *more: str) -> Command:
        """Return a command that notes its role, and goes on with `more` shell words."""
        return Command(("/bin/sh", "-c", self._script(role, *more)))

    def spec(self, name: str, service: Service, *more: str) -> WorkloadSpec:
        """Return a service whose main process notes that it was there."""
        script = self._script(f"{name}.main", *(more or ("exec sleep 1000",)))
        # The notes of its commands are in folders that a sandbox would hide.
        executable = Executable(("/bin/sh", "-c", script), sandbox=Sandbox(profile="none"))
        return WorkloadSpec(name, executable, service)

    def _script(self, role: str, *more: str) -> str:
        return "; ".join([f"echo {role} $INVOCATION_ID >>{self.notes}", *more])

    async def begin_service(self, name: str, service: Service, *more: str) -> Life:
        """Define a service and start it."""
        return await self.services.start_new(
            "/", self.spec(name, service, *more), OWNER, wait=True
        )

    def life(self, name: str) -> Life:
        """Return a service."""
        life = self.services.find(name)
        assert life is not None, f"there is no {name}"
        return life

    async def until(self, name: str, *phases: Phase) -> Life:
        """Return when a service is in one of the phases."""
        life = self.life(name)
        await self.services.wait_for(life, lambda: life.phase in phases)
        return life

    def noted(self) -> list[tuple[str, str]]:
        """Return the roles that were run, each with its start."""
        if not self.notes.exists():
            return []
        return [(*line.split(), "")[:2] for line in self.notes.read_text().splitlines()]  # type: ignore[misc]

    def roles(self) -> list[str]:
        """Return the roles that were run."""
        return [role for role, _ in self.noted()]

    async def has_run(self, *roles: str) -> None:
        """Return when these were run and nothing else: execve comes before what is run has noted it."""
        await eventually(lambda: sorted(self.roles()) == sorted(roles), f"{roles} were run")

    def check_notes(self) -> None:
        """Assert that nothing was run twice in one start."""
        twice = [item for item, count in Counter(self.noted()).items() if count > 1]
        assert not twice, f"run more than once: {twice}"

    async def check_phases(self) -> None:
        """Assert that all phases on disk followed one from the other."""
        seen: dict[int, list[Phase]] = {}
        for ident, phase in await self.store.read(_seen):
            seen.setdefault(ident, []).append(phase)
        for ident, phases in seen.items():
            for one, other in pairwise(phases):
                legal = one is other or other in TRANSITIONS[one].values()
                assert legal, f"service {ident} went from {one} to {other}"

    def phases(self) -> dict[str, str]:
        """Return the services and their phases; those that wait for something, with that."""
        return {life.name: _shown(life.record) for life in self.services.lives("/")}

    def shown(self) -> dict[str, str]:
        """Return what a goal is about."""
        return self.phases()

    async def comes_to(self, goal: Callable[[], bool]) -> None:
        """Return when everything tells the same and the goal is reached, both at once."""
        self._goal = goal
        await self.agreed()
        self._goal = None

    async def clear(self) -> None:
        """Remove all services, and assert that nothing is left of them."""
        for name in [life.name for life in self.services.lives("/")]:
            await self.services.remove(name, stop=True)
        await self.agreed()
        left = [*self.leaves(), *self.notify_dir.iterdir(), *self.init._kept._idents]
        assert not left
        await eventually(lambda: self.init._undrained == {}, "no output is waited for")
        await self.store.write(lambda store: store.execute("DELETE FROM seen"))
        self.notes.unlink(missing_ok=True)

    @property
    def notify_dir(self) -> Path:
        """Where notifications are heard."""
        return self.process.folder / "notify"

    @override
    async def _adopt(self) -> None:
        self.notify_dir.mkdir(exist_ok=True)
        await self.store.write(_trace)
        self._surroundings = Provider(
            self.process.folder, Places(runtime=self.process.folder), is_known=_unknown
        )
        await self._surroundings.open()
        self.services = self._new_services()
        await self._open_more()
        await self.cells.adopt()
        await self.supervisor.adopt()
        await self.services.adopt()
        await self._adopt_more()
        self.cells.go_on()
        self.services.go_on()
        self._go_on_more()

    async def _open_more(self) -> None:
        """Read what else there is, before anything is taken over."""

    async def _adopt_more(self) -> None:
        """Take over what else there is, before anything goes on."""

    def _go_on_more(self) -> None:
        """Have everything else go on."""

    def _new_services(self) -> Services:
        return Services(
            Means(
                supervisor=self.supervisor,
                cells=self.cells,
                init=self.init,
                leaves=self.means.leaves,
                store=self.store,
                tasks=self.means.tasks,
                accounts=self.means.accounts,
                next_id=self.means.register.next_id,
                is_stopping=lambda: False,
                boot=self.means.boot,
                notify_dir=self.notify_dir,
                surroundings=self._surroundings,
                stop_timeout=5.0,
            )
        )

    @override
    def _let_go(self) -> None:
        for life in self.services.lives("/"):
            if life.hearing is not None:
                life.hearing._socket.close()
                life.hearing.store.close()
            if life.main is not None:
                life.main.close()
            for sock in life.sockets:
                sock.close()
            if life.trigger is not None:
                life.trigger.close()

    @override
    async def end(self) -> None:
        await super().end()
        self._let_go()

    @override
    async def _disagreements(self) -> list[str]:
        lives = self.services.lives("/")
        records = sorted((life.record for life in lives), key=lambda record: record.id)
        mains = Counter(
            run.workload.service
            for run in self.means.register
            if run.workload.role == MAIN and not run.workload.ended
        )
        up = Counter(life.record.id for life in lives if life.phase in UP and life.is_alive)
        reached = self._goal is None or self._goal()
        pairs: dict[str, tuple[object, object]] = {
            "services and rows": (records, await self.store.read(rows.everything)),
            "services that have settled": (
                [life.name for life in lives if not _is_settled(life)],
                [],
            ),
            "goal": (self.shown() if not reached else None, None),
            "kept descriptors": (
                sorted(self.init._kept._idents),
                sorted(ident for record in records for ident in _idents(record) if ident),
            ),
            "main processes and services that are up": (mains, up),
        }
        found = [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]
        return [*await super()._disagreements(), *found]


@contextlib.asynccontextmanager
async def service_world() -> AsyncIterator[ServiceWorld]:
    """Begin a node with services, and clear it away at the end."""
    async with living_world(ServiceWorld, Limits()) as node:
        yield node


async def _unknown(_: int) -> bool:
    """Say that no user has a number."""
    return False


def _trace(connection: sqlite3.Connection) -> None:
    for statement in TRACE.strip().split(";\nC"):
        connection.execute(statement if statement.startswith("C") else f"C{statement}")


def _seen(connection: sqlite3.Connection) -> list[tuple[int, Phase]]:
    query = "SELECT id, phase FROM seen ORDER BY rowid"
    return [(row[0], Phase(row[1] or "INACTIVE")) for row in connection.execute(query)]


def _shown(record: ServiceRecord) -> str:
    step = record.standing.step
    return f"{record.phase.value} {step}" if record.phase is Phase.WAITING else record.phase.value


def _is_settled(life: Life) -> bool:
    """Say whether nothing will happen to it by itself, or by nothing but time."""
    standing = life.record.standing
    if life.phase in AT_REST:
        return not standing.wanted
    if life.phase is Phase.WAITING:
        return standing.step in ("timer", "socket") or bool(life.blocked)
    return life.phase is Phase.ACTIVE and standing.wanted and not standing.again
