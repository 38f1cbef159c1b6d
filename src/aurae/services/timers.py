"""When a service's timer sets it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aurae.services.life import Life


def arm(life: Life) -> float | None:
    """Return when to look again; sets the service off when the time has come."""
    return None
