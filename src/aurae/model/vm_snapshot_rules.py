"""Checks what is asked of a snapshot of a virtual machine; every refusal names the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.labels import check_texts
from aurae.model.names import check_name
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from aurae.model.vm_snapshot import SnapshotSpec

LONGEST = 4096
"""Characters of a description."""


def check_snapshot(spec: SnapshotSpec) -> None:
    """BadValue when no snapshot can be as this says."""
    check_snapshot_name("name", spec.name)
    if len(spec.description) > LONGEST:
        raise BadValue("description", f"has more than {LONGEST} characters")
    if "\0" in spec.description:
        raise BadValue("description", "has a NUL byte")
    check_texts({"labels": spec.labels})


def check_snapshot_name(field: str, name: str) -> None:
    """BadValue unless a snapshot can have this name."""
    try:
        check_name(name)
    except BadValue as error:
        raise BadValue(field, error.why) from None
