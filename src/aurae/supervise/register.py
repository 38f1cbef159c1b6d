"""The workloads that live, by id and by cell and name, and the ended ones that keep their names."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from aurae.model.names import made_up_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.model.workload import Workload
    from aurae.supervise.run import Run

Key = tuple[str, str]
"""A cell and a name, which is unique in it."""


class Register:
    """Runs that live, or that have ended and are not yet cleaned up and on disk."""

    def __init__(self) -> None:
        """Nothing is registered and no id was given out."""
        self._by_id: dict[int, Run] = {}
        self._by_name: dict[Key, Run] = {}
        self._held: dict[Key, Workload] = {}
        self.highest = 0

    def __iter__(self) -> Iterator[Run]:
        """Give the runs, oldest first."""
        return iter([self._by_id[ident] for ident in sorted(self._by_id)])

    def __contains__(self, ident: int) -> bool:
        """Say whether an id is registered."""
        return ident in self._by_id

    def with_name(self, cell: str, name: str) -> Run | None:
        """Return the newest run of this name in this cell."""
        return self._by_name.get((cell, name))

    def with_id(self, ident: int) -> Run | None:
        """Return the run with this id."""
        return self._by_id.get(ident)

    def next_id(self) -> int:
        """Give out an id; each is given out once."""
        self.highest += 1
        return self.highest

    def free_name(self, cell: str, command: str, ident: int) -> str:
        """Make up a name that is not taken in this cell."""
        names = (made_up_name(command, ident, attempt) for attempt in itertools.count(1))
        return next(
            name
            for name in names
            if (cell, name) not in self._by_name and (cell, name) not in self._held
        )

    def add(self, run: Run) -> None:
        """Register a run; its name means it from now on, unless a newer run has that name."""
        self._by_id[run.id] = run
        key = _key(run.workload)
        namesake = self._by_name.get(key)
        if namesake is None or namesake.id < run.id:
            self._by_name[key] = run
        self.highest = max(self.highest, run.id)

    def drop(self, run: Run) -> None:
        """Forget a run; when it is held, its name stays taken."""
        self._by_id.pop(run.id, None)
        key = _key(run.workload)
        if self._by_name.get(key) is run:
            del self._by_name[key]
        if run.workload.held:
            self.hold(run.workload)

    def drop_if_done(self, run: Run) -> None:
        """Forget a run whose end is on disk and of which nothing is left."""
        if run.is_saved and run.is_gone and run.complete.is_set():
            self.drop(run)

    def hold(self, workload: Workload) -> None:
        """Keep the name of a workload that has ended."""
        self._held[_key(workload)] = workload

    def held(self) -> list[Workload]:
        """Return the workloads that have ended and keep their names."""
        return list(self._held.values())

    def holder(self, cell: str, name: str) -> Workload | None:
        """Return the ended workload that keeps this name."""
        return self._held.get((cell, name))

    def let_go(self, workload: Workload) -> None:
        """Keep its name no longer."""
        self._held.pop(_key(workload), None)


def _key(workload: Workload) -> Key:
    """Return what a workload is found by; a command of a service takes no name away."""
    return workload.cell, workload.name if workload.has_name else f"/{workload.id}"
