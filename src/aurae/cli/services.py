"""`aer services`: lists services."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.phases import has_failed, is_up, standing, why
from aurae.cli.ps import list_workloads
from aurae.cli.session import connect, limit
from aurae.cli.spans import ago
from aurae.cli.table import table
from aurae.cli.workloads import full_name
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ListRequest, Workload

CELL = Argument(("--cell",), "Show only services in this cell and below it.", "CELL")

ARGUMENTS = (
    Argument(("--failed",), "Show only services that have failed."),
    Argument(("--active",), "Show only services that are up."),
    CELL,
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """List services by name, in whatever phase they are."""
    found = asyncio.run(services_of(options))
    if options.failed:
        found = [service for service in found if has_failed(service)]
    if options.active:
        found = [service for service in found if is_up(service)]
    show(options, lambda: [plain(service) for service in found], lambda: _table(found))
    return 0


async def services_of(options: argparse.Namespace) -> list[Workload]:
    """Ask for all services, below `options.cell` if it is given."""
    request = ListRequest(services=True, cell=getattr(options, "cell", None) or "")
    async with connect(options) as channel:
        return await list_workloads(RuntimeServiceStub(channel), request, limit(options))


def _table(services: list[Workload]) -> str:
    return table(
        ("NAME", "PHASE", "SINCE", "ENABLED", "PID", "DESCRIPTION"),
        [
            (
                full_name(service),
                standing(service),
                ago(service.service, "changed_at"),
                "yes" if service.service.enabled else "no",
                str(service.service.main_pid or "-"),
                _about(service),
            )
            for service in services
        ],
        "PHASE",
    )


def _about(service: Workload) -> str:
    """Return what a person wants to read of it: why it is down, else what it is for."""
    reason = "" if is_up(service) else why(service)
    return reason or service.service.description
