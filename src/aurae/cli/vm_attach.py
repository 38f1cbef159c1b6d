"""`aer vm attach`: shows what a running machine writes, and types into it."""

import argparse

from aurae.cli import attach
from aurae.cli.vm_calls import VM
from aurae.proto.vms_grpc import VmServiceStub

ARGUMENTS = (VM, *attach.OPTIONS)


def run(options: argparse.Namespace) -> int:
    """Attach until the machine is down, and exit as it does; 0 after the keys that detach."""
    return attach.attach(options, VmServiceStub)
