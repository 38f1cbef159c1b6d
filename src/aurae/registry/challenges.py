"""WWW-Authenticate (RFC 9110, section 11): which schemes a server offers, with their parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 16 * 1024
"""Characters of all such headers of a response; of what is longer the rest is not read."""

_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_PARAMETER = re.compile(
    rf'[\s,]*({_WORD})[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|({_WORD}))', re.ASCII | re.DOTALL
)
_SCHEME = re.compile(rf"[\s,]*({_WORD})(?:[ \t]+|[ \t]*(?=,)|$)", re.ASCII)
_TOKEN68 = re.compile(r"[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)", re.ASCII)
_SPECIAL = re.compile(r"\\(.)", re.DOTALL)


class Challenge(NamedTuple):
    """A scheme in small letters; names of parameters are in small letters, too."""

    scheme: str
    parameters: Mapping[str, str]


def parse(headers: Iterable[str]) -> list[Challenge]:
    """Return the challenges of some headers; where one becomes unreadable, what stood before counts."""
    text = ", ".join(headers)[:LONGEST]
    found: list[Challenge] = []
    at = 0
    while scheme := _SCHEME.match(text, at):
        at = scheme.end()
        parameters: dict[str, str] = {}
        while parameter := _PARAMETER.match(text, at):
            name, quoted, plain = parameter.groups()
            value = plain if quoted is None else _SPECIAL.sub(r"\1", quoted)
            parameters.setdefault(name.lower(), value)
            at = parameter.end()
        if not parameters and (token := _TOKEN68.match(text, at)) and text[at - 1 : at] in " \t":
            at = token.end()
        found.append(Challenge(scheme.group(1).lower(), parameters))
    return found
