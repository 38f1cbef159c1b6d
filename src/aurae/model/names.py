"""Names of workloads."""

from __future__ import annotations

import re

from aurae.model.bad_field import BadField
from aurae.model.cell import NODE
from aurae.model.cell_names import check_path
from aurae.model.refusal import BadValue

LONGEST = 63
"""Longest name in characters, so that a name is also a DNS label where it has no `_` or `.`."""

LONGEST_EXECUTABLE = 255
"""Longest name in characters of an executable that CellService starts."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z", re.ASCII)
_UNFIT = re.compile(r"[^A-Za-z0-9_.-]+", re.ASCII)


def check_name(name: str) -> str:
    """Return the name; BadValue unless it is 1 to 63 of letters, digits, `-`, `_`, `.`."""
    if not name:
        raise BadValue("", "is empty")
    if len(name) > LONGEST:
        raise BadValue("", f"has {len(name)} characters, at most {LONGEST} are allowed")
    if not _NAME.match(name):
        rule = "letters, digits, '-', '_' and '.' are allowed, the first a letter or digit"
        raise BadValue("", f"{name!r} is not a name: {rule}")
    return name


def check_executable_name(name: str) -> str:
    """Return the name; BadValue unless it is 1 to 255 printable characters without `/`.

    Executables that CellService starts may have any such name; `/` would look like a cell's.
    """
    if not name:
        raise BadValue("", "is empty")
    if len(name) > LONGEST_EXECUTABLE:
        why = f"has {len(name)} characters, at most {LONGEST_EXECUTABLE} are allowed"
        raise BadValue("", why)
    if "/" in name or not name.isprintable():
        shown = name[:LONGEST]
        raise BadValue("", f"{shown!r} is not a name: printable characters but '/' are allowed")
    return name


def full_name(cell: str, name: str) -> str:
    """Return a name with its cell before it: `a/b/web`, on the node itself `web`."""
    return name if cell == NODE else f"{cell}/{name}"


def split_name(text: str) -> tuple[str, str]:
    """Return the cell and the name in a request such as `a/b/web` or `web`; BadValue for none.

    In a cell any executable's name may follow.
    """
    path, slash, name = text.rpartition("/")
    if not slash:
        return NODE, check_name(text)
    try:
        fits = check_path(path, "name") == path
    except BadField:
        fits = False
    if not fits:
        raise BadValue("", f"{text[:LONGEST]!r} does not begin with the path of a cell")
    return path, check_executable_name(name)


def shown_name(name: str) -> str:
    """Return a name as error texts show it, also one that is none: quoted, and bounded."""
    try:
        return full_name(*split_name(name))
    except BadValue:
        return repr(name[:LONGEST]) if name else "a workload"


def made_up_name(command: str, ident: int, attempt: int = 1) -> str:
    """Return a name for a workload that was given none: `cat-17` for `/bin/cat` with id 17.

    Somebody may have taken that very name: each attempt gives another one, `cat-17-2`.
    """
    base = command.rstrip("/").rpartition("/")[2]
    tail = f"-{ident}" if attempt == 1 else f"-{ident}-{attempt}"
    base = _UNFIT.sub("-", base).strip("-_.")[: LONGEST - len(tail)]
    return (base or "workload") + tail
