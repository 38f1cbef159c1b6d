"""Capabilities (capabilities(7)) by name, as sets that are bit masks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = (
    *("CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID"),
    *("SETPCAP", "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW"),
    *("IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT"),
    *("SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD"),
    *("LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG"),
    *("WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF", "CHECKPOINT_RESTORE"),
)
"""By their numbers."""
NUMBERS = {name: number for number, name in enumerate(NAMES)}
ALL = (1 << len(NAMES)) - 1
EVERY = "all"


def mask(names: Iterable[str]) -> int:
    """Return the set of these capabilities, written with or without `CAP_`; BadValue for an unknown one."""
    found = 0
    for name in names:
        if name == EVERY:
            found = ALL
            continue
        number = NUMBERS.get(name.upper().removeprefix("CAP_"))
        if number is None:
            raise BadValue("", f"unknown capability {name[:40]!r}")
        found |= 1 << number
    return found


def names_of(capabilities: int) -> list[str]:
    """Return the names of a set in the order of their numbers."""
    return [name for number, name in enumerate(NAMES) if capabilities >> number & 1]
