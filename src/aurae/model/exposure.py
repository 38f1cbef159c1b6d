"""How much of the machine a sandbox leaves exposed: one row for each thing it can take away.

A row that is not taken away counts its weight; the sum over the sum of all weights, times ten, is
the exposure, 10.0 for nothing taken away. Weights say how much somebody gains who has taken over the
process: the whole machine (7 and more), another's data (4 to 6), a larger surface (1 to 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model import capabilities, system_calls
from aurae.model.execution import Home, System
from aurae.model.sandbox import FAMILIES, NO_FAMILY, calls, for_user, limits_devices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.model.sandbox import Resolved

VERDICTS = ((1.0, "safe"), (5.0, "ok"), (7.0, "medium"), (9.0, "exposed"), (10.0, "unsafe"))
"""Up to which exposure it is called so."""

RIGHTS = (
    ("SYS_ADMIN", 9.0, ("SYS_ADMIN",), "administers the machine: mounts, namespaces, quotas"),
    ("SYS_PTRACE", 6.0, ("SYS_PTRACE",), "traces processes it sees, and goes through them"),
    ("SETUID", 5.0, ("SETUID", "SETGID", "SETPCAP", "SETFCAP"), "becomes another user"),
    ("DAC", 4.0, ("DAC_OVERRIDE", "DAC_READ_SEARCH"), "reads and writes files of everybody"),
    ("CHOWN", 3.0, ("CHOWN", "FOWNER", "FSETID"), "changes owners and modes of files"),
    ("MKNOD", 5.0, ("MKNOD",), "makes devices"),
    ("RAWIO", 7.0, ("SYS_RAWIO",), "reaches hardware by its ports and memory"),
    ("MODULE", 7.0, ("SYS_MODULE",), "loads code into the kernel"),
    ("BPF", 4.0, ("BPF", "PERFMON"), "runs programs in the kernel and watches it"),
    ("BOOT", 3.0, ("SYS_BOOT",), "restarts the machine, or boots another kernel"),
    ("NET_ADMIN", 3.0, ("NET_ADMIN",), "configures the network"),
    ("NET_RAW", 2.0, ("NET_RAW",), "reads and forges packets"),
    ("KILL", 1.0, ("KILL",), "signals processes of everybody that it sees"),
    ("TIME", 1.0, ("SYS_TIME",), "sets the clock"),
    ("RESOURCE", 1.5, ("SYS_RESOURCE", "SYS_NICE", "IPC_LOCK"), "exceeds limits of resources"),
    ("CHROOT", 1.0, ("SYS_CHROOT",), "changes its root"),
    ("SYSLOG", 1.0, ("SYSLOG",), "reads the kernel's log and addresses"),
    ("MAC", 2.0, ("MAC_ADMIN", "MAC_OVERRIDE"), "changes the policy of the security module"),
    ("AUDIT", 1.0, ("AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE"), "touches the audit log"),
    (
        "OTHERS",
        1.0,
        ("LINUX_IMMUTABLE", "SYS_TTY_CONFIG", "WAKE_ALARM", "LEASE"),
        "further rights",
    ),
)
"""Capabilities: name, weight, which ones, and what whoever has one does with it."""

CALLS = (
    ("@mount", 2.0, "mounts and unmounts"),
    ("@module", 2.0, "loads and unloads kernel modules"),
    ("@raw-io", 1.5, "does raw input and output"),
    ("@reboot", 1.5, "restarts the machine"),
    ("@debug", 1.5, "traces and profiles"),
    ("@swap", 1.0, "switches swapping on and off"),
    ("@clock", 1.0, "sets clocks"),
    ("@keyring", 1.0, "uses the kernel's keys"),
    ("@obsolete", 0.5, "makes calls that nobody needs any more"),
    ("@cpu-emulation", 0.5, "emulates old processors"),
    ("@privileged", 1.0, "makes calls that are for administrators"),
    ("@resources", 0.5, "changes its share of resources"),
)
"""Sets of system calls that a filter can take away."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing: `exposure` is what it adds, 0 when it is taken away."""

    name: str
    description: str
    exposure: float


def exposure(resolved: Resolved, is_root: bool) -> list[Row]:
    """Return a row for each thing that a sandbox can take away, for a process of root or another."""
    resolved = for_user(resolved, is_root=is_root)
    weighed = [*_user(resolved, is_root), *_tree(resolved), *_kernel(resolved)]
    weighed += [*of_rights(resolved, is_root), *of_calls(resolved), *of_families(resolved)]
    return rows(weighed)


def rows(weighed: list[Weighed]) -> list[Row]:
    """Return the rows, each with its part of ten."""
    total = sum(weight for _, weight, _, _ in weighed)
    return [
        Row(name, text, round(weight * share * 10 / total, 4))
        for name, weight, share, text in weighed
    ]


def overall(rows: Iterable[Row]) -> tuple[float, str]:
    """Return the exposure, 0.0 to 10.0, and its verdict in a word."""
    score = min(round(sum(row.exposure for row in rows), 1), 10.0)
    return score, next(word for most, word in VERDICTS if score <= most)


