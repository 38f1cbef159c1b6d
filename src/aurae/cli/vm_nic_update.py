"""`aer vm nic-update`: changes how fast a machine may be on a network."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.cell_limits import size_argument
from aurae.cli.session import limit
from aurae.cli.vm_calls import VM, ask, told
from aurae.client.calls import call
from aurae.proto.vms_pb2 import VmServiceUpdateNicRequest

ARGUMENTS = (
    VM,
    Argument(("network",), "Name of the network.", "NETWORK"),
    Argument(("--receive",), "Bytes a second that it receives; unlimited when not given.", "SIZE", size_argument),
    Argument(("--send",), "Bytes a second that it sends; unlimited when not given.", "SIZE", size_argument),
    Argument(("--burst",), "Bytes at once above that.", "SIZE", size_argument),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Change the rates of a machine on one of its networks, in the place of all that it has."""
    request = VmServiceUpdateNicRequest(vm_id=options.name, network=options.network)
    for field in ("receive", "send", "burst"):
        value = getattr(options, field)
        if value is not None:
            setattr(request.rates, field, value)
    ask(options, lambda stub: call(stub.UpdateNic, request, limit(options)))
    return told(options, f"rates on {options.network} changed")
