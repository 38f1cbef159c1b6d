"""Points in time on the command line: RFC 3339, or a span back from now."""

import argparse
import re

from aurae.config.values import duration

_RFC3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


def nanoseconds(text: str, now_ns: int) -> int:
    """Read `10m` (before `now_ns`) or `2026-01-02T03:04:05.6Z` as nanoseconds of the epoch.

    ValueError when it is neither.
    """
    match = _RFC3339.fullmatch(text)
    if match is None:
        try:
            return now_ns - round(duration(text) * 1e9)
        except ValueError:
            raise ValueError("is neither a duration such as 10m nor a time of RFC 3339") from None
    from datetime import datetime

    zone = "+00:00" if match[4] in "Zz" else match[4]
    try:
        whole = datetime.fromisoformat(f"{match[1]}T{match[2]}{zone}")
    except ValueError:
        raise ValueError("is not a time that exists") from None
    return round(whole.timestamp()) * 10**9 + int((match[3] or "").ljust(9, "0"))


def moment_argument(text: str) -> int:
    """Read a point in time against the clock of now; for the command line."""
    import time

    try:
        return nanoseconds(text, time.time_ns())
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} {error}") from None
