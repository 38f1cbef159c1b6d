"""The JSON document that a guest reads as its metadata: checked, changed, and looked into by paths.

A path is one of a URL: each part of it is a key of an object, or a place in a list.
"""

from __future__ import annotations

import json
from typing import TypeAlias
from urllib.parse import unquote

from aurae.model.refusal import BadValue

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

LARGEST = 51_200
"""Bytes of a document, written as short as it can be."""
DEEPEST = 64
PREFIX = "latest"
"""What paths may begin with although the document has no such key."""


class Absent(KeyError):
    """Nothing is at a path."""


class NoText(ValueError):
    """What is there is neither a text nor an object, and can be had as JSON only."""


def parse(text: str) -> dict[str, Json]:
    """Return the object of a document, an empty one for an empty text. Raises BadValue."""
    try:
        found = _object(json.loads(text, parse_constant=_refuse) if text else {})
        _check_depth(found, DEEPEST)
        size = len(dump(found).encode())
    except RecursionError:
        raise BadValue("", f"must be at most {DEEPEST} levels deep") from None
    except UnicodeEncodeError:
        raise BadValue("", "must not have half a character (a lone surrogate)") from None
    except BadValue:
        raise
    except ValueError as error:
        raise BadValue("", f"must be JSON: {error}") from None
    if size > LARGEST:
        raise BadValue("", f"must have at most {LARGEST} bytes, has {size}")
    return found


def dump(value: Json) -> str:
    """Return JSON, as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def merge(document: str, patch: str) -> str:
    """Return a document with a patch applied to it (RFC 7396): null removes. Raises BadValue."""
    merged = dump(_merged(parse(document), parse(patch)))
    parse(merged)
    return merged


def find(document: dict[str, Json], path: str) -> Json:
    """Return what is at a path; raises Absent."""
    parts = [unquote(part) for part in path.split("/") if part]
    try:
        return _at(document, parts)
    except Absent:
        if parts[:1] != [PREFIX]:
            raise
        return _at(document, parts[1:])


def as_text(value: Json) -> str:
    """Return a text as it is, and of an object its keys, a line each, with `/` behind those of objects.

    Raises NoText.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(
            f"{key}/" if isinstance(item, dict) else key for key, item in value.items()
        )
    raise NoText


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise BadValue("", "must be a JSON object")
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is none")


def _check_depth(value: object, left: int) -> None:
    if not isinstance(value, (dict, list)):
        return
    if not left:
        raise RecursionError
    for item in value.values() if isinstance(value, dict) else value:
        _check_depth(item, left - 1)


def _merged(old: Json, patch: Json) -> Json:
    if not isinstance(patch, dict):
        return patch
    found = dict(old) if isinstance(old, dict) else {}
    for key, item in patch.items():
        if item is None:
            found.pop(key, None)
        else:
            found[key] = _merged(found.get(key), item)
    return found


def _at(value: Json, parts: list[str]) -> Json:
    for part in parts:
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and _is_place(part) and int(part) < len(value):
            value = value[int(part)]
        else:
            raise Absent(part)
    return value


def _is_place(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 6 and str(int(part)) == part
