"""The calls of RuntimeService that are about services."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.names import full_name
from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField, NotFound
from aurae.model.validation import named_signal
from aurae.proto import runtime_pb2 as api
from aurae.proto.runtime_grpc import RuntimeServiceBase
from aurae.server import convert, convert_service
from aurae.server.editing import LIMITS, edited
from aurae.server.errors import inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.services.life import Life
    from aurae.services.services import Services
    from aurae.supervise.supervisor import Supervisor
else:
    from aurae.model.override import override


class ServiceCalls(RuntimeServiceBase):
    """Answers for services."""

    def __init__(self, services: Services, supervisor: Supervisor) -> None:
        """`services` has adopted what there is."""
        self._services = services
        self._supervisor = supervisor
        self._editing = asyncio.Lock()

    async def shown(self, life: Life) -> api.Workload:
        """Return a service as the API shows it."""
        return convert_service.shown(life, await self.newest(life))

    async def newest(self, life: Life) -> Workload | None:
        """Return the newest run of a service's main process."""
        if life.main is not None:
            return life.main.run.workload
        run = self._supervisor.run_named(life.record.cell, life.record.name)
        if run is not None and run.workload.service == life.record.id:
            return run.workload  # a server that has just come takes it up
        return await self._supervisor.workload(life.record.standing.main)

    @override
    async def Restart(self, stream: Stream[api.RestartRequest, api.RestartResponse]) -> None:  # noqa: N802  # named by the proto
        """Stop a service and start it again."""
        request = await stream.recv_message()
        assert request is not None
        name = _name("restart", request.name)
        grace = None
        if request.HasField("timeout"):
            grace = convert.seconds(f"restart {name}", "timeout", request.timeout)
        only = request.only_if_running
        life = await self._services.restart(name, grace, only_if_running=only)
        await stream.send_message(api.RestartResponse(workload=await self.shown(life)))

    @override
    async def Reload(self, stream: Stream[api.ReloadRequest, api.ReloadResponse]) -> None:  # noqa: N802  # named by the proto
        """Have a service read its configuration again."""
        request = await stream.recv_message()
        assert request is not None
        name = _name("reload", request.name)
        life = await self._services.reload(name, or_restart=request.or_restart)
        await stream.send_message(api.ReloadResponse(workload=await self.shown(life)))

    @override
    async def Signal(self, stream: Stream[api.SignalRequest, api.SignalResponse]) -> None:  # noqa: N802  # named by the proto
        """Send a signal to a workload."""
        request = await stream.recv_message()
        assert request is not None
        cell, name = convert.name("signal", request.name)
        await self.signal(cell, name, request.signal, everybody=request.all)
        await stream.send_message(api.SignalResponse())

    async def signal(
        self, cell: str, name: str, text: str, *, everybody: bool, verb: str = "signal"
    ) -> None:
        """Send a signal, by its name, to the main process of a workload, or to all of its processes."""
        action = f"{verb} {full_name(cell, name)}"
        try:
            number = named_signal(text)
        except BadValue as error:
            raise InvalidField(action, "signal", error.why) from None
        life = self._services.find(full_name(cell, name))
        if life is not None and life.main is not None and not everybody:
            if not life.is_alive:
                raise FailedPrecondition(action, "it does not run")
            life.signal(number)
        else:
            run = self._supervisor.run_named(cell, name)
            if run is None or run.is_gone:
                await self._supervisor.get(cell, name, verb)
                raise FailedPrecondition(action, "it does not run")
            self._supervisor.signal(run, number, everybody=everybody)

    @override
    async def ResetFailed(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ResetFailedRequest, api.ResetFailedResponse]
    ) -> None:
        """Forget failures."""
        request = await stream.recv_message()
        assert request is not None
        name = _name("reset", request.name) if request.name else ""
        await self._services.reset_failed(name)
        await stream.send_message(api.ResetFailedResponse())

    @override
    async def Edit(self, stream: Stream[api.EditRequest, api.EditResponse]) -> None:  # noqa: N802  # named by the proto
        """Change what a service is."""
        request = await stream.recv_message()
        assert request is not None
        await stream.send_message(await self.edit(request))

    async def edit(self, request: api.EditRequest) -> api.EditResponse:
        """Change what a service is."""
        name = _name("edit", request.name)
        # One after the other: each begins with what the one before it made.
        async with self._editing:
            life = self._services.find(name)
            if life is None:
                raise NotFound(f"edit {name}", "no such service")
            with inside("workload"):
                change = edited(life, request, partial(self._services.adjust, life))
                if any(path.startswith(LIMITS) for path in request.fields):
                    await self._services.limit(life, change.spec)
                life = await self._services.edit(name, change.spec, pending=bool(change.pending))
        return api.EditResponse(
            workload=await self.shown(life), applied=change.applied, pending=change.pending
        )

    async def alter(
        self, life: Life, change: Callable[[WorkloadSpec], WorkloadSpec]
    ) -> WorkloadSpec:
        """Give a service what `change` makes of its specification, all of which holds at once."""
        async with self._editing:
            spec = change(life.record.spec)
            self._services.check(life.record.cell, spec, f"edit {life.name}")
            await self._services.edit(life.name, spec, pending=False)
        return spec

    @override
    async def Remove(self, stream: Stream[api.RemoveRequest, api.RemoveResponse]) -> None:  # noqa: N802  # named by the proto
        """Forget a service."""
        request = await stream.recv_message()
        assert request is not None
        await self._services.remove(_name("remove", request.name), stop=request.stop)
        await stream.send_message(api.RemoveResponse())

    @override
    async def Watch(self, stream: Stream[api.WatchRequest, api.WatchResponse]) -> None:  # noqa: N802  # named by the proto
        """Send services now, and whenever they change."""
        request = await stream.recv_message()
        assert request is not None
        name = _name("watch", request.name) if request.name else ""
        async with aclosing(self._services.watch(name)) as items:
            async for item in items:
                if name and item.record.full_name != name:
                    continue
                life = self._services.find(item.record.full_name)
                if life is not None and not item.removed:
                    shown = await self.shown(life)
                else:
                    shown = api.Workload(name=item.record.name, cell=item.record.cell)
                await stream.send_message(api.WatchResponse(workload=shown, removed=item.removed))


def _name(verb: str, text: str) -> str:
    """Return the full name in a request."""
    return full_name(*convert.name(verb, text))
