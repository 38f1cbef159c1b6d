"""Paths in what somebody runs: of a container, of a guest."""

from __future__ import annotations

from aurae.model.refusal import InvalidField
from aurae.model.validation_sandbox import LONGEST_PATH


def check_inner_path(action: str, path: str) -> None:
    """InvalidField where a path is not absolute, or none that a kernel takes."""
    if not path.startswith("/"):
        raise InvalidField(action, "path", "is not absolute")
    if "\0" in path or len(path.encode(errors="surrogateescape")) > LONGEST_PATH:
        raise InvalidField(action, "path", f"has a NUL, or more than {LONGEST_PATH} bytes")
