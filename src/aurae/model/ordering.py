"""Whom a service names, and in which order services start and stop. Pure: names only.

Theory. A name without a cell is one of the service's own cell; here all names are full. Ordering
is `after`: what is required or bound to is always started before, so one cannot forget to say
it, and what `before` names comes after. A circle in it is refused where it would be closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.names import full_name, split_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aurae.model.service import Service


@dataclass(frozen=True, slots=True)
class Others:
    """Full names of the services that one service names, by relation."""

    requires: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    binds_to: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    requisite: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    upholds: tuple[str, ...] = ()
    on_failure: tuple[str, ...] = ()
    on_success: tuple[str, ...] = ()

    @property
    def everything(self) -> frozenset[str]:
        """All names."""
        return frozenset(name for relation in RELATIONS for name in getattr(self, relation))

    @property
    def needed(self) -> tuple[str, ...]:
        """Those that have to be up for it to start."""
        return tuple(dict.fromkeys((*self.requires, *self.binds_to, *self.requisite)))

    @property
    def pulled(self) -> tuple[str, ...]:
        """Those that are started along with it."""
        return tuple(dict.fromkeys((*self.requires, *self.binds_to, *self.wants)))

    @property
    def earlier(self) -> tuple[str, ...]:
        """Those that start before it, as far as it says so itself."""
        return tuple(dict.fromkeys((*self.after, *self.needed)))


RELATIONS = (
    *("requires", "wants", "after", "before", "binds_to", "part_of", "requisite", "conflicts"),
    *("upholds", "on_failure", "on_success"),
)
"""Fields of a service that hold names."""


def others_of(service: Service, cell: str) -> Others:
    """Return whom a service in this cell names; the names have been checked."""
    return Others(
        **{
            relation: tuple(absolute(name, cell) for name in getattr(service, relation))
            for relation in RELATIONS
        }
    )


def absolute(name: str, cell: str) -> str:
    """Return the full name of what a service in `cell` calls `name`; `/web` is on the node."""
    if name.startswith("/"):
        return name[1:]
    if "/" in name:
        return name
    return full_name(cell, name)


def check_name(name: str) -> str:
    """Return the name of another service as a specification has it; BadValue when it is none."""
    split_name(name.removeprefix("/"))
    return name


def circle(start: str, earlier: Callable[[str], Iterable[str]]) -> list[str]:
    """Return a circle of names through `start`, each after the next; empty when there is none."""
    path, seen = [start], {start}
    left = [iter(sorted(earlier(start)))]
    while left:
        for name in left[-1]:
            if name == start:
                return [*path, start]
            if name not in seen:
                seen.add(name)
                path.append(name)
                left.append(iter(sorted(earlier(name))))
                break
        else:
            left.pop()
            path.pop()
    return []


def levels(names: Iterable[str], earlier: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the names in steps: each after those of earlier steps. A circle ends up in the last."""
    left = set(names)
    found = []
    while left:
        ready = sorted(name for name in left if not left.intersection(earlier.get(name, ())))
        step = ready or sorted(left)
        found.append(step)
        left -= set(step)
    return found
