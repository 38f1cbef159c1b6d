"""What is kept of volumes: folders that have a name and outlive the containers they are mounted in."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  # the state reads the types of fields
from dataclasses import dataclass, field
from enum import Enum


class Backing(Enum):
    """What the files of a volume lie in; the values are the names in the API."""

    FOLDER = "FOLDER"
    """A folder of the disk that the state is on: no limit but that disk."""
    EXT4 = "EXT4"
    """A file system of its own in a sparse file, mounted by a loop device."""


@dataclass(frozen=True, slots=True)
class VolumeSpec:
    """What is asked of a volume. Without `size` it has no limit of its own.

    `uid`, `gid` and `mode` of its top folder are numbers inside; None of them is what the image has where the
    volume is mounted first.
    """

    name: str
    size: int = 0
    uid: int | None = None
    gid: int | None = None
    mode: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume that is there. It is `fresh` until something was put into it, or it was mounted.

    One that is `doomed` goes: it is being removed, or not whole yet, and not worth keeping should the server end.
    """

    id: str
    spec: VolumeSpec
    owner: str
    backing: Backing = Backing.FOLDER
    created_ns: int = 0
    fresh: bool = True
    doomed: bool = False

    @property
    def name(self) -> str:
        """Its name, which no other volume of this node has."""
        return self.spec.name
