"""Checks what is asked of a virtual machine field by field; every refusal names the field by its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aurae.model.container_defaults import LONGEST_HOSTNAME
from aurae.model.container_mounts import check_image
from aurae.model.container_process import check_entrypoint, check_service
from aurae.model.container_rules import check_dns, check_domain, check_hosts, check_limits
from aurae.model.labels import check_count, check_texts
from aurae.model.network_rules import check_attachments, check_ports
from aurae.model.refusal import BadValue
from aurae.model.sysctl_rules import check_sysctls
from aurae.model.validation_sandbox import check_path
from aurae.model.vm import MIB
from aurae.model.volume_rules import check_volume_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.service import Service
    from aurae.model.vm import Drive, DriveLimits, Metadata, Share, Vm
    from aurae.model.workload import Executable

MOST_VCPUS = 255
LEAST_MEMORY = 32 * MIB
MOST_MEMORY = 16 * 1024 * 1024 * MIB
"""Bytes; what this host has is known at a start."""
LEAST_SCRATCH, MOST_SCRATCH = 8 * MIB, 1024 * 1024 * MIB
LONGEST_ARGUMENTS = 1500
"""Bytes of kernel arguments together: the kernel takes 2047, and needs some of its own."""
MOST_ARGUMENTS = 64
MOST_DRIVES, MOST_SHARES = 16, 8
MOST_DOCUMENT = 50 * 1024
LONGEST_HEARTBEAT = 3600.0
SHORTEST_HEARTBEAT = 1.0
LONGEST_FILE_SYSTEM = 32
OWN_DRIVES = frozenset(("root", "base", "scratch", "swap"))
"""Serial numbers of disks that the daemon makes."""

_DRIVE = re.compile(r"[A-Za-z0-9-]{1,20}", re.ASCII)
_FILE_SYSTEM = re.compile(r"[a-z0-9]+", re.ASCII)
_ADDRESS = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)

OF_THE_HOST = (
    *("env_files", "folders", "dynamic_user", "sandbox", "scheduling", "pressure_preference"),
    *("stdin_file", "credentials"),
)
"""Fields of a process that say what only a process of the host has."""


def check_vm(vm: Vm) -> None:
    """BadValue when no machine can be as this says."""
    if not 1 <= vm.vcpus <= MOST_VCPUS:
        raise BadValue("vcpus", f"is not between 1 and {MOST_VCPUS}")
    _check_size("memory", vm.memory, LEAST_MEMORY, MOST_MEMORY)
    if vm.image:
        _check_of_image(vm)
    else:
        _check_of_disk(vm)
    for field in ("kernel", "initrd"):
        if getattr(vm, field):
            check_path(field, getattr(vm, field))
    check_kernel_args(vm.kernel_args)
    _check_devices(vm)
    check_attachments(vm.networks)
    check_ports(vm.ports)
    if vm.dns is not None:
        check_dns(vm.dns)
    check_hosts(vm.extra_hosts)
    if vm.metadata is not None:
        _check_metadata(vm.metadata)
    if vm.heartbeat and not SHORTEST_HEARTBEAT <= vm.heartbeat <= LONGEST_HEARTBEAT:
        why = f"is not 0, or between {SHORTEST_HEARTBEAT:g} s and {LONGEST_HEARTBEAT:g} s"
        raise BadValue("heartbeat", why)
    if vm.auraed_address and not _ADDRESS.fullmatch(vm.auraed_address):
        raise BadValue("auraed_address", "is no address")
    if vm.limits is not None:
        check_limits(vm.limits)
    check_texts({"labels": vm.labels, "annotations": vm.annotations})


def check_guest_process(executable: Executable, vm: Vm) -> None:
    """BadValue when the process of a machine says what no guest can do."""
    for field in OF_THE_HOST:
        if getattr(executable, field):
            raise BadValue(field, "is for processes of the host, not of a guest")
    if vm.image:
        return
    for field in ("argv", "env", "working_directory", "user", "group", "credentials"):
        if getattr(executable, field):
            raise BadValue(field, "needs an image: a disk has what runs in it")


def check_guest_service(service: Service, vm: Vm) -> None:
    """BadValue when a service asks for what a guest cannot be asked for."""
    check_service(service, "guest")
    for field in ("listeners", "fd_store", "watchdog"):
        if getattr(service, field):
            raise BadValue(field, "is for processes of the host: a guest has no descriptors of it")
    if service.notifies:
        raise BadValue("type", "is for processes of the host: a guest cannot notify")
    if not vm.has_agent:
        _check_without_agent(service)


def check_kernel_args(arguments: Sequence[str]) -> None:
    """BadValue for what the kernel would not take for one argument."""
    check_count("kernel_args", arguments, MOST_ARGUMENTS)
    for index, argument in enumerate(arguments):
        field = f"kernel_args[{index}]"
        if not argument.strip():
            raise BadValue(field, "is empty")
        if not (argument.isascii() and argument.isprintable()):
            raise BadValue(field, "has other than printable ASCII characters")
        if argument.count('"') % 2:
            raise BadValue(field, "has a quote that is not closed")
    if sum(len(argument) + 1 for argument in arguments) > LONGEST_ARGUMENTS:
        raise BadValue("kernel_args", f"have over {LONGEST_ARGUMENTS} bytes together")


def check_drive(field: str, drive: Drive) -> None:
    """BadValue when no disk can be as this says."""
    if not _DRIVE.fullmatch(drive.id):
        raise BadValue(f"{field}.id", "is not 1 to 20 letters, digits and `-`")
    if drive.id in OWN_DRIVES:
        raise BadValue(f"{field}.id", "is that of a disk that the daemon makes")
    if bool(drive.path) == bool(drive.volume):
        raise BadValue(f"{field}.path", "or volume has to be set, and only one of them")
    if drive.path:
        check_path(f"{field}.path", drive.path)
    else:
        check_volume_name(f"{field}.volume", drive.volume)
    if drive.target:
        check_path(f"{field}.target", drive.target)
    kind = drive.file_system
    if kind and not (len(kind) <= LONGEST_FILE_SYSTEM and _FILE_SYSTEM.fullmatch(kind)):
        raise BadValue(f"{field}.file_system", "is no name of a file system")
    if drive.limits is not None:
        check_drive_limits(f"{field}.limits", drive.limits)


def check_drive_limits(field: str, limits: DriveLimits) -> None:
    """BadValue for a limit that lets nothing through, or a burst of nothing."""
    for what in ("bytes", "operations"):
        rate, burst = getattr(limits, f"{what}_per_second"), getattr(limits, f"{what}_burst")
        if rate is not None and not 1 <= rate < 1 << 50:
            raise BadValue(f"{field}.{what}_per_second", "is not between 1 and 2**50")
        if burst is not None and (rate is None or not 1 <= burst < 1 << 50):
            raise BadValue(f"{field}.{what}_burst", "needs a limit, and is at least 1")


def _check_without_agent(service: Service) -> None:
    for field in ("start_post", "reload", "stop"):
        if getattr(service, field):
            raise BadValue(field, "needs our agent in the guest")
    for index, check in enumerate(service.health):
        if check.command is not None:
            raise BadValue(f"health[{index}].command", "needs our agent in the guest")
        for kind in ("tcp", "http", "grpc"):
            probe = getattr(check, kind)
            if probe is not None and not probe.host:
                why = "is to be said: no agent of ours is in the guest, to connect within it"
                raise BadValue(f"health[{index}].{kind}.host", why)


def _check_of_image(vm: Vm) -> None:
    check_image("image", vm.image)
    check_entrypoint(vm.entrypoint)
    if vm.root is not None:
        raise BadValue("root", "is that of the image: give one of the two")
    if vm.agent:
        raise BadValue("agent", "is in every machine of an image: it is said of disks")
    if vm.hostname:
        check_domain("hostname", vm.hostname, LONGEST_HOSTNAME)
    if vm.scratch_size:
        _check_size("scratch_size", vm.scratch_size, LEAST_SCRATCH, MOST_SCRATCH)
    check_sysctls(vm.sysctls, own_network=True, own_kernel=True)


def _check_of_disk(vm: Vm) -> None:
    if vm.root is None and not vm.kernel:
        raise BadValue("image", "is not set: give an image, a kernel, or a kernel and a root")
    if not vm.kernel:
        raise BadValue("kernel", "is not set: a machine of a disk names its kernel")
    for field in ("entrypoint", "hostname", "shares", "sysctls", "dns", "extra_hosts"):
        if getattr(vm, field):
            raise BadValue(field, "needs an image: a disk has what its guest is")
    for index, drive in enumerate(vm.drives):
        if drive.target:
            raise BadValue(f"drives[{index}].target", "needs an image: its agent mounts it")


def _check_devices(vm: Vm) -> None:
    check_count("drives", vm.drives, MOST_DRIVES)
    check_count("shares", vm.shares, MOST_SHARES)
    drives = {} if vm.root is None else {"root": vm.root}
    drives |= {f"drives[{index}]": drive for index, drive in enumerate(vm.drives)}
    ids = set()
    for field, drive in drives.items():
        check_drive(field, drive)
        if drive.id in ids:
            raise BadValue(f"{field}.id", "stands there twice")
        ids.add(drive.id)
    targets = set()
    for index, share in enumerate(vm.shares):
        _check_share(f"shares[{index}]", share)
        if share.target in targets:
            raise BadValue(f"shares[{index}].target", "stands there twice")
        targets.add(share.target)


def _check_share(field: str, share: Share) -> None:
    check_path(f"{field}.target", share.target)
    if bool(share.source) == bool(share.volume):
        raise BadValue(f"{field}.source", "or volume has to be set, and only one of them")
    if share.source:
        check_path(f"{field}.source", share.source)
    else:
        check_volume_name(f"{field}.volume", share.volume)


def _check_metadata(metadata: Metadata) -> None:
    if len(metadata.document.encode(errors="surrogatepass")) > MOST_DOCUMENT:
        raise BadValue("metadata.document", f"has over {MOST_DOCUMENT} bytes")


def _check_size(field: str, size: int, least: int, most: int) -> None:
    if not least <= size <= most:
        why = f"is not between {least // MIB} MiB and {most // MIB} MiB"
        raise BadValue(field, why)
    if size % MIB:
        raise BadValue(field, "is not in whole MiB")
