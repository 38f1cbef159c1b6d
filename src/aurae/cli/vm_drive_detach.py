"""`aer vm drive-detach`: takes a disk away from a machine."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.session import limit
from aurae.cli.vm_calls import VM, ask, told
from aurae.client.calls import call
from aurae.proto.vms_pb2 import VmServiceDetachDriveRequest

DRIVE = Argument(("drive",), "Id of the disk.", "DRIVE_ID")
ARGUMENTS = (VM, DRIVE, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Take a disk away; a guest that runs has to let it go."""
    request = VmServiceDetachDriveRequest(vm_id=options.name, drive_id=options.drive)
    ask(options, lambda stub: call(stub.DetachDrive, request, limit(options)))
    return told(options, f"drive {options.drive} detached")
