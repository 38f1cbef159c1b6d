"""RuntimeService: starts, stops, watches and shows workloads."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from aurae.model.cell import NODE
from aurae.model.names import full_name
from aurae.model.refusal import AlreadyExists, InvalidField
from aurae.proto import runtime_pb2 as api
from aurae.server import caller, convert, convert_service, convert_spec, outbox
from aurae.server.attaching import AttachCalls
from aurae.server.errors import inside
from aurae.server.logs import send_window, window_of
from aurae.server.looking import LookCalls
from aurae.server.output import output_of
from aurae.server.service_logs import send_service_logs
from aurae.server.sessions import SessionCalls
from aurae.supervise.supervisor import PAGE

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.services.life import Life
    from aurae.services.services import Services
    from aurae.supervise.inputs import Inputs
    from aurae.supervise.sessions import Sessions
    from aurae.supervise.supervisor import Supervisor
else:
    from aurae.model.override import override

WAIT = 30.0
"""Seconds that Wait waits when the request does not say."""


class CellStarts(Protocol):
    """What starts workloads in cells."""

    async def start(self, cell: str, spec: WorkloadSpec, owner: str) -> Workload:
        """Start a workload in the cell of this path; raises Refusal."""


class Runtime(LookCalls, SessionCalls, AttachCalls):
    """Answers for all kinds of workloads."""

    def __init__(
        self,
        supervisor: Supervisor,
        cells: CellStarts,
        services: Services,
        sessions: Sessions,
        inputs: Inputs,
    ) -> None:
        """`supervisor` and `services` have adopted what there is; `cells` knows the cells."""
        super().__init__(services, supervisor)
        self._cells = cells
        self._sessions = sessions
        self._inputs = inputs

    @override
    async def Start(self, stream: Stream[api.StartRequest, api.StartResponse]) -> None:  # noqa: N802  # named by the proto
        """Start a workload, and wait for its end when asked to."""
        request = await stream.recv_message()
        assert request is not None
        if request.name or request.workload.HasField("service"):
            await self._start_service(stream, request)
            return
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
        if spec.name and full_name(cell, spec.name) in self._services:
            raise AlreadyExists(action, "a service of that name is there")
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
        if full_name(cell, name) in self._services:
            life = await self._services.stop(full_name(cell, name), grace)
            await stream.send_message(api.StopResponse(workload=await self.shown(life)))
            return
        workload = await self._supervisor.stop(cell, name, grace)
        await stream.send_message(api.StopResponse(workload=convert.workload(workload)))

    @override
    async def Wait(self, stream: Stream[api.WaitRequest, api.WaitResponse]) -> None:  # noqa: N802  # named by the proto
        """Wait for the end of a workload."""
        request = await stream.recv_message()
        assert request is not None
        await stream.send_message(await self.wait(request))

    async def wait(self, request: api.WaitRequest) -> api.WaitResponse:
        """Wait for the end of a workload, for as long as a request says."""
        cell, name = convert.name("wait for", request.name)
        action = f"wait for {full_name(cell, name)}"
        limit = convert.output_limit(action, request.output_limit)
        patience = WAIT
        if request.HasField("timeout"):
            patience = convert.seconds(action, "timeout", request.timeout)
        life = self._services.find(full_name(cell, name))
        if life is not None:
            await self._services.wait_for_rest(life, patience)
            output = await self._service_output(life, limit)
            return api.WaitResponse(workload=await self.shown(life), output=output)
        workload = await self._supervisor.wait(cell, name, patience)
        return api.WaitResponse(
            workload=convert.workload(workload), output=await self._output(workload, limit)
        )

    @override
    async def List(self, stream: Stream[api.ListRequest, api.ListResponse]) -> None:  # noqa: N802  # named by the proto
        """List workloads, a page at a time."""
        request = await stream.recv_message()
        assert request is not None
        if request.page_size > PAGE:
            raise InvalidField("list workloads", "page_size", f"is above {PAGE}")
        token = "0" if request.services else request.page_token or "0"
        if not (token.isascii() and token.isdecimal() and len(token) < 19):
            raise InvalidField("list workloads", "page_token", "is not from an answer of List")
        cell = convert.cell("list workloads", request.cell)
        if request.services:
            await self._list_services(stream, request, cell)
            return
        found, following = await self._supervisor.page(
            int(token), request.page_size or PAGE, request.all, cell
        )
        await stream.send_message(
            api.ListResponse(
                workloads=[self._workload(item) for item in found],
                next_page_token=str(following) if following else "",
            )
        )

    @override
    async def Get(self, stream: Stream[api.GetRequest, api.GetResponse]) -> None:  # noqa: N802  # named by the proto
        """Show one workload."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = convert.name("get", request.name)
        life = self._services.find(full_name(cell, name))
        if life is not None:
            shown = await self.shown(life)
        else:
            shown = convert.workload(await self._supervisor.get(cell, name))
        await stream.send_message(api.GetResponse(workload=shown))

    @override
    async def Logs(self, stream: Stream[api.LogsRequest, api.LogsResponse]) -> None:  # noqa: N802  # named by the proto
        """Send the lines of a workload, and with `follow` those to come."""
        request = await stream.recv_message()
        assert request is not None
        await self.send_logs(stream, request)

    async def send_logs(
        self, stream: Stream[api.LogsRequest, api.LogsResponse], request: api.LogsRequest
    ) -> None:
        """Send what a request for logs asks for."""
        cell, name = convert.name("read logs of", request.name)
        life = self._services.find(full_name(cell, name))
        if life is not None:
            await send_service_logs(stream, request, life, self._services, self._supervisor)
            return
        workload = await self._supervisor.get(cell, name, "read logs of")
        ended = asyncio.Event()
        if request.follow:
            ended = self._supervisor.complete(workload)
        else:
            ended.set()
        folder = self._supervisor.log_folder(workload)
        await send_window(stream, window_of(request), folder, ended)

    async def _start_service(
        self, stream: Stream[api.StartRequest, api.StartResponse], request: api.StartRequest
    ) -> None:
        """Define a service and start it, or start one that is known; wait for its end when asked to."""
        who, wait = str(caller.current()), not request.no_block
        if request.name:
            name = full_name(*convert.name("start", request.name))
            action = f"start {name}"
            if request.HasField("workload"):
                raise InvalidField(action, "name", "excludes workload")
        else:
            action, name = convert.start_action(request.workload), ""
        limit = convert.output_limit(action, request.output_limit)
        patience = None
        if request.HasField("wait"):
            patience = convert.seconds(action, "wait", request.wait)
            outbox.current().check(limit)
        if name:
            life = await self._services.start(name, wait=wait)
        else:
            with inside("workload"):
                spec = convert_spec.spec(request.workload)
                cell = convert.cell(action, request.workload.cell)
                life = await self._services.start_new(cell, spec, who, wait=wait)
        output = None
        if patience is not None:
            await self._services.wait_for_rest(life, patience)
            output = await self._service_output(life, limit)
        await stream.send_message(
            api.StartResponse(workload=await self.shown(life), output=output)
        )

    async def _service_output(self, life: Life, limit: int) -> api.Output:
        run = await self.newest(life)
        return await self._output(run, limit) if run is not None else api.Output()

    async def _list_services(
        self,
        stream: Stream[api.ListRequest, api.ListResponse],
        request: api.ListRequest,
        cell: str,
    ) -> None:
        lives = [life for life in self._services.lives(cell) if life.name > request.page_token]
        size = request.page_size or PAGE
        shown = [await self.shown(life) for life in lives[:size]]
        more = lives[size - 1].name if len(lives) > size else ""
        await stream.send_message(api.ListResponse(workloads=shown, next_page_token=more))

    def _workload(self, item: Workload) -> api.Workload:
        """Return a run as the API shows it: with the service, when it is the newest of one."""
        message = convert.workload(item)
        life = self._services.find(item.full_name) if item.service else None
        if life is not None and life.record.standing.main == item.id:
            message.service.CopyFrom(convert_service.state(life))
        return message

    async def _output(self, workload: Workload, limit: int) -> api.Output:
        return await output_of(self._supervisor.log_folder(workload), limit)
