"""Digests of content: `sha256:` or `sha512:` and lower-case hexadecimal digits, never repaired."""

from __future__ import annotations

import hashlib
import re

from aurae.model.refusal import BadValue

LENGTHS = {"sha256": 64, "sha512": 128}
"""Hexadecimal digits of each algorithm that is taken."""

_HEX = re.compile(r"[0-9a-f]+")


def check_digest(text: str) -> str:
    """Return the digest; BadValue unless it has the form of one."""
    algorithm, colon, encoded = text.partition(":")
    length = LENGTHS.get(algorithm)
    if not colon or length is None:
        raise BadValue("", f"{text[:80]!r} does not begin with sha256: or sha512:")
    if len(encoded) != length or not _HEX.fullmatch(encoded):
        raise BadValue("", f"{text[:140]!r} has not {length} of the digits 0-9 and a-f")
    return text


def algorithm(digest: str) -> str:
    """Return what a digest was made with: `sha256`."""
    return digest.partition(":")[0]


def encoded(digest: str) -> str:
    """Return the hexadecimal digits of a digest."""
    return digest.partition(":")[2]


def digest_of(data: bytes, like: str = "sha256:") -> str:
    """Return the digest of data, made with the algorithm of the digest `like`."""
    name = algorithm(like)
    return f"{name}:{hashlib.new(name, data, usedforsecurity=True).hexdigest()}"
