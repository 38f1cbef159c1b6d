"""Chain ids: what a layer is called together with all the layers below it (OCI image specification)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def chain_ids(diff_ids: Iterable[str]) -> list[str]:
    """Return the chain id of each layer, the lowest first."""
    found: list[str] = []
    for diff_id in diff_ids:
        found.append(digest_of(f"{found[-1]} {diff_id}".encode()) if found else diff_id)
    return found
