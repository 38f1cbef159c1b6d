"""The services of this node, by name and by id, and who depends on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from aurae.model.cell import NODE
from aurae.model.cell_names import is_within
from aurae.model.names import full_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.model.ordering import Others
    from aurae.model.service_record import ServiceRecord


class Registered(Protocol):
    """A service as far as this file knows it."""

    record: ServiceRecord
    others: Others

    def wake(self) -> None:
        """Have it look again at what is around it."""


T = TypeVar("T", bound=Registered)


class Register(Generic[T]):
    """All services."""

    def __init__(self) -> None:
        """There are none."""
        self._by_name: dict[str, T] = {}
        self._named_by: dict[str, set[str]] = {}

    def __iter__(self) -> Iterator[T]:
        """Give the services by name."""
        return iter([self._by_name[name] for name in sorted(self._by_name)])

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._by_name)

    def get(self, name: str) -> T | None:
        """Return the service of this full name."""
        return self._by_name.get(name)

    def find(self, cell: str, name: str) -> T | None:
        """Return the service of this name in this cell."""
        return self._by_name.get(full_name(cell, name))

    def below(self, cell: str) -> list[T]:
        """Return the services in a cell and below it; all for the node."""
        return [life for life in self if cell == NODE or is_within(life.record.cell, cell)]

    def add(self, life: T) -> None:
        """Register a service, or note that its specification has changed."""
        self.drop_names(life)
        self._by_name[life.record.full_name] = life
        for name in life.others.everything:
            self._named_by.setdefault(name, set()).add(life.record.full_name)

    def drop(self, life: T) -> None:
        """Forget a service."""
        self.drop_names(life)
        if self._by_name.get(life.record.full_name) is life:
            del self._by_name[life.record.full_name]

    def drop_names(self, life: T) -> None:
        """Forget whom a service names."""
        for name in life.others.everything:
            self._named_by.get(name, set()).discard(life.record.full_name)

    def naming(self, name: str) -> list[T]:
        """Return the services that name this one in any way."""
        return [self._by_name[other] for other in sorted(self._named_by.get(name, ()))]
