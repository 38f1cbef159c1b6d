"""`aer vm allocate`: makes a machine that boots from a disk, or one that a file describes."""

import argparse
import sys

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.cell_limits import number
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.spec_options import from_file
from aurae.cli.vm_calls import ask
from aurae.client.calls import call
from aurae.proto.vms_pb2 import DriveMount, VirtualMachine, VmServiceAllocateRequest

MEMORY = 512
VCPUS = 1

ARGUMENTS = (
    Argument(("id",), "Id of the machine, such as web; a/b/web in the cell a/b.", "VM_ID", many="?"),
    Argument(
        ("-f", "--file"),
        "Take the specification from this file instead, TOML or JSON with the names of the API; - is standard input.",
        "FILE",
    ),
    Argument(("--mem-size-mb", "--machine-mem-size-mb"), "MiB of memory; 512 when not given.", "N", number),
    Argument(("--vcpu-count", "--machine-vcpu-count"), "Processors; 1 when not given.", "N", number),
    Argument(
        ("--kernel-img-path", "--machine-kernel-img-path"),
        "Kernel of the daemon's host; the daemon's own when not given.", "FILE",
    ),
    Argument(
        ("--kernel-args", "--machine-kernel-args"),
        "Add this to the kernel's command line. Repeatable.", "WORD", many="append",
    ),
    Argument(
        ("--root-drive-path", "--machine-root-drive-image-path"),
        "Raw disk of the daemon's host that it boots from.", "FILE",
    ),
    Argument(("--root-drive-readonly", "--machine-root-drive-read-only"), "It cannot write that disk."),
    Argument(
        ("--drive-mounts-image-path", "--machine-drive-mounts-image-path"),
        "One more raw disk of the daemon's host. Repeatable.", "FILE", many="append",
    ),
    Argument(
        ("--drive-mounts-vm-path", "--machine-drive-mounts-vm-path"),
        "Not looked at; upstream has it.", "DIR", many="append",
    ),
    Argument(
        ("--drive-mounts-fs-type", "--machine-drive-mounts-fs-type"),
        "Not looked at; upstream has it.", "WORD", many="append",
    ),
    Argument(
        ("--drive-mounts-read-only", "--machine-drive-mounts-read-only"),
        "It cannot write those disks.",
    ),
    Argument(
        ("--auraed-address", "--machine-auraed-address"),
        "Where the daemon in the guest listens; told again when it has started.", "ADDRESS",
    ),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Make a machine, and print its id."""
    if bool(options.file) == bool(options.id):
        why = "give either the id of a machine and its disk, or a file that describes one"
        print(f"aer vm allocate: {why} (see `aer vm allocate --help`)", file=sys.stderr)
        return 2
    request = VmServiceAllocateRequest()
    if options.file:
        request.workload.CopyFrom(from_file(options.file))
    else:
        request.machine.CopyFrom(machine(options))
    reply = ask(options, lambda stub: call(stub.Allocate, request, limit(options)))
    show(options, lambda: plain(reply), lambda: f"{reply.vm_id}\n")
    return 0


def machine(options: argparse.Namespace) -> VirtualMachine:
    """Return the machine that the options describe, in upstream's words."""
    made = VirtualMachine(
        id=options.id,
        mem_size_mb=MEMORY if options.mem_size_mb is None else options.mem_size_mb,
        vcpu_count=VCPUS if options.vcpu_count is None else options.vcpu_count,
        kernel_img_path=options.kernel_img_path or "",
        kernel_args=options.kernel_args,
        auraed_address=options.auraed_address or "",
    )
    if options.root_drive_path:
        made.root_drive.image_path = options.root_drive_path
        made.root_drive.read_only = options.root_drive_readonly
    paths, types = options.drive_mounts_vm_path, options.drive_mounts_fs_type
    for index, path in enumerate(options.drive_mounts_image_path):
        made.drive_mounts.append(
            DriveMount(
                image_path=path,
                vm_path=paths[index] if index < len(paths) else "",
                fs_type=types[index] if index < len(types) else "",
                read_only=options.drive_mounts_read_only,
            )
        )
    return made
