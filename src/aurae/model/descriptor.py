"""Descriptors: what content is called for by: its type, its digest and its size."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.model import json_fields, platform
from aurae.model.digest import check_digest
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurae.model.platform import Platform

MOST_ANNOTATIONS = 1000
MOST_URLS = 64

_MEDIA_TYPE = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Content of which digest and size are known before it is fetched."""

    media_type: str
    digest: str
    size: int
    platform: Platform | None = None
    annotations: Mapping[str, str] = field(default_factory=dict, hash=False)
    urls: tuple[str, ...] = ()
    """Where else the content is said to be; nothing is fetched from there."""
    artifact_type: str = ""


def check_media_type(text: str) -> str:
    """Return the media type without its parameters; BadValue unless it has the form of one."""
    bare = text.partition(";")[0].strip()
    if not _MEDIA_TYPE.fullmatch(bare):
        raise BadValue("", f"{text[:80]!r} is no media type" if text else "is missing")
    return bare


def from_json(value: object) -> Descriptor:
    """Return the descriptor that a manifest holds; BadValue when anything of it is odd."""
    fields = json_fields.as_object("", value)
    artifact_type = json_fields.inner(fields, "artifactType", _media_type)
    return Descriptor(
        media_type=_checked(fields, "mediaType", _media_type),
        digest=_checked(fields, "digest", _digest),
        size=json_fields.number(fields, "size"),
        platform=json_fields.inner(fields, "platform", platform.from_json),
        annotations=json_fields.pairs(fields, "annotations", MOST_ANNOTATIONS),
        urls=json_fields.texts(fields, "urls", MOST_URLS),
        artifact_type=artifact_type or "",
    )


def _checked(fields: Mapping[str, object], name: str, parse: Callable[[object], str]) -> str:
    found = json_fields.inner(fields, name, parse)
    if found is None:
        raise BadValue(name, "is missing")
    return found


def _media_type(value: object) -> str:
    return check_media_type(json_fields.as_text("", value, 255))


def _digest(value: object) -> str:
    return check_digest(json_fields.as_text("", value, 255))
