"""The steps that give a process a tree of files of its own.

Each path has one role, and what is deeper wins over what is around it: see `wire.steps_mounts`.
What the daemon hides stays hidden whatever else is said; of what is hidden only `shown` and
`writable` of the surroundings come back.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from aurae.model.device_rules import paths as device_paths
from aurae.model.execution import Home, System
from aurae.wire import plan
from aurae.wire.codec import encoded
from aurae.wire.steps_mounts import DIRECT, OPTIONAL, READ_ONLY, SEALED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.model.sandbox import Resolved
    from aurae.model.surroundings import Surroundings

MAY_LACK = "-"
HOMES = ("/home", "/root", "/run/user")
KERNEL = ("/dev", "/proc", "/sys")
PROTECTED = {System.USR: ("/usr", "/boot", "/efi"), System.FULL: ("/usr", "/boot", "/efi", "/etc")}
TUNABLES = (
    *("/sys", "/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus", "/proc/fs"),
    *("/proc/acpi", "/proc/mtrr", "/proc/scsi", "/proc/asound"),
)
CONTROL_GROUPS = "/sys/fs/cgroup"
LOGS = ("/dev/kmsg",)
"""/proc/kmsg wants CAP_SYSLOG, which goes with the logs."""
MODULES = ("/usr/lib/modules",)
CLOCKS = ("/dev/rtc", "/dev/rtc0", "/dev/rtc1")
RUN = "/run"
HARMLESS = ("/run/systemd/journal", "/run/systemd/resolve", "/run/resolvconf")
"""Of /run: to write to the log of the machine, and to find hosts."""
HIDDEN = b"mode=0,size=4k,nr_inodes=2"
PASSABLE = b"mode=0755,size=1m,nr_inodes=4k"
SHARED = b"mode=1777"
OWN = b"mode=0755"
MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8


class Role(Enum):
    """What becomes of a path."""

    KEPT = "as it is"
    READ_ONLY = "read-only"
    HIDDEN = "hidden"
    EMPTY = "empty"
    SHARED = "empty, for everybody"
    OWN = "empty, of its own"
    PROC = "processes"
    DEVICES = "devices"


class _Roles:
    """The role of each path, and whether it may lack."""

    def __init__(self, hidden: tuple[str, ...]) -> None:
        self._hidden = hidden
        self.roles: dict[str, tuple[Role, int]] = {}

    def add(self, role: Role, paths: Iterable[str], flags: int = OPTIONAL) -> None:
        """Give paths a role; the last word counts."""
        for path in paths:
            self.roles[path] = (role, flags)

    def add_named(self, role: Role, paths: Iterable[str]) -> None:
        """Give a role to paths of a specification: they are not trusted, nor open what is hidden."""
        for word in paths:
            path = word.removeprefix(MAY_LACK)
            if not any(is_within(path, hidden) for hidden in self._hidden):
                lacks = OPTIONAL if word.startswith(MAY_LACK) else 0
                self.add(role, (path,), lacks | DIRECT)


def is_within(path: str, folder: str) -> bool:
    """Say whether a path is a folder or something below it; both are absolute."""
    return folder == "/" or path == folder or path.startswith(f"{folder}/")


def mount_steps(
    resolved: Resolved, around: Surroundings, hidden: tuple[str, ...], *, terminal: bool
) -> list[plan.Step]:
    """Return the steps in a mount namespace of the process's own."""
    roles = _roles(resolved, around, hidden)
    strict = resolved.system is System.STRICT
    _drop_needless(roles, strict=strict)
    ordered = sorted(roles.items(), key=lambda item: item[0].count("/") if item[0] != "/" else 0)
    steps: list[plan.Step] = []
    for path, (role, flags) in ordered:
        if role in (Role.KEPT, Role.READ_ONLY):
            steps.append(plan.Keep(encoded(path), flags))
    if strict:
        steps.append(plan.ReadOnly(b"/", 0))
    covers = 0
    for path, (role, flags) in ordered:
        below = any(other != path and is_within(other, path) for other in roles)
        step = _step(path, role, flags, below=below, terminal=terminal)
        steps.append(step)
        covers += isinstance(step, plan.Cover) and bool(step.flags & SEALED)
    if covers:
        steps.append(plan.Seal(covers))
    return steps


