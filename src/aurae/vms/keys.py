"""Keys of a machine that can be pressed from outside."""

from __future__ import annotations

from enum import Enum


class Key(Enum):
    """A key; the values are the names in the API."""

    POWER_BUTTON = "POWER_BUTTON"
    NMI = "NMI"


COMMANDS = {Key.POWER_BUTTON: "system_powerdown", Key.NMI: "inject-nmi"}
"""What QEMU's monitor calls pressing it."""
