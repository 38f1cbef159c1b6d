"""Checks labels and annotations, and how many of a thing there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sized

MOST_LABELS = 256
LONGEST_KEY = 253
MOST_TEXT = 256 * 1024
"""Bytes of labels and annotations together."""


def check_texts(named: Mapping[str, Mapping[str, str]]) -> None:
    """BadValue unless these fields can be labels and annotations of one thing."""
    size = 0
    for field, texts in named.items():
        check_count(field, texts, MOST_LABELS)
        for key, value in texts.items():
            if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
                raise BadValue(field, f"{key[:40]!r} is no key of 1 to {LONGEST_KEY} characters")
            size += len(key.encode()) + len(value.encode())
        if size > MOST_TEXT:
            raise BadValue(field, f"have more than {MOST_TEXT} bytes together")


def has_all(own: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Say whether all of the wanted labels are among a thing's own; an empty value means any."""
    return all(key in own and value in ("", own[key]) for key, value in wanted.items())


def check_count(field: str, items: Sized, most: int) -> None:
    """BadValue when there are more of these than can be."""
    if len(items) > most:
        raise BadValue(field, f"has {len(items)} entries, at most {most} are allowed")
