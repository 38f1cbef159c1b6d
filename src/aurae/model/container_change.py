"""What of a container's files is not as in its image."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class ChangeKind(Enum):
    """How a path differs; the values are the names in the API."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    DELETED = "DELETED"


class Change(NamedTuple):
    """One path that differs; bytes that are no UTF-8 stand in it as surrogates."""

    kind: ChangeKind
    path: str
