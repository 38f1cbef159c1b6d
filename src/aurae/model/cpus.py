"""Lists of CPUs as the kernel writes them: `0-3,8`."""

from __future__ import annotations

from aurae.model.refusal import BadValue

MOST = 8192
"""CPUs that Linux can have (CONFIG_NR_CPUS)."""
LONGEST = 4096


def cpu_list(text: str) -> list[int]:
    """Return the numbers in their order; BadValue for anything else than such a list."""
    if len(text) > LONGEST:
        raise BadValue("", "is too long")
    found: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        if not _is_number(first) or (dash and not _is_number(last)):
            raise BadValue("", f"{text[:40]!r} is not a list of CPUs such as '0-3,8'")
        low, high = int(first), int(last or first)
        if high < low or high >= MOST:
            raise BadValue("", f"{part!r} is not a range of CPUs below {MOST}")
        found.update(range(low, high + 1))
    return sorted(found)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 5
