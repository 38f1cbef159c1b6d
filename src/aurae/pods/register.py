"""The pods that are there, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.cell_names import is_within
from aurae.model.pod import Stage
from aurae.model.refusal import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.model.pod import PodRecord


class Register:
    """All pods; a name is taken from the moment that somebody wants to make one."""

    def __init__(self) -> None:
        """Nothing is there."""
        self._records: dict[str, PodRecord] = {}

    def __iter__(self) -> Iterator[PodRecord]:
        """Yield all, by name."""
        return iter([self._records[name] for name in sorted(self._records)])

    def __contains__(self, name: str) -> bool:
        """Say whether a name is taken."""
        return name in self._records

    def put(self, record: PodRecord) -> None:
        """Add one, or say what has become of it."""
        self._records[record.name] = record

    def drop(self, record: PodRecord) -> None:
        """Forget one; nothing when its name is another's by now."""
        found = self._records.get(record.name)
        if found is not None and found.id == record.id:
            del self._records[record.name]

    def by_name(self, name: str) -> PodRecord | None:
        """Return a pod, also one that is being made; None for none."""
        return self._records.get(name)

    def find(self, name: str) -> PodRecord | None:
        """Return a pod that is there; None for one that is being made, and for none."""
        found = self._records.get(name)
        return found if found is not None and found.stage is not Stage.MAKING else None

    def get(self, name: str, verb: str) -> PodRecord:
        """Return a pod that is there. Raises NotFound."""
        found = self.find(name)
        if found is None:
            raise NotFound(f"{verb} {name}", "no such pod")
        return found

    def below(self, cell: str) -> list[PodRecord]:
        """Return the pods that are there in a cell and below it, by name."""
        above = cell.strip("/")
        return [
            item for item in self if item.stage is not Stage.MAKING and is_within(item.name, above)
        ]
