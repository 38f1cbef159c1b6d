"""`aer vm update`: changes limits, shape and restart policy of machines."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.container_options import RESTART
from aurae.cli.container_update import SET, update_all
from aurae.cli.vm_calls import VMS
from aurae.cli.vm_options import NUMBERS
from aurae.proto.vms_grpc import VmServiceStub

ARGUMENTS = (
    VMS,
    *(argument for _, argument in NUMBERS),
    RESTART,
    SET,
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Change machines, and tell what holds from now on and what the next boot takes up."""
    return update_all(options, "vm update", VmServiceStub, NUMBERS)
