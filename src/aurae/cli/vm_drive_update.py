"""`aer vm drive-update`: changes a disk of a machine."""

import argparse
import sys

from aurae.cli import vm_words
from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign
from aurae.cli.cell_limits import size_argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.cli.vm_calls import VM, ask
from aurae.cli.vm_drive_detach import DRIVE
from aurae.client.calls import call
from aurae.proto.vms_pb2 import VmServiceUpdateDriveRequest

ARGUMENTS = (
    VM,
    DRIVE,
    Argument(("--path",), "Put this file or block device of the host in its place.", "FILE"),
    Argument(("--size",), "Have it grow to so many bytes.", "SIZE", size_argument),
    Argument(
        ("--limits",), "How fast it is: bps=, iops= and their -burst; none for no limits.",
        "KEY=VALUE,...", vm_words.drive_limits,
    ),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Change what a disk holds, its size or how fast it is; a machine that runs sees it at once."""
    request = VmServiceUpdateDriveRequest(
        vm_id=options.name, drive_id=options.drive, path=options.path, size=options.size
    )
    if options.limits is not None:
        request.limits.SetInParent()
        assign(request, "limits", options.limits)
    if len(request.ListFields()) == 2:
        why = "nothing is to be changed (see `aer vm drive-update --help`)"
        print(f"aer vm drive-update: {why}", file=sys.stderr)
        return 2
    drive = ask(options, lambda stub: call(stub.UpdateDrive, request, limit(options))).drive
    show(
        options,
        lambda: plain(drive),
        lambda: f"{printable(options.name)}: drive {printable(drive.id)} changed\n",
    )
    return 0
