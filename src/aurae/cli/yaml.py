"""Writes plain values as YAML 1.2 in block style.

A library would cost more start time than the rest of a command, and writing needs none of its
depth: text that could be taken for something else is written as a JSON string, which YAML reads.
"""

import json
import re
from typing import TYPE_CHECKING

from aurae.model.shown import escaped_document

if TYPE_CHECKING:
    from aurae.cli.document import Plain

# Begins with a letter or a slash and has nothing that YAML gives a meaning to.
_BARE = re.compile(r"[A-Za-z/][A-Za-z0-9_./+-]*(?: [A-Za-z0-9_./+-]+)*", re.ASCII)
# YAML 1.1 readers, PyYAML among them, take these for other values.
_WORDS = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf")
)


def emit(value: "Plain") -> str:
    """Return a value as a YAML document; the text ends with a line feed."""
    return "\n".join(_lines(value)) + "\n"


def _lines(value: "Plain") -> list[str]:
    if isinstance(value, dict) and value:
        lines = []
        for key, item in value.items():
            lines += _entry(f"{_scalar(key)}:", item, indent=0 if isinstance(item, list) else 2)
        return lines
    if isinstance(value, list) and value:
        lines = []
        for item in value:
            below = _lines(item)
            lines += [f"- {below[0]}", *(f"  {line}" for line in below[1:])]
        return lines
    return [_scalar(value)]


def _entry(key: str, item: "Plain", indent: int) -> list[str]:
    if isinstance(item, dict | list) and item:
        return [key, *(" " * indent + line for line in _lines(item))]
    return [f"{key} {_scalar(item)}"]


def _scalar(value: "Plain") -> str:
    if isinstance(value, str):
        if _BARE.fullmatch(value) and value.lower() not in _WORDS:
            return value
        # YAML does not allow some characters that JSON leaves as they are, and folds others.
        return escaped_document(json.dumps(value, ensure_ascii=False))
    # Numbers, booleans, null and empty collections are the same in JSON.
    return json.dumps(value)
