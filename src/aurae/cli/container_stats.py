"""`aer container stats`: shows what containers use."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_calls import CONTAINERS, ask
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import table
from aurae.cli.units import bytes_text, count_text, seconds_text, used_text
from aurae.client.calls import call
from aurae.proto.containers_pb2 import ContainerStats, ContainerStatsRequest
from aurae.proto.runtime_pb2 import Usage

ARGUMENTS = (
    CONTAINERS._replace(help="Names of the containers; all that run when not given.", many="*"),
    Argument(("-s", "--size"), "Also add up what they have written into their roots."),
    LIMIT,
    *COMMON,
)
HEADING = ("NAME", "CPU", "MEMORY", "PEAK", "PIDS", "READ", "WRITTEN")


def run(options: argparse.Namespace) -> int:
    """Show what containers use; `-` stands for what the kernel does not measure here."""
    request = ContainerStatsRequest(names=options.name, size=options.size)
    reply = ask(options, lambda stub: call(stub.Stats, request, limit(options)))
    heading = (*HEADING, "SIZE") if options.size else HEADING
    show(
        options,
        lambda: [plain(one) for one in reply.stats],
        lambda: table(heading, [_row(one, size=options.size) for one in reply.stats]),
    )
    return 0


def _row(one: ContainerStats, *, size: bool) -> tuple[str, ...]:
    cells = (one.name, *used(one.usage))
    return (*cells, bytes_text(one.written_bytes)) if size else cells


def used(usage: Usage) -> tuple[str, ...]:
    """Return the cells of a table behind the name."""
    has = usage.HasField
    limits = {
        name: getattr(usage, f"{name}_limit{unit}") if has(f"{name}_limit{unit}") else None  # type: ignore[arg-type]  # a field's name
        for name, unit in (("memory", "_bytes"), ("processes", ""))
    }
    return (
        seconds_text(usage.cpu_us) if has("cpu_us") else "-",
        used_text(usage.memory_bytes, limits["memory"]) if has("memory_bytes") else "-",
        bytes_text(usage.memory_peak_bytes) if has("memory_peak_bytes") else "-",
        count_text(usage.processes, limits["processes"]) if has("processes") else "-",
        bytes_text(usage.read_bytes) if has("read_bytes") else "-",
        bytes_text(usage.written_bytes) if has("written_bytes") else "-",
    )
