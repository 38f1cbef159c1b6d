"""The health of a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aurae.model.service import Effect


@dataclass(slots=True)
class HealthState:
    """What the looks of one check have given."""

    name: str
    effect: Effect
    healthy: bool = False