def _roles(
    resolved: Resolved, around: Surroundings, hidden: tuple[str, ...]
) -> dict[str, tuple[Role, int]]:
    roles = _Roles(hidden)
    if resolved.system is System.STRICT:
        roles.add(Role.KEPT, KERNEL)
    roles.add(Role.READ_ONLY, PROTECTED.get(resolved.system, ()))
    if resolved.private_run:
        roles.add(Role.OWN, (RUN,))
        roles.add(Role.KEPT, HARMLESS)
    if resolved.home is not Home.OPEN:
        homes = {Home.READ_ONLY: Role.READ_ONLY, Home.EMPTY: Role.EMPTY}
        roles.add(homes.get(resolved.home, Role.HIDDEN), HOMES)
    if resolved.private_tmp:
        roles.add(Role.SHARED, ("/tmp", "/var/tmp"))  # noqa: S108  the places themselves
    if resolved.private_devices:
        roles.add(Role.DEVICES, ("/dev",), 0)
        roles.add_named(Role.KEPT, device_paths(resolved.device_allow))
    if resolved.private_processes:
        roles.add(Role.PROC, ("/proc",), 0)
    _protect_kernel(roles, resolved)
    roles.add_named(Role.READ_ONLY, resolved.read_only_paths)
    roles.add_named(Role.KEPT, resolved.read_write_paths)
    roles.add_named(Role.OWN, resolved.temporary_paths)
    roles.add_named(Role.HIDDEN, resolved.inaccessible_paths)
    if resolved.hides_daemon:
        roles.add(Role.HIDDEN, hidden)
    roles.add(Role.KEPT, around.writable, DIRECT)
    roles.add(Role.READ_ONLY, around.shown, DIRECT)
    return roles.roles


def _drop_needless(roles: dict[str, tuple[Role, int]], *, strict: bool) -> None:
    """Drop what is read-only anyway, since that around it is; a mount costs time."""
    for path in sorted(roles, key=len, reverse=True):
        if roles[path][0] is not Role.READ_ONLY:
            continue
        above = [other for other in roles if other != path and is_within(path, other)]
        around = roles[max(above, key=len)][0] if above else None
        if around is Role.READ_ONLY or (around is None and strict):
            del roles[path]


def _protect_kernel(roles: _Roles, resolved: Resolved) -> None:
    if resolved.protect_kernel_tunables:
        roles.add(Role.READ_ONLY, TUNABLES)
    if resolved.protect_control_groups:
        roles.add(Role.READ_ONLY, (CONTROL_GROUPS,))
    if resolved.protect_kernel_modules:
        roles.add(Role.HIDDEN, MODULES)
    if resolved.protect_kernel_logs and not resolved.private_devices:
        roles.add(Role.HIDDEN, LOGS)
    if resolved.protect_clock and not resolved.private_devices:
        roles.add(Role.HIDDEN, CLOCKS)


def _step(path: str, role: Role, flags: int, *, below: bool, terminal: bool) -> plan.Step:
    name = encoded(path)
    if role is Role.KEPT:
        return plan.Place(name, 0)
    if role is Role.READ_ONLY:
        return plan.Place(name, READ_ONLY)
    if role is Role.DEVICES:
        return plan.Devices(int(terminal))
    if role is Role.PROC:
        return plan.Mount(b"proc", name, b"proc", b"", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    if role is Role.SHARED:
        return plan.Cover(name, SHARED, flags)
    if role is Role.OWN:
        return plan.Cover(name, OWN, flags)
    passable = below or role is Role.EMPTY
    return plan.Cover(name, PASSABLE if passable else HIDDEN, flags | SEALED)
