"""What the benchmarks share: medians, and one way to print a figure beside its promise."""

import statistics
from collections.abc import Sequence


def milliseconds(seconds: Sequence[float]) -> str:
    """Return median and 99th percentile of some times, for people."""
    return f"p50 {statistics.median(seconds) * 1e3:.2f} ms, p99 {percentile(seconds, 99) * 1e3:.2f} ms"


def percentile(values: Sequence[float], rank: int) -> float:
    """Return a percentile, 1 to 99, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * rank // 100)]


def report(what: str, measured: str, promise: str = "") -> None:
    """Print one figure; a promise stands beside it."""
    print(f"{what:<58} {measured:<34} {promise and 'promised ' + promise}".rstrip(), flush=True)
