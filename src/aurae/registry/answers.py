"""What a status means, with the registry's own words where it has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import json_fields
from aurae.model.refusal import BadValue
from aurae.registry.failures import BadContent, NotFound, RegistryFailed, Unauthorized
from aurae.registry.retrying import unavailable

if TYPE_CHECKING:
    from aurae.registry.settings import RegistrySettings
    from aurae.registry.transport import Response

LARGEST = 16 * 1024
"""Bytes of an error that are looked at."""

LONGEST = 300
"""Characters of it that are shown."""

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed."""


async def check(response: Response, settings: RegistrySettings, who: str = "") -> None:
    """Raise RegistryFailed unless a response says that all is well (2xx)."""
    if 200 <= response.status < 300:
        return
    words = told(await response.beginning(LARGEST))
    about = f"{who} answers" if who else "it answers"
    why = f"{about} {response.status}" + (f": {words}" if words else "")
    if response.status in BUSY:
        raise unavailable(settings, why, response.header("Retry-After"))
    if response.status in (404, 410):
        raise NotFound(why)
    if response.status in (401, 403, 407):
        raise Unauthorized(why)
    if response.status == 416:
        raise BadContent(why)
    raise RegistryFailed(why)


def told(body: bytes) -> str:
    """Return what an error says, in one line that is fit for a terminal."""
    try:
        fields = json_fields.read_object(body, LARGEST)
        found = json_fields.each(fields, "errors", 100, _one) or (
            json_fields.text(fields, "details", LARGEST) or json_fields.text(fields, "error"),
        )
        text = "; ".join(word for word in found if word)
    except BadValue:
        text = ""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:LONGEST].strip()


def _one(value: object) -> str:
    fields = json_fields.as_object("", value)
    code, message = (json_fields.text(fields, name, LARGEST) for name in ("code", "message"))
    return f"{code.lower()}: {message}" if code and message else code or message
