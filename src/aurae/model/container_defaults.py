"""What a container has where nobody says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import capabilities

if TYPE_CHECKING:
    from aurae.model.container import Container

CAPABILITIES = capabilities.mask(
    (
        *("CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID"),
        *("SETFCAP", "SETPCAP", "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE"),
    )
)
"""Those that containerd and Docker leave a container."""

MASKED_PATHS = (
    *("/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys"),
    *("/proc/latency_stats", "/proc/sched_debug", "/proc/scsi", "/proc/timer_list"),
    *("/proc/timer_stats", "/sys/devices/virtual/powercap", "/sys/firmware"),
)
"""What tells of the host, or of others on it."""

READ_ONLY_PATHS = ("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger")
"""What changes the host."""

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""The variable PATH where the image has none."""

TERM = "xterm-256color"
"""The variable TERM of a process with a terminal."""

TMPFS_SIZE = 64 * 1024 * 1024
"""Bytes of a folder in memory; without a controller of memory nothing else would bound it."""
TMPFS_MODE = 0o1777
SECRET_MODE = 0o400
PIDS = 4096
"""Processes and threads, where the machine has the controller."""
IDS = 65_536
"""Users, and as many groups, that a container has of its own: numbers from 0 up."""
LONGEST_HOSTNAME = 64
"""Characters of a host's name (HOST_NAME_MAX)."""


def masked_paths(container: Container) -> tuple[str, ...]:
    """Return the paths that are not to be seen."""
    if container.masked_paths is not None:
        return container.masked_paths.paths
    return () if container.privileged else MASKED_PATHS


def read_only_paths(container: Container) -> tuple[str, ...]:
    """Return the paths that are not to be written."""
    if container.read_only_paths is not None:
        return container.read_only_paths.paths
    return () if container.privileged else READ_ONLY_PATHS


def hostname(container: Container, name: str) -> str:
    """Return the name of its host: its own name, where none is said."""
    return container.hostname or name[:LONGEST_HOSTNAME].rstrip("-._")
