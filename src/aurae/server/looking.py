"""The calls of RuntimeService that only look: plans, exposure, and everything about one workload."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from grpclib.const import Status as Code
from grpclib.exceptions import GRPCError

from aurae.model.names import full_name
from aurae.model.refusal import InvalidField
from aurae.observe.logs import LogReader
from aurae.proto import runtime_pb2 as api
from aurae.server import convert, convert_spec
from aurae.server.logs import line_message
from aurae.server.services import ServiceCalls

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.workload import Workload
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
            run = await self._newest(life)
            response.workload.CopyFrom(await self._shown(life))
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
        """Refuse."""
        raise GRPCError(Code.UNIMPLEMENTED, "cannot call Explain: no such method")

    @override
    async def Security(self, stream: Stream[api.SecurityRequest, api.SecurityResponse]) -> None:  # noqa: N802  # named by the proto
        """Refuse."""
        raise GRPCError(Code.UNIMPLEMENTED, "cannot call Security: no such method")


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
