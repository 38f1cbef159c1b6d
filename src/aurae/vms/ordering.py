"""From what is asked of a machine of an image to what its agent is told. Pure: nothing is looked up."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from aurae.model import etc_files
from aurae.model.container_defaults import LONGEST_HOSTNAME
from aurae.model.session import Size
from aurae.vms.guest_orders import (
    READ_ONLY,
    Entrypoint,
    Identity,
    Limit,
    Mount,
    Process,
    Setup,
)
from aurae.wire.steps_process import LIMITS

if TYPE_CHECKING:
    from aurae.model.image_process import ImageProcess
    from aurae.model.vm import Vm
    from aurae.model.workload import Executable
    from aurae.vms.disks import Furniture
    from aurae.vms.networking import Networked

TERMINAL_SIZE = Size(24, 80)
"""Until somebody who is attached says another."""


class Told(NamedTuple):
    """What the host and its networks say to a machine: `resolv` is the host's own, `seed` what its machine-id is made of."""

    networked: Networked
    resolv: str
    seed: str


def setup(vm: Vm, name: str, told: Told, furniture: Furniture) -> Setup:
    """Return how a machine is set up; `furniture` are its disks."""
    hostname = vm.hostname or name[:LONGEST_HOSTNAME].rstrip("-._")
    networked = told.networked
    hosts = etc_files.hosts(hostname, networked.addresses) + etc_files.more_hosts(vm.extra_hosts)
    resolv = etc_files.resolv(vm.dns, networked.servers, told.resolv)
    assert furniture.root is not None
    return Setup(
        furniture.root,
        furniture.upper,
        Identity(
            hostname,
            hashlib.sha256(f"aurae machine {told.seed}".encode()).hexdigest()[:32],
            hosts.encode(),
            resolv.encode(errors="surrogateescape"),
            networked.interfaces,
        ),
        mounts=(*furniture.mounts, *_shares(vm)),
        sysctls=dict(sorted(vm.sysctls.items())),
    )


def entrypoint(
    process: ImageProcess, executable: Executable, invocation: str, grace: float
) -> Entrypoint:
    """Return the main process."""
    limits = tuple(
        Limit(LIMITS.index(name), limit.soft, limit.hard)
        for name, limit in executable.rlimits.items()
    )
    is_terminal = executable.terminal
    return Entrypoint(
        invocation,
        Process(
            process.argv,
            process.env,
            process.working_directory,
            process.user,
            process.group,
            executable.supplementary_groups,
            terminal=TERMINAL_SIZE if is_terminal else None,
            reads=is_terminal or executable.stdin_open or executable.stdin is not None,
            umask=executable.umask,
            limits=limits,
            oom_score_adjust=executable.oom_score_adjust,
            nice=executable.nice,
        ),
        stop_signal=process.stop_signal,
        grace=grace,
    )


def share_tag(index: int) -> str:
    """Return what a shared folder is called in the guest."""
    return f"share{index}"


def _shares(vm: Vm) -> list[Mount]:
    return [
        Mount(share.target, tag=share_tag(index), options=READ_ONLY * share.read_only)
        for index, share in enumerate(vm.shares)
    ]
