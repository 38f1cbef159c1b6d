"""The workloads that live, by id and by name."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from aurae.model.names import made_up_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.supervise.run import Run


class Register:
    """Runs that live, or that have ended and are not yet cleaned up and on disk."""

    def __init__(self) -> None:
        """Nothing is registered and no id was given out."""
        self._by_id: dict[int, Run] = {}
        self._by_name: dict[str, Run] = {}
        self.highest = 0

    def __iter__(self) -> Iterator[Run]:
        """Give the runs, oldest first."""
        return iter(sorted(self._by_id.values(), key=lambda run: run.id))

    def __contains__(self, ident: int) -> bool:
        """Say whether an id is registered."""
        return ident in self._by_id

    def with_name(self, name: str) -> Run | None:
        """Return the newest run of this name."""
        return self._by_name.get(name)

    def with_id(self, ident: int) -> Run | None:
        """Return the run with this id."""
        return self._by_id.get(ident)

    def next_id(self) -> int:
        """Give out an id; each is given out once."""
        self.highest += 1
        return self.highest

    def free_name(self, command: str, ident: int) -> str:
        """Make up a name that no registered workload has."""
        names = (made_up_name(command, ident, attempt) for attempt in itertools.count(1))
        return next(name for name in names if name not in self._by_name)

    def add(self, run: Run) -> None:
        """Register a run; its name means it from now on, unless a newer run has that name."""
        self._by_id[run.id] = run
        namesake = self._by_name.get(run.workload.name)
        if namesake is None or namesake.id < run.id:
            self._by_name[run.workload.name] = run
        self.highest = max(self.highest, run.id)

    def drop(self, run: Run) -> None:
        """Forget a run."""
        self._by_id.pop(run.id, None)
        if self._by_name.get(run.workload.name) is run:
            del self._by_name[run.workload.name]

    def drop_if_done(self, run: Run) -> None:
        """Forget a run whose end is on disk and of which nothing is left."""
        if run.is_saved and run.is_gone and run.complete.is_set():
            self.drop(run)
