"""How virtual machines are shown."""

import shlex
from typing import TYPE_CHECKING

from aurae.cli.containers import DOWN, command, networks, restart, state
from aurae.cli.table import age
from aurae.cli.units import bytes_text
from aurae.cli.workloads import since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.proto.runtime_pb2 import VirtualMachine, WorkloadSpec
    from aurae.proto.vms_pb2 import VirtualMachineSummary

HEADING = ("ID", "IMAGE", "COMMAND", "VCPUS", "MEMORY", "CREATED", "STATE", "PID")
MIB = 1024 * 1024


def row(machine: "VirtualMachineSummary") -> tuple[str, ...]:
    """Return the cells of a table."""
    workload = machine.workload
    return (
        machine.id,
        machine.image or machine.root_dir_path or "-",
        command(workload) or "-",
        str(machine.vcpu_count or "-"),
        bytes_text(machine.mem_size_mb * MIB) if machine.mem_size_mb else "-",
        f"{age(since(workload.created_at))} ago",
        state(machine),
        str(workload.pid or "-") if machine.state not in DOWN else "-",
    )


def details(machine: "VirtualMachineSummary", spec: "WorkloadSpec") -> list[tuple[str, str]]:
    """Return what is known of a machine, names and values."""
    workload, asked = machine.workload, spec.vm
    reason = workload.service.reason or workload.reason
    return [
        ("id", machine.id),
        ("state", state(machine)),
        *([("reason", reason)] if reason else []),
        *([("image", machine.image)] if machine.image else []),
        *([("image id", workload.image)] if workload.image else []),
        ("command", shlex.join(workload.argv)),
        ("vcpus", str(machine.vcpu_count or "")),
        ("memory", bytes_text(machine.mem_size_mb * MIB)),
        ("kernel", machine.kernel_img_path or "the daemon's"),
        *_disks(asked),
        ("pid", str(workload.pid or "")),
        ("owner", workload.owner),
        ("kept", "yes" if machine.kept else "no: it goes with its end"),
        ("restart", restart(spec)),
        *networks(asked),
        *([("address", machine.auraed_address)] if machine.auraed_address else []),
        *((f"label {key}", asked.labels[key]) for key in sorted(asked.labels)),
    ]


def _disks(asked: "VirtualMachine") -> "Iterator[tuple[str, str]]":
    if asked.HasField("root"):
        yield "root", asked.root.path or f"volume {asked.root.volume}"
    for drive in asked.drives:
        place = f" at {drive.target}" if drive.target else ""
        yield "drive", f"{drive.id}: {drive.path or f'volume {drive.volume}'}{place}"
    for share in asked.shares:
        yield "share", f"{share.source or f'volume {share.volume}'} at {share.target}"
