"""Which image a machine stands on: what it has written lies over that, whatever the image's name means by now."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.state import record
from aurae.vms.folders import write_whole

if TYPE_CHECKING:
    from pathlib import Path

NAME = "image"
LARGEST = 4096


@dataclass(frozen=True, slots=True)
class KeptImage:
    """An image's id, and the name by which the specification had asked for it."""

    image: str
    asked: str


def keep(folder: Path, kept: KeptImage) -> None:
    """Note what the machine of a folder stands on; on the disk then. Raises OSError."""
    write_whole(folder / NAME, record.dump(kept).encode())


def kept_in(folder: Path) -> KeptImage | None:
    """Return what the machine of a folder stands on; None for one of disks, or where nobody knows."""
    with suppress(OSError, ValueError, KeyError, TypeError), (folder / NAME).open("rb") as file:
        return record.load(KeptImage, file.read(LARGEST).decode())
    return None
