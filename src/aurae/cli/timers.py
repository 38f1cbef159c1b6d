"""`aer timers`: lists when services start by themselves."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import moment, plain
from aurae.cli.output import show
from aurae.cli.phases import phase
from aurae.cli.services import CELL, services_of
from aurae.cli.spans import ago
from aurae.cli.table import table
from aurae.cli.workloads import full_name
from aurae.proto.runtime_pb2 import Workload

ARGUMENTS = (CELL, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """List services that have a timer, the next to start first."""
    found = [item for item in asyncio.run(services_of(options)) if _is_timed(item)]
    found.sort(key=_next)
    show(options, lambda: [plain(service) for service in found], lambda: _table(found))
    return 0


def _is_timed(service: Workload) -> bool:
    return service.service.HasField("timer_next_at") or service.service.HasField("timer_last_at")


def _next(service: Workload) -> tuple[bool, int]:
    """Order by the next start; those without one come last."""
    state = service.service
    return (not state.HasField("timer_next_at"), state.timer_next_at.ToNanoseconds())


def _table(services: list[Workload]) -> str:
    rows = []
    for service in services:
        state = service.service
        at = moment(state.timer_next_at) if state.HasField("timer_next_at") else "-"
        left, passed = ago(state, "timer_next_at"), ago(state, "timer_last_at")
        rows.append((at.split(".")[0], left, passed, phase(state), full_name(service)))
    return table(("NEXT", "LEFT", "LAST", "PHASE", "NAME"), rows, "PHASE")
