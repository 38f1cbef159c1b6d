"""`aer vm exec`: runs a command in a guest, and ends as it ends."""

import argparse

from aurae.cli import container_exec
from aurae.cli import exec as execution
from aurae.cli.vm_calls import VM
from aurae.proto.vms_grpc import VmServiceStub

ARGUMENTS = tuple(VM if item.names == ("name",) else item for item in container_exec.ARGUMENTS)


def run(options: argparse.Namespace) -> int:
    """Run a command; exits with its code, 128+n after signal n, or 125 to 127 when it cannot run."""
    options.cwd = options.workdir
    return execution.execute(options, "vm exec", VmServiceStub)
