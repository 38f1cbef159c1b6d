"""`aer vm wait`: waits until machines are down."""

import argparse

from aurae.cli.arguments import COMMON
from aurae.cli.container_wait import wait_for_all
from aurae.cli.vm_calls import VMS
from aurae.cli.wait import LONGEST_WAIT
from aurae.proto.vms_grpc import VmServiceStub

ARGUMENTS = (VMS, LONGEST_WAIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Wait for machines; exits with 0 when all ended with exit code 0, else with 1."""
    return wait_for_all(options, VmServiceStub)
