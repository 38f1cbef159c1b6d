"""`aer vm cp`: copies files and folders into a guest and out of it."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.container_cp import FOLLOW, copy
from aurae.proto.vms_grpc import VmServiceStub

PLACE = "VM_ID:PATH|PATH"
ARGUMENTS = (
    FOLLOW,
    *COMMON,
    Argument(("source",), "What to copy: ID:/path in a guest, a path here, or - for an archive.", PLACE),
    Argument(("target",), "Where to: likewise; one of the two is in a guest.", PLACE),
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Copy. A target that is a folder gets the source in it; another one is what the source becomes."""
    return copy(options, "vm", VmServiceStub)
