"""The calls of RuntimeService that only look: plans, exposure, and everything about one workload."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from aurae.model.cell import Place
from aurae.model.exposure import overall
from aurae.model.names import full_name, shown_name
from aurae.model.refusal import InvalidField, NotFound
from aurae.observe.logs import LogReader
from aurae.proto import runtime_pb2 as api
from aurae.server import convert, convert_spec
from aurae.server.errors import inside
from aurae.server.logs import line_message
from aurae.server.services import ServiceCalls
from aurae.supervise.order import Order

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.workload import Workload, WorkloadSpec
else:
    from aurae.model.override import override

LINES = 10
MOST_LINES = 1000
MOST_PROCESSES = 4096
"""Processes of one workload that are shown."""


class LookCalls(ServiceCalls):
    """Shows."""

    @override
    async def Status(self, stream: Stream[api.StatusRequest, api.StatusResponse]) -> None:  # noqa: N802  # named by the proto
        """Show everything about one workload."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = convert.name("show", request.name)
        lines = request.lines if request.HasField("lines") else LINES
        if lines > MOST_LINES:
            raise InvalidField(f"show {request.name}", "lines", f"is above {MOST_LINES}")
        life = self._services.find(full_name(cell, name))
        response = api.StatusResponse()
        if life is not None:
            run = await self.newest(life)
            response.workload.CopyFrom(await self.shown(life))
            response.spec.CopyFrom(convert_spec.spec_message(life.record.spec, cell))
        else:
            run = await self._supervisor.get(cell, name, "show")
            response.workload.CopyFrom(convert.workload(run))
        if run is not None:
            await self._look_at(run, lines, response)
        await stream.send_message(response)

    async def _look_at(self, run: Workload, lines: int, response: api.StatusResponse) -> None:
        response.processes.extend(await asyncio.to_thread(self._processes, run))
        response.usage.CopyFrom(self._usage(run))
        if lines:
            reader = LogReader(self._supervisor.log_folder(run))
            batches = await asyncio.to_thread(lambda: list(reader.read(tail=lines)))
            found = [line for batch in batches for line in batch.lines]
            response.lines.extend(line_message(line) for line in found[-lines:])

    def _processes(self, run: Workload) -> list[api.Process]:
        pids = self._supervisor.processes(run)[:MOST_PROCESSES]
        known = set(pids)
        return [item for pid in pids if (item := _process(pid, known)) is not None]

    def _usage(self, run: Workload) -> api.Usage:
        usage = self._supervisor.usage(run)
        return api.Usage(**usage)

    @override
    async def Explain(self, stream: Stream[api.ExplainRequest, api.ExplainResponse]) -> None:  # noqa: N802  # named by the proto
        """Show the steps of a start."""
        request = await stream.recv_message()
        assert request is not None
        cell, spec = self._asked(request, "explain")
        with inside("workload"):
            steps = await self._supervisor.explain(Order(spec, "", Place(cell)))
        await stream.send_message(api.ExplainResponse(steps=steps))

    @override
    async def Security(self, stream: Stream[api.SecurityRequest, api.SecurityResponse]) -> None:  # noqa: N802  # named by the proto
        """Tell how much of the machine a workload could reach."""
        request = await stream.recv_message()
        assert request is not None
        cell, spec = self._asked(request, "judge")
        with inside("workload"):
            rows = await self._supervisor.exposure(Order(spec, "", Place(cell)))
        total, verdict = overall(rows)
        message = api.SecurityResponse(exposure=total, verdict=verdict)
        for row in rows:
            message.exposures.add(
                name=row.name, description=row.description, exposure=row.exposure
            )
        await stream.send_message(message)

    def _asked(
        self, request: api.ExplainRequest | api.SecurityRequest, verb: str
    ) -> tuple[str, WorkloadSpec]:
        """Return the cell and the specification of a request, or of the service that it names."""
        if not request.name:
            action = f"{verb} {shown_name(request.workload.name)}"
            cell = convert.cell(action, request.workload.cell)
            with inside("workload"):
                spec = convert_spec.spec(request.workload, action)
            self._services.check(cell, spec, action)
            return cell, spec
        cell, name = convert.name(verb, request.name)
        action = f"{verb} {full_name(cell, name)}"
        if request.HasField("workload"):
            raise InvalidField(action, "name", "excludes workload")
        life = self._services.find(full_name(cell, name))
        if life is None:
            raise NotFound(action, "no such service")
        return cell, life.record.spec


def _process(pid: int, known: set[int]) -> api.Process | None:
    """Return a process as it is shown; None when it has gone."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            stat = file.read()
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            words = file.read(4096).split(b"\0")
    except OSError:
        return None
    name, _, rest = stat.partition(b"(")[2].rpartition(b")")
    parent = int(rest.split()[1])
    line = b" ".join(words).strip() or b"[" + name + b"]"
    return api.Process(
        pid=pid,
        parent=parent if parent in known else 0,
        command=os.fsdecode(line).encode(errors="replace").decode(),
    )
