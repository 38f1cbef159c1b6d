"""Which image is meant: by a name, an id, the beginning of an id, or the digest of a manifest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aurae.model import image_name
from aurae.model.digest import check_digest
from aurae.model.refusal import BadValue, InvalidField, NotFound

if TYPE_CHECKING:
    from aurae.images.register import Register
    from aurae.model.image import Image, KeptName
    from aurae.model.image_name import ImageName

SHORTEST = 4
"""Digits of the shortest beginning of an id that is taken for one."""

_DIGITS = re.compile(rf"[0-9a-f]{{{SHORTEST},64}}")


class Found(NamedTuple):
    """An image, and the name that it was found by; none when it was its id or a digest."""

    image: Image
    name: KeptName | None = None


def find(register: Register, action: str, text: str, field: str = "name") -> Found:
    """Return the image that a text means; raises NotFound, or InvalidField when it can be none."""
    found = look(register, action, text, field)
    if found is None:
        raise NotFound(action, f"image '{text}' not found")
    return found


def look(register: Register, action: str, text: str, field: str = "name") -> Found | None:
    """Return the image that a text means, None when it is not here; raises InvalidField."""
    if text.startswith(("sha256:", "sha512:")):
        return _by_digest(register, action, text, field)
    if not _DIGITS.fullmatch(text):
        return named(register, parsed(action, text, field))
    # What is a name as well as digits is the name, but for a whole id, which no name may be.
    found = None if len(text) == 64 else named(register, parsed(action, text, field))
    return found or _by_beginning(register, action, text, field)


def parsed(action: str, text: str, field: str = "name") -> ImageName:
    """Return the name that a text is; raises InvalidField."""
    try:
        return image_name.parse(text)
    except BadValue as error:
        raise InvalidField(action, field, str(error)) from None


def key_of(name: ImageName) -> str:
    """Return what a name is kept under: by its digest alone where it has one."""
    return str(name.with_digest(name.digest) if name.digest else name)


def named(register: Register, name: ImageName) -> Found | None:
    """Return the image of a name, None when there is none.

    A digest may also be that of the manifest which an index has for a platform.
    """
    rows = register.rows
    kept = rows.names.get(key_of(name))
    if kept is None and name.digest:
        for other in rows.names.values():
            if other.manifest == name.digest and repository(other) == name.repository:
                kept = other
                break
    return None if kept is None else Found(register.image_of(kept), kept)


def repository(name: KeptName) -> str:
    """Return the repository of a name."""
    return image_name.parse(name.name).repository


def _by_digest(register: Register, action: str, text: str, field: str) -> Found | None:
    try:
        check_digest(text)
    except BadValue as error:
        raise InvalidField(action, field, str(error)) from None
    rows = register.rows
    if text in rows.images:
        return Found(rows.images[text])
    for name in rows.names.values():
        if text in (name.manifest, name.target.digest):
            return Found(register.image_of(name))
    return None


def _by_beginning(register: Register, action: str, text: str, field: str) -> Found | None:
    found = [
        image for image in register.rows.images.values() if image.id.startswith(f"sha256:{text}")
    ]
    if len(found) > 1:
        raise InvalidField(action, field, f"'{text}' is the beginning of {len(found)} ids")
    return Found(found[0]) if found else None
