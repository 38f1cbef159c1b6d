"""The stream of Logs for a service: the logs of its runs, one after the other.

A cursor is the run's id, a colon, and the cursor within its log, so that going on from it neither
loses nor doubles a byte over restarts.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.refusal import InvalidField
from aurae.model.service_life import AT_REST
from aurae.observe.logs import LogReader
from aurae.server.logs import Window, send_window, window_of

if TYPE_CHECKING:
    from grpclib.server import Stream

    from aurae.model.workload import Workload
    from aurae.proto import runtime_pb2 as api
    from aurae.services.life import Life
    from aurae.services.services import Services
    from aurae.supervise.supervisor import Supervisor

MOST_RUNS = 1000
"""Newest runs of a service whose logs are read."""


async def send_service_logs(
    stream: Stream[api.LogsRequest, api.LogsResponse],
    request: api.LogsRequest,
    life: Life,
    services: Services,
    supervisor: Supervisor,
) -> None:
    """Send the lines of a service's runs; with `follow` until it is at rest."""
    window, first = window_of(request), 0
    if request.cursor:
        first, inner = _cursor(request)
        window = window.behind(inner)
    runs = [
        run for run in await supervisor.history_of(life.record.id, MOST_RUNS) if run.id >= first
    ]
    if window.tail is not None:
        runs, window = await asyncio.to_thread(_last, runs, window, supervisor)
    sent = first - 1
    while True:
        for run in runs:
            ended = supervisor.complete(run) if request.follow else _ended()
            await send_window(stream, window, supervisor.log_folder(run), ended, f"{run.id}:")
            sent, window = run.id, window.whole()
        if not request.follow:
            return
        await services.wait_for(life, partial(_has_more, life, supervisor, sent))
        runs = _newer(life, supervisor, sent)
        if not runs:
            return


def _has_more(life: Life, supervisor: Supervisor, sent: int) -> bool:
    """Say whether there is a newer run, or will be none."""
    return bool(_newer(life, supervisor, sent)) or life.removed or life.phase in AT_REST


def _newer(life: Life, supervisor: Supervisor, sent: int) -> list[Workload]:
    return [run.workload for run in supervisor.runs_of(life.record.id) if run.id > sent]


def _cursor(request: api.LogsRequest) -> tuple[int, str]:
    number, colon, inner = request.cursor.partition(":")
    if not colon or not (number.isascii() and number.isdecimal() and len(number) < 19):
        action = f"read logs of {request.name}"
        raise InvalidField(action, "cursor", "is not from an answer of Logs of a service")
    return int(number), inner


def _last(
    runs: list[Workload], window: Window, supervisor: Supervisor
) -> tuple[list[Workload], Window]:
    """Return the runs that have the last lines, and how many of the first one's count."""
    wanted = window.tail or 0
    chosen: list[Workload] = []
    for run in reversed(runs):
        chosen.insert(0, run)
        reader = LogReader(supervisor.log_folder(run))
        batches = reader.read(streams=window.streams, since_ns=window.since_ns, tail=wanted)
        counts = dict.fromkeys(window.streams, 0)
        for batch in batches:
            for line in batch.lines:
                counts[line.stream] += 1
        if max(counts.values()) >= wanted:
            return chosen, window.ending(wanted)
        wanted -= max(counts.values())
    return chosen, window.whole()


def _ended() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event
