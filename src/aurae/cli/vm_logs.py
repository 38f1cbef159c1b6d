"""`aer vm logs`: shows what a machine wrote."""

import argparse

from aurae.cli import logs
from aurae.cli.vm_calls import VM
from aurae.proto.vms_grpc import VmServiceStub

ARGUMENTS = (VM, *logs.OPTIONS)


def run(options: argparse.Namespace) -> int:
    """Show logs of the process in a guest; of a machine that boots from a disk, its serial console."""
    return logs.show_logs(options, VmServiceStub)
