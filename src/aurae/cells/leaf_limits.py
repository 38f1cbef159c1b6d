"""The limits of one container or machine: files of its leaf, as cells have them."""

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


def set_limits(leaf: int, asked: Limits | None, action: str, field: str) -> None:
    """Set the limits of a leaf that nothing runs in; `field` is where they stand. Raises Refusal, OSError."""
    _set(leaf, asked, action, field, limit_leaf)


def renew_limits(leaf: int, asked: Limits | None, action: str, field: str) -> None:
    """Give a leaf these limits and no others while something runs in it; blocks. Raises Refusal, OSError."""
    _set(leaf, asked, action, field, change_limits)


def _set(
    leaf: int,
    asked: Limits | None,
    action: str,
    field: str,
    write: Callable[[int, Limits], None],
) -> None:
    limits, available = asked or Limits(), controllers(leaf)
    check_controllers(action, limits, available)
    if "pids" in available and (limits.pids is None or limits.pids.max is None):
        limits = replace(limits, pids=Pids(PIDS))
    try:
        write(leaf, limits)
    except BadField as error:
        raise InvalidField(action, error.field.replace("cell.", f"{field}."), error.rule) from None
    except GroupError as error:
        raise FailedPrecondition(action, str(error)) from None
