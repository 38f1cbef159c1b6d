"""What a later server has to know of a machine that runs: it lies beside what the machine has."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.state import record
from aurae.vms.folders import write_whole
from aurae.vms.guest_orders import Entrypoint, Setup  # noqa: TC001  the fields' types are read at run time

if TYPE_CHECKING:
    from pathlib import Path

NAME = "about"
LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class About:
    """What a run is. With `setup` its guest is one that we make; otherwise `has_agent` says whether ours runs in it.

    `heartbeat` is in seconds, 0 for none. `state`: the file of the state from which it goes on, empty for a boot. `vsock`: its sockets are reached from a socket of the host.
    """

    setup: Setup | None = None
    entrypoint: Entrypoint | None = None
    has_agent: bool = False
    heartbeat: float = 0.0
    vsock: bool = False
    state: str = ""


def remember(folder: Path, about: About) -> None:
    """Write it; on the disk then. Raises OSError."""
    write_whole(folder / NAME, record.dump(about).encode(errors="surrogateescape"))


def remembered(folder: Path) -> About | None:
    """Return what the last run was; None when that cannot be read."""
    with suppress(OSError, ValueError, KeyError, TypeError), (folder / NAME).open("rb") as file:
        return record.load(About, file.read(LARGEST).decode(errors="surrogateescape"))
    return None
