"""Names of workloads."""

from __future__ import annotations

import re

from aurae.model.refusal import BadValue

LONGEST = 63
"""Longest name in characters, so that a name is also a DNS label where it has no `_` or `.`."""

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


def shown_name(name: str) -> str:
    """Return a name as error texts show it, also one that is none: quoted, and bounded."""
    try:
        return check_name(name)
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
