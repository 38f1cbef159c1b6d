"""The limits of one container: files of its leaf, as cells have them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.cells.admission import check_controllers
from aurae.model.bad_field import BadField
from aurae.model.cell import Limits, Pids
from aurae.model.container_defaults import PIDS
from aurae.model.refusal import FailedPrecondition, InvalidField
from aurae.processes.group_files import GroupError
from aurae.processes.groups import change_limits, limit_leaf
from aurae.processes.leaf_usage import controllers

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.model.container import Container


def set_limits(leaf: int, container: Container, action: str) -> None:
    """Set the limits of a leaf that nothing runs in. Raises Refusal, OSError."""
    _set(leaf, container, action, limit_leaf)


def renew_limits(leaf: int, container: Container, action: str) -> None:
    """Give a leaf these limits and no others while something runs in it; blocks. Raises Refusal, OSError."""
    _set(leaf, container, action, change_limits)


def _set(
    leaf: int, container: Container, action: str, write: Callable[[int, Limits], None]
) -> None:
    limits, available = container.limits or Limits(), controllers(leaf)
    check_controllers(action, limits, available)
    if "pids" in available and (limits.pids is None or limits.pids.max is None):
        limits = replace(limits, pids=Pids(PIDS))
    try:
        write(leaf, limits)
    except BadField as error:
        raise InvalidField(
            action, error.field.replace("cell.", "container.limits."), error.rule
        ) from None
    except GroupError as error:
        raise FailedPrecondition(action, str(error)) from None
