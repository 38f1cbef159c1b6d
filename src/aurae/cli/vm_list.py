"""`aer vm list`: lists machines."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_ls import LABEL
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable, table
from aurae.cli.vm_calls import ask
from aurae.cli.vms import HEADING, row
from aurae.client.calls import call
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VirtualMachineSummary, VmServiceListRequest

ARGUMENTS = (
    Argument(("--cell",), "Show only those in this cell and below it.", "CELL"),
    LABEL,
    Argument(("-q", "--quiet"), "Print ids only."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """List machines by id, those that are down as well."""
    request = VmServiceListRequest(cell=options.cell or "", labels=dict(options.label))

    async def listed(stub: VmServiceStub) -> list[VirtualMachineSummary]:
        found: list[VirtualMachineSummary] = []
        while True:
            reply = await call(stub.List, request, limit(options))
            found += reply.machines
            if not reply.next_page_token:
                return found
            request.page_token = reply.next_page_token

    found = ask(options, listed)
    if options.quiet:
        names = [one.id for one in found]
        show(options, lambda: [*names], lambda: "".join(f"{printable(name)}\n" for name in names))
        return 0
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: table(HEADING, [row(one) for one in found], "STATE"),
    )
    return 0
