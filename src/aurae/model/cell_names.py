"""Names of cells: paths of components, each of which is a DNS label and a folder's name."""

from __future__ import annotations

import re

from aurae.model.bad_field import check_range, mismatch, required

MOST_LEVELS = 32
"""Cells above each other: the kernel works level by level, and so do we."""

COMPONENT_PATTERN = "^(?=.{1,63}$)(?![-])[a-zA-Z0-9-]+(?<![-])$"
"""What upstream names as the rule of one component. It has no `_`, which begins a workload's
leaf, and no `.`, which every file of the kernel's in a cgroup has."""

# In Python `$` also matches before a final line feed, so the same rule is put another way here.
_COMPONENT = re.compile(r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?", re.ASCII)


def check_path(text: str, field: str = "cell.name") -> str:
    """Return a cell's name without slashes around it; BadField(`field`) when it is none."""
    if not text:
        raise required(field)
    path = text.strip("/")
    parts = path.split("/", MOST_LEVELS)
    if not all(map(is_component, parts[:MOST_LEVELS])):
        raise mismatch(field, COMPONENT_PATTERN)
    check_range(field, len(parts), 1, MOST_LEVELS, "level")
    return path


def is_component(text: str) -> bool:
    """Tell whether this can be one component of a cell's name, and thus its folder."""
    return _COMPONENT.fullmatch(text) is not None


def components(path: str) -> list[str]:
    """Return the components of a checked name, the uppermost first."""
    return path.split("/")


def parent(path: str) -> str:
    """Return the name of the cell above; empty for a top cell."""
    return path.rpartition("/")[0]


def ancestors(path: str) -> list[str]:
    """Return the names of all cells above, the uppermost first."""
    parts = components(path)
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def is_within(path: str, above: str) -> bool:
    """Tell whether `path` is the cell `above` or below it; every cell is below the empty name."""
    return not above or path == above or path.startswith(f"{above}/")
