"""Bytes, CPU time and shares of limits as people read them."""

UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


def bytes_text(count: int) -> str:
    """Write bytes in the largest unit that is not over them: `512 B`, `12.3 MiB`."""
    power = _power(count)
    return f"{_in(count, power)} {UNITS[power]}"


def used_text(count: int, limit: int | None) -> str:
    """Write bytes used of a limit in the limit's unit: `12.3/64.0 MiB`; without one the bytes alone.

    Where that would leave nothing of them each has its own unit: `4.0 KiB/1.0 GiB`.
    """
    if limit is None:
        return bytes_text(count)
    power = _power(limit)
    if count and count < 1024**power / 20:
        return f"{bytes_text(count)}/{bytes_text(limit)}"
    return f"{_in(count, power)}/{_in(limit, power)} {UNITS[power]}"


def count_text(count: int, limit: int | None) -> str:
    """Write a number used of a limit: `3/32`."""
    return str(count) if limit is None else f"{count}/{limit}"


def seconds_text(microseconds: int) -> str:
    """Write CPU time in seconds with three significant digits or all whole ones: `0.012 s`, `345 s`."""
    seconds = microseconds / 1e6
    digits = 3 if seconds < 1 else 2 if seconds < 10 else 1 if seconds < 100 else 0
    return f"{seconds:.{digits}f} s"


def cpus_text(maximum: int, period: int | None) -> str:
    """Write a quota of microseconds in each period (100 ms when None) as CPUs: `0.5`."""
    return f"{maximum / (period or 100_000):.3f}".rstrip("0").rstrip(".")


def _power(count: int) -> int:
    power = 0
    while count >= 1024 ** (power + 1) and power + 1 < len(UNITS):
        power += 1
    return power


def _in(count: int, power: int) -> str:
    return f"{count / 1024**power:.1f}" if power else str(count)
