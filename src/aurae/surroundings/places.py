"""Where the folders of runs are, and what tells a run of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.model.execution import Place

if TYPE_CHECKING:
    from aurae.model.execution import Folder

VARIABLES = {
    Place.RUNTIME: "RUNTIME_DIRECTORY",
    Place.STATE: "STATE_DIRECTORY",
    Place.CACHE: "CACHE_DIRECTORY",
    Place.LOGS: "LOGS_DIRECTORY",
    Place.CONFIGURATION: "CONFIGURATION_DIRECTORY",
}

PRIVATE = "aurae-private"
"""Folder in a place that holds what belongs to dynamic users."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of the machine that folders of runs are made in."""

    runtime: Path = Path("/run")
    state: Path = Path("/var/lib")
    cache: Path = Path("/var/cache")
    logs: Path = Path("/var/log")
    configuration: Path = Path("/etc")

    def root(self, place: Place) -> Path:
        """Return where a place is."""
        found: Path = getattr(self, place.value.lower())
        return found

    def path(self, folder: Folder) -> Path:
        """Return where a folder is, as its run is told."""
        return self.root(folder.place) / folder.name

    def private_path(self, folder: Folder) -> Path:
        """Return where a folder is that belongs to a dynamic user and outlives it."""
        return self.root(folder.place) / PRIVATE / folder.name


def is_private(folder: Folder, *, dynamic: bool) -> bool:
    """Say whether a folder outlives the user it belongs to."""
    return dynamic and folder.place in {Place.STATE, Place.CACHE, Place.LOGS}
