"""RuntimeService: starts, stops, watches and shows workloads."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from aurae.model.cell import NODE
from aurae.model.names import full_name
from aurae.model.refusal import InvalidField
from aurae.proto import runtime_pb2 as api
from aurae.server import caller, convert, convert_spec, outbox
from aurae.server.errors import inside
from aurae.server.logs import send_logs
from aurae.server.output import output_of
from aurae.server.services import ServiceCalls
from aurae.supervise.supervisor import PAGE

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.supervise.supervisor import Supervisor
else:
    from aurae.model.override import override

WAIT = 30.0
"""Seconds that Wait waits when the request does not say."""


class CellStarts(Protocol):
    """What starts workloads in cells."""

    async def start(self, cell: str, spec: WorkloadSpec, owner: str) -> Workload:
        """Start a workload in the cell of this path; raises Refusal."""


class Runtime(ServiceCalls):
    """Answers for all kinds of workloads."""

    def __init__(self, supervisor: Supervisor, cells: CellStarts) -> None:
        """`supervisor` has adopted what runs; `cells` knows the cells."""
        self._supervisor = supervisor
        self._cells = cells

    @override
    async def Start(self, stream: Stream[api.StartRequest, api.StartResponse]) -> None:  # noqa: N802  # named by the proto
        """Start a workload, and wait for its end when asked to."""
        request = await stream.recv_message()
        assert request is not None
        with inside("workload"):
            spec = convert_spec.spec(request.workload)
            action = convert.start_action(request.workload)
            cell = convert.cell(action, request.workload.cell)
        wait = None
        if request.HasField("wait"):
            wait = convert.seconds(action, "wait", request.wait)
        limit = convert.output_limit(action, request.output_limit)
        if wait is not None:
            outbox.current().check(limit)  # here, where a refusal has not started anything yet
        who = caller.current()
        with inside("workload"):
            if cell == NODE:
                workload = await self._supervisor.start(spec, str(who))
            else:
                workload = await self._cells.start(cell, spec, str(who))
        if wait is not None:
            workload = await self._supervisor.wait_id(workload, wait)
        # Nothing here keeps a second copy of the output while the answer waits to be sent.
        await stream.send_message(
            api.StartResponse(
                workload=convert.workload(workload),
                output=None if wait is None else await self._output(workload, limit),
            )
        )

    @override
    async def Stop(self, stream: Stream[api.StopRequest, api.StopResponse]) -> None:  # noqa: N802  # named by the proto
        """Stop a workload."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = convert.name("stop", request.name)
        grace = None
        if request.HasField("timeout"):
            action = f"stop {full_name(cell, name)}"
            grace = convert.seconds(action, "timeout", request.timeout)
        workload = await self._supervisor.stop(cell, name, grace)
        await stream.send_message(api.StopResponse(workload=convert.workload(workload)))

    @override
    async def Wait(self, stream: Stream[api.WaitRequest, api.WaitResponse]) -> None:  # noqa: N802  # named by the proto
        """Wait for the end of a workload."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = convert.name("wait for", request.name)
        action = f"wait for {full_name(cell, name)}"
        limit = convert.output_limit(action, request.output_limit)
        patience = WAIT
        if request.HasField("timeout"):
            patience = convert.seconds(action, "timeout", request.timeout)
        workload = await self._supervisor.wait(cell, name, patience)
        await stream.send_message(
            api.WaitResponse(
                workload=convert.workload(workload), output=await self._output(workload, limit)
            )
        )

    @override
    async def List(self, stream: Stream[api.ListRequest, api.ListResponse]) -> None:  # noqa: N802  # named by the proto
        """List workloads, a page at a time."""
        request = await stream.recv_message()
        assert request is not None
        if request.page_size > PAGE:
            raise InvalidField("list workloads", "page_size", f"is above {PAGE}")
        token = request.page_token or "0"
        if not (token.isascii() and token.isdecimal() and len(token) < 19):
            raise InvalidField("list workloads", "page_token", "is not from an answer of List")
        cell = convert.cell("list workloads", request.cell)
        found, following = await self._supervisor.page(
            int(token), request.page_size or PAGE, request.all, cell
        )
        await stream.send_message(
            api.ListResponse(
                workloads=[convert.workload(item) for item in found],
                next_page_token=str(following) if following else "",
            )
        )

    @override
    async def Get(self, stream: Stream[api.GetRequest, api.GetResponse]) -> None:  # noqa: N802  # named by the proto
        """Show one workload."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = convert.name("get", request.name)
        workload = await self._supervisor.get(cell, name)
        await stream.send_message(api.GetResponse(workload=convert.workload(workload)))

    @override
    async def Logs(self, stream: Stream[api.LogsRequest, api.LogsResponse]) -> None:  # noqa: N802  # named by the proto
        """Send the lines of a workload, and with `follow` those to come."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = convert.name("read logs of", request.name)
        workload = await self._supervisor.get(cell, name, "read logs of")
        ended = asyncio.Event()
        if request.follow:
            ended = self._supervisor.complete(workload)
        else:
            ended.set()
        await send_logs(stream, request, self._supervisor.log_folder(workload), ended)

    async def _output(self, workload: Workload, limit: int) -> api.Output:
        return await output_of(self._supervisor.log_folder(workload), limit)
