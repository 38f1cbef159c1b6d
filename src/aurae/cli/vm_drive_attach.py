"""`aer vm drive-attach`: gives a machine one more disk."""

import argparse

from aurae.cli import vm_words
from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign
from aurae.cli.session import limit
from aurae.cli.vm_calls import VM, ask, told
from aurae.client.calls import call
from aurae.proto.vms_pb2 import VmServiceAttachDriveRequest

ARGUMENTS = (
    VM,
    Argument(
        ("drive",), "The disk: id=, path= or volume=, target=, ro and more, as of `aer vm create --drive`.",
        "KEY=VALUE,...", vm_words.drive,
    ),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Give a machine a disk; one that runs has it at once."""
    request = VmServiceAttachDriveRequest(vm_id=options.name)
    assign(request, "drive", options.drive)
    ask(options, lambda stub: call(stub.AttachDrive, request, limit(options)))
    return told(options, f"drive {request.drive.id} attached")
