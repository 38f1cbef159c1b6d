"""`aer vm resize`: takes memory from a guest, or gives it back."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.cell_limits import size_argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.cli.units import bytes_text
from aurae.cli.vm_calls import VM, ask
from aurae.client.calls import call
from aurae.proto.vms_pb2 import VmServiceResizeRequest

ARGUMENTS = (
    VM,
    Argument(("memory",), "Memory that the guest is to have, at most what it began with.", "SIZE", size_argument),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Resize, and print what the guest has then: it gives what it can do without."""
    request = VmServiceResizeRequest(vm_id=options.name, memory=options.memory)
    reply = ask(options, lambda stub: call(stub.Resize, request, limit(options)))
    show(
        options,
        lambda: plain(reply),
        lambda: f"{printable(options.name)}: {bytes_text(reply.memory)}\n",
    )
    return 0
