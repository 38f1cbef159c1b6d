"""`aer vm get`: shows all about a machine."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import listing
from aurae.cli.vm_calls import VM, ask
from aurae.cli.vms import details
from aurae.client.calls import call
from aurae.proto.vms_pb2 import VmServiceGetRequest

ARGUMENTS = (VM, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show a machine and what was asked of it; documents have the whole of it."""
    request = VmServiceGetRequest(vm_id=options.name)
    found = ask(options, lambda stub: call(stub.Get, request, limit(options)))
    show(options, lambda: plain(found), lambda: listing(details(found.machine, found.spec)))
    return 0
