"""What is known by one health check."""

from __future__ import annotations

from dataclasses import dataclass, field

from aurae.model.looks import Health
from aurae.model.service import Effect


@dataclass(slots=True)
class Checked:
    """One check and what is known by it; `looked_ns` is CLOCK_REALTIME, None before the first look."""

    name: str
    effect: Effect
    health: Health = field(default_factory=Health)
    looked_ns: int | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it stands in no start's way."""
        return self.effect is Effect.LIVENESS or self.health.is_healthy
