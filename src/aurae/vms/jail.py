"""The plan of QEMU's start: it runs in a container of its own that holds nothing but itself.

Theory. Who breaks out of a virtual machine is QEMU, and finds: ids that nobody else has, without any right; a root that is
read-only and holds QEMU, its libraries and a ROM; a /proc with no process but itself; a /dev of harmless nodes; no network, not even
a loopback; the descriptors of its own disks, taps and sockets; and few system calls. Its file cannot be read by it, so that the
kernel counts it as nobody's to be traced.
"""

from __future__ import annotations

import resource
import stat
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aurae.model.device_program import assemble
from aurae.model.device_rules import CHARACTER, PSEUDO, Rule
from aurae.processes.asking import Contained
from aurae.vms import filter as system_calls
from aurae.vms.command_line import QEMU
from aurae.vms.hardware import Accelerator
from aurae.vms.jail_root import LIBRARIES
from aurae.wire import plan
from aurae.wire.codec import encoded
from aurae.wire.steps_container import DEV, DIRECT, NODEV, NOEXEC, NOSUID, READ_ONLY
from aurae.wire.steps_rights import NO_NEW_PRIVS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aurae.vms.command_line import Command

CONTAINED = Contained(user=True, network=True)
"""What init gives it of its own; the plan supposes this."""
IDS = 2
"""User and group ids of a machine: one that sets its jail up, and one more, which QEMU is."""
SET_UP, RUN = 0, 1
"""They are so inside."""
HOSTNAME = b"qemu"
PROC = b"subset=pid,hidepid=invisible"
QUIET = NOSUID | NODEV | NOEXEC
MOST_FILES = 2048
MOST_THREADS = 1024
KVM_DEVICE = (10, 232)
KVM_MODE = 0o666
"""In a /dev that nobody else sees."""
LIMITS = (
    (resource.RLIMIT_NOFILE, MOST_FILES),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_NPROC, MOST_THREADS),
    (resource.RLIMIT_MEMLOCK, 0),
    (resource.RLIMIT_MSGQUEUE, 0),
)


@dataclass(frozen=True, slots=True)
class Jail:
    """Where a machine's QEMU runs: `root` is what `jail_root` made, `first_id` the first of its IDS ids of the host.

    `more` are steps about its turn on processors and disks (`processes.plan.scheduling_steps`), `streams` about those that
    nobody reads (`processes.plan.silenced`).
    """

    root: Path
    first_id: int
    more: Sequence[plan.Step] = ()
    streams: Sequence[plan.Step] = ()


def jail_plan(command: Command, jail: Jail) -> bytes:
    """Return the encoded plan. NoLibrary where system calls cannot be filtered, OSError.

    `command.fds` are to be passed in their order (`processes.parcels`), and init is told CONTAINED.
    """
    is_kvm = command.engine.accelerator is Accelerator.KVM
    ids = f"0 {jail.first_id} {IDS}".encode()
    outside: list[plan.Step] = [
        plan.IdMaps(ids, ids, jail.first_id),
        plan.Tree(encoded(str(jail.root))),
        *(plan.Rlimit(kind, most, most) for kind, most in LIMITS),
        *jail.more,
        plan.DeviceProgram(_devices(is_kvm=is_kvm)),
    ]
    if is_kvm:
        outside.append(plan.Node(b"kvm", stat.S_IFCHR, *KVM_DEVICE, KVM_MODE))
    who = str(RUN).encode()
    argv = [encoded(word) for word in command.argv]
    calls = system_calls.program(command.engine.accelerator, io_uring=command.io_uring)
    return plan.encode(
        [
            plan.Outside(plan.encode(outside)),
            plan.Hostname(HOSTNAME),
            plan.Bounding(0),
            plan.NewMount(b"proc", PROC, b"proc", DIRECT | QUIET | READ_ONLY),
            plan.Attach(DEV, b"dev", DIRECT),
            plan.Enter(0),
            plan.Chdir(b"/"),
            plan.Umask(0o077),
            plan.Account(who, who, [], 0, 0),
            plan.Prctl(NO_NEW_PRIVS, 1),
            *jail.streams,
            *(plan.Duplicate(source, target) for source, target in command.copies),
            plan.Seccomp(calls),
            plan.Execve(encoded(QEMU), argv, [b"LD_LIBRARY_PATH=" + encoded(LIBRARIES)]),
        ]
    )


@cache
def _devices(*, is_kvm: bool) -> bytes:
    major, minor = KVM_DEVICE
    more = (Rule(allow=True, kind=CHARACTER, major=major, minor=minor),) if is_kvm else ()
    return assemble((*PSEUDO, *more))
