"""When a service is healthy: how looks at it add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.service import HealthCheck

USUAL_TIMEOUT = 5.0
LONGEST_TIMEOUT = 60.0
"""Seconds that one look may take."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look gave: whether all was well, and the same for people."""

    passed: bool
    text: str


class Verdict(Enum):
    """What the looks at a service add up to."""

    UNKNOWN = "UNKNOWN"
    HEALTHY = "HEALTHY"
    UNHEALTHY = "UNHEALTHY"


class Tally(Enum):
    """What the looks in a row are enough for."""

    NEITHER = "NEITHER"
    SUCCESSES = "SUCCESSES"
    FAILURES = "FAILURES"


AFTER = {
    (Verdict.UNKNOWN, Tally.NEITHER): Verdict.UNKNOWN,
    (Verdict.UNKNOWN, Tally.SUCCESSES): Verdict.HEALTHY,
    (Verdict.UNKNOWN, Tally.FAILURES): Verdict.UNHEALTHY,
    (Verdict.HEALTHY, Tally.NEITHER): Verdict.HEALTHY,
    (Verdict.HEALTHY, Tally.SUCCESSES): Verdict.HEALTHY,
    (Verdict.HEALTHY, Tally.FAILURES): Verdict.UNHEALTHY,
    (Verdict.UNHEALTHY, Tally.NEITHER): Verdict.UNHEALTHY,
    (Verdict.UNHEALTHY, Tally.SUCCESSES): Verdict.HEALTHY,
    (Verdict.UNHEALTHY, Tally.FAILURES): Verdict.UNHEALTHY,
}
"""The verdict that follows one."""


@dataclass(frozen=True, slots=True)
class Health:
    """What is known after some looks; successes and failures are those in a row."""

    verdict: Verdict = Verdict.UNKNOWN
    successes: int = 0
    failures: int = 0
    text: str = ""

    @property
    def is_healthy(self) -> bool:
        """Whether the verdict is so."""
        return self.verdict is Verdict.HEALTHY


def looked(health: Health, check: HealthCheck, look: Look, age: float) -> Health:
    """Return what is known after one more look, begun `age` seconds after the start."""
    if look.passed:
        successes = min(health.successes + 1, check.successes)
        tally = Tally.SUCCESSES if successes >= check.successes else Tally.NEITHER
        return Health(AFTER[health.verdict, tally], successes, 0, look.text)
    if age < check.start_period:
        return replace(health, successes=0, text=look.text)
    failures = health.failures + 1
    tally = Tally.FAILURES if failures >= check.failures else Tally.NEITHER
    return Health(AFTER[health.verdict, tally], 0, failures, look.text)


def look_limit(check: HealthCheck) -> float:
    """Return how many seconds one look may take."""
    wanted = USUAL_TIMEOUT if check.timeout is None else check.timeout
    return min(wanted, check.interval, LONGEST_TIMEOUT)


def check_names(checks: Sequence[HealthCheck]) -> tuple[str, ...]:
    """Return the names; one that was given none is `check-2`, or the like."""
    taken = {check.name for check in checks}
    names = []
    for number, check in enumerate(checks, 1):
        name = check.name or f"check-{number}"
        while not check.name and name in taken:
            name += "-"
        taken.add(name)
        names.append(name)
    return tuple(names)