Weighed = tuple[str, float, float, str]
"""A row's name and weight, the share of it that is exposed, and what it is about."""


def weigh(name: str, weight: float, is_taken: bool, text: str) -> Weighed:
    """Return a row of one answer."""
    return name, weight, 0.0 if is_taken else 1.0, text


def _user(resolved: Resolved, is_root: bool) -> list[Weighed]:
    return [
        weigh("user", 5.0, not is_root, "runs as root"),
        weigh(
            "no_new_privileges",
            3.0,
            resolved.no_new_privileges,
            "gains rights by set-user-ID programs",
        ),
    ]


def _tree(resolved: Resolved) -> list[Weighed]:
    systems = {System.OPEN: 1.0, System.USR: 0.7, System.FULL: 0.4, System.STRICT: 0.0}
    homes = {Home.OPEN: 1.0, Home.READ_ONLY: 0.5, Home.EMPTY: 0.0, Home.INACCESSIBLE: 0.0}
    return [
        ("system", 5.0, systems[resolved.system], "writes the files of the system"),
        ("home", 3.0, homes[resolved.home], "reaches the users' homes"),
        weigh("private_tmp", 2.0, resolved.private_tmp, "shares /tmp with others"),
        weigh(
            "private_devices", 5.0, resolved.private_devices, "reaches devices, disks among them"
        ),
        weigh(
            "device_policy",
            1.0,
            limits_devices(resolved),
            "uses every device that it gets hold of",
        ),
        weigh("private_network", 3.0, resolved.private_network, "reaches the network"),
        weigh("private_processes", 3.0, resolved.private_processes, "sees processes of others"),
        weigh("run", 4.0, resolved.private_run, "reaches the sockets of other daemons in /run"),
        weigh("daemon", 4.0, resolved.hides_daemon, "reaches the folders of the daemon itself"),
    ]


def _kernel(resolved: Resolved) -> list[Weighed]:
    return [
        weigh("tunables", 4.0, resolved.protect_kernel_tunables, "sets parameters of the kernel"),
        weigh("modules", 2.0, resolved.protect_kernel_modules, "reads modules of the kernel"),
        weigh("logs", 1.0, resolved.protect_kernel_logs, "reads the kernel's log"),
        weigh("cgroups", 2.0, resolved.protect_control_groups, "changes control groups"),
        weigh("clock", 0.5, resolved.protect_clock, "reaches the clocks' devices"),
        weigh("hostname", 0.5, resolved.protect_hostname, "changes the host's name"),
        *of_surface(resolved),
    ]


def of_surface(resolved: Resolved) -> list[Weighed]:
    """Return a row for each thing that a filter takes away by the arguments of calls."""
    return [
        weigh("namespaces", 3.0, resolved.restrict_namespaces, "makes namespaces"),
        weigh("realtime", 1.0, resolved.restrict_realtime, "takes the CPUs by a real-time policy"),
        weigh("set_id", 1.5, resolved.restrict_set_id, "makes set-user-ID files"),
        weigh("write_execute", 1.0, resolved.deny_write_execute, "executes memory it has written"),
        weigh("personality", 0.5, resolved.lock_personality, "changes its personality"),
        weigh("native", 1.0, resolved.native_system_calls, "makes calls of other architectures"),
    ]


def of_rights(resolved: Resolved, is_root: bool) -> list[Weighed]:
    """Return a row for each group of capabilities."""
    # Who is not root has the ambient ones, and the rest where set-user-ID programs work.
    reach = is_root or not resolved.no_new_privileges
    held = resolved.capabilities if reach else resolved.ambient
    return [
        weigh(f"capability {name}", weight, not held & capabilities.mask(names), text)
        for name, weight, names, text in RIGHTS
    ]


def of_calls(resolved: Resolved) -> list[Weighed]:
    """Return a row for each set of system calls."""
    words = calls(resolved)
    return [(f"calls {name}", weight, _open(words, name), text) for name, weight, text in CALLS]


def _open(words: tuple[str, ...], name: str) -> float:
    """Return which share of a set can be called."""
    is_allowed, named = system_calls.selected(words)
    wanted = system_calls.members(name)
    return len(wanted & named if is_allowed else wanted - named) / len(wanted)


def of_families(resolved: Resolved) -> list[Weighed]:
    """Return a row for each kind of sockets."""
    allowed = set(resolved.address_families or FAMILIES) - {NO_FAMILY}
    rare = allowed - {"unix", "inet", "inet6", "netlink"}
    return [
        weigh(
            "family inet", 1.5, not allowed & {"inet", "inet6"}, "opens sockets of the internet"
        ),
        weigh("family unix", 0.5, "unix" not in allowed, "opens local sockets"),
        weigh("family netlink", 0.5, "netlink" not in allowed, "asks the kernel by netlink"),
        weigh("family packet", 1.0, "packet" not in allowed, "opens sockets of raw packets"),
        weigh("families", 1.0, not rare, "opens sockets of rare families"),
    ]
