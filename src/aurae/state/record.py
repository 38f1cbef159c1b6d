"""Dataclasses of the model as JSON documents and back: what a column `spec` holds.

Fields that have their default are left out, so that a later version may add fields. A field that
this version does not know is left out when it is read.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_AS_THEY_ARE = (str, int, float, bool)

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(record: object) -> str:
    """Return a dataclass as a JSON text."""
    return _encode(_plain(record))


def load(kind: type[T], text: str) -> T:
    """Return the dataclass of a JSON text; ValueError, KeyError or TypeError when it is none."""
    found = _made(kind, json.loads(text))
    if not isinstance(found, kind):
        raise TypeError(f"it holds no {kind.__name__}")
    return found


def _plain(value: object) -> object:
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: _plain(item)
            for name, default in _defaults(type(value))
            if (item := getattr(value, name)) != default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the fields of a dataclass and their defaults; a change is many small writes."""
    return tuple((field.name, _default(field)) for field in dataclasses.fields(kind))


def _default(field: dataclasses.Field[object]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _made(kind: object, value: object) -> object:
    if get_origin(kind) in (Union, UnionType):
        if value is None:
            return None
        kind = next(item for item in get_args(kind) if item is not NoneType)
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_made(get_args(kind)[0], item) for item in value)
    if get_origin(kind) is frozenset and isinstance(value, list):
        return frozenset(value)
    if isinstance(value, dict):
        if get_origin(kind) is not None:
            return {name: _made(get_args(kind)[1], item) for name, item in value.items()}
        assert isinstance(kind, type)
        hints = _hints(kind)
        return kind(**{n: _made(hints[n], item) for n, item in value.items() if n in hints})
    if kind is bytes:
        return base64.b64decode(str(value))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)
