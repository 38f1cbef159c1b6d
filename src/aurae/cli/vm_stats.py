"""`aer vm stats`: shows what machines use."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.container_stats import used
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import table
from aurae.cli.units import seconds_text, used_text
from aurae.cli.vm_calls import VMS, ask
from aurae.client.calls import call
from aurae.proto.vms_pb2 import VmServiceStatsRequest, VmStats

ARGUMENTS = (
    VMS._replace(help="Ids of the machines; all that run when not given.", many="*"),
    LIMIT,
    *COMMON,
)
HEADING = (
    "ID", "CPU", "MEMORY", "PEAK", "PIDS", "READ", "WRITTEN", "GUEST CPU", "GUEST MEMORY",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Show what machines use on the host, and as the guests see it; `-` stands for what nobody knows."""
    request = VmServiceStatsRequest(vm_ids=options.name)
    reply = ask(options, lambda stub: call(stub.Stats, request, limit(options)))
    show(
        options,
        lambda: [plain(one) for one in reply.stats],
        lambda: table(HEADING, [_row(one) for one in reply.stats]),
    )
    return 0


def _row(one: VmStats) -> tuple[str, ...]:
    guest = one.guest
    inside = ("-", "-")
    if one.HasField("guest"):
        taken = guest.memory_total_bytes - guest.memory_available_bytes
        inside = (
            seconds_text(guest.cpu_user_us + guest.cpu_system_us),
            used_text(max(0, taken), guest.memory_total_bytes or None),
        )
    return (one.vm_id, *used(one.usage), *inside)
