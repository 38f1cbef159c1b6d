"""Checks what is asked of a volume; every refusal names the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.labels import check_texts
from aurae.model.names import check_name
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.volume import VolumeSpec

SMALLEST, LARGEST = 16 << 20, 16 << 40
"""Bytes of a volume with a limit: what ext4 needs for itself, and what it can have with blocks of 4 KiB."""
HIGHEST_ID = 2**32 - 2


def check_volume(spec: VolumeSpec) -> None:
    """BadValue when no volume can be as this says."""
    check_volume_name("name", spec.name)
    if spec.size:
        check_size("size", spec.size)
    for field in ("uid", "gid"):
        number = getattr(spec, field)
        if number is not None and not 0 <= number <= HIGHEST_ID:
            raise BadValue(field, f"is not between 0 and {HIGHEST_ID}")
    if spec.mode is not None and not 0 <= spec.mode <= 0o7777:
        raise BadValue("mode", "is not between 0 and 0o7777")
    check_labels(spec.labels)


def check_volume_name(field: str, name: str) -> None:
    """BadValue unless a volume can have this name."""
    try:
        check_name(name)
    except BadValue as error:
        raise BadValue(field, error.why) from None


def check_size(field: str, size: int) -> None:
    """BadValue unless a volume can have this limit."""
    if not SMALLEST <= size <= LARGEST:
        raise BadValue(field, f"is not between {SMALLEST} and {LARGEST} bytes")


def check_labels(labels: Mapping[str, str]) -> None:
    """BadValue unless a volume can have these labels."""
    check_texts({"labels": labels})
