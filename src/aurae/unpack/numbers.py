"""Numbers as archives write them: octal, in base 256, and decimal in PAX records. All strict."""

from __future__ import annotations

from functools import lru_cache

from aurae.unpack.failure import Unfit

SECONDS = 1 << 34
"""A time is at most this far from 1970; file systems have less room."""
BILLION = 1_000_000_000


def number(field: bytes, what: str) -> int:
    """Read a number of a header: octal digits, or base 256 where the first bit is set.

    Nothing at all is 0. Raises Unfit.
    """
    digits = field.strip(b" \0")
    if digits.isdigit():  # int() alone would take signs and underscores
        try:
            return int(digits, 8)
        except ValueError:
            raise Unfit(f"{what} is no octal number") from None
    if not digits:
        return 0
    first = field[0]
    if not first & 0x80:
        raise Unfit(f"{what} is no octal number")
    value = int.from_bytes(field, "big", signed=True) if first == 0xFF else _large(field)
    if not -(1 << 63) <= value < 1 << 63:
        raise Unfit(f"{what} is too large a number")
    return value


def natural(field: bytes, what: str) -> int:
    """Read a number of a header that cannot be below 0. Raises Unfit."""
    value = number(field, what)
    if value < 0:
        raise Unfit(f"{what} is negative")
    return value


repeated = lru_cache(256)(natural)
"""As `natural`, for what one entry has as the one before."""


def decimal(text: bytes, what: str) -> int:
    """Read a decimal number of a PAX record, at least 0 and below 2**63. Raises Unfit."""
    if not text.isdigit() or len(text) > 19:
        raise Unfit(f"{what} is no decimal number")
    value = int(text)
    if value >= 1 << 63:
        raise Unfit(f"{what} is too large a number")
    return value


def moment(text: bytes) -> int:
    """Read a time of a PAX record, seconds with a fraction, as nanoseconds. Raises Unfit."""
    sign, digits = (-1, text[1:]) if text.startswith(b"-") else (1, text)
    whole, _, fraction = digits.partition(b".")
    if not whole.isdigit() or not (fraction + b"0").isdigit() or len(text) > 128:
        raise Unfit("a time is no decimal number")
    below = int(fraction[:9].ljust(9, b"0"))
    # A digit beyond the ninth makes a time before 1970 earlier, as rounding down does.
    below += sign < 0 and any(digit != 0x30 for digit in fraction[9:])
    return clamped(sign * (min(int(whole), SECONDS) * BILLION + below))


def clamped(nanoseconds: int) -> int:
    """Return a time that the kernel takes."""
    return max(-SECONDS * BILLION, min(nanoseconds, SECONDS * BILLION))


def _large(field: bytes) -> int:
    return int.from_bytes(bytes([field[0] & 0x7F]) + field[1:], "big")
