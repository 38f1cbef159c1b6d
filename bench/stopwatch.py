"""Medians and quantiles of how long something takes."""

import statistics
import time
from collections.abc import Callable


def durations(work: Callable[[], object], times: int, warm: int = 2) -> list[float]:
    """Return how long each of `times` runs of `work` took, in seconds; `warm` runs come before."""
    for _ in range(warm):
        work()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


def median(work: Callable[[], object], times: int, warm: int = 2) -> float:
    """Return the median of `durations`."""
    return statistics.median(durations(work, times, warm))


def quantile(values: list[float], share: float) -> float:
    """Return the value below which `share` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def milliseconds(seconds: float) -> str:
    """Write a duration as the specification does."""
    return f"{seconds * 1000:.2f} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"
