"""The calls of VmService that only look, and those that hold streams of a machine."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.model.container_state import ContainerState
from aurae.model.refusal import InvalidField, Refusal
from aurae.proto import runtime_pb2
from aurae.proto import vms_pb2 as api
from aurae.server import convert_spec
from aurae.server import convert_vms as convert
from aurae.server.convert_containers import PAGE
from aurae.server.vm_calls import VmCalls

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.services.found import Found
    from aurae.vms import guest_answers
else:
    from aurae.model.override import override


PATIENCE = 1.0
"""Seconds that a guest has to say how it is, where much else is told as well."""


class VmLookCalls(VmCalls):
    """Shows machines and what they write."""

    @override
    async def Get(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceGetRequest, api.VmServiceGetResponse]
    ) -> None:
        """Show one machine."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("get", request.vm_id)
        answer = api.VmServiceGetResponse(machine=await self.shown(found))
        if found.life is not None:
            answer.spec.CopyFrom(convert_spec.spec_message(found.life.record.spec, found.cell))
        await stream.send_message(answer)

    @override
    async def List(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceListRequest, api.VmServiceListResponse]
    ) -> None:
        """Show machines, a page at a time."""
        request = await stream.recv_message()
        assert request is not None
        cell, size, labels = convert.page(request)
        found = [
            one for one in self._vms.everything(cell, labels) if one.full_name > request.page_token
        ]
        await stream.send_message(
            api.VmServiceListResponse(
                machines=[await self.shown(one) for one in found[:size]],
                next_page_token=found[size - 1].full_name if len(found) > size else "",
            )
        )

    @override
    async def Watch(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceWatchRequest, api.VmServiceWatchResponse]
    ) -> None:
        """Send what is there, then what happens."""
        request = await stream.recv_message()
        assert request is not None
        name = (await self._find("watch", request.vm_id)).full_name if request.vm_id else ""
        async with aclosing(self._watching.watch(name)) as news:
            async for item in news:
                machine = None
                if item.found is not None:
                    machine = await self.shown(item.found)
                elif item.name:
                    machine = api.VirtualMachineSummary(id=item.name)
                await stream.send_message(convert.event(item, machine))

    @override
    async def Wait(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.WaitRequest, runtime_pb2.WaitResponse]
    ) -> None:
        """Wait until a machine is down."""
        request = await stream.recv_message()
        assert request is not None
        await self._find("wait for", request.name)
        await stream.send_message(await self._runtime.wait(request))

    @override
    async def Logs(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.LogsRequest, runtime_pb2.LogsResponse]
    ) -> None:
        """Send the lines of a machine, and with `follow` those to come."""
        request = await stream.recv_message()
        assert request is not None
        await self._find("read logs of", request.name)
        await self._runtime.send_logs(stream, request)

    @override
    async def Attach(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.AttachRequest, runtime_pb2.AttachResponse]
    ) -> None:
        """Show what a machine writes until it is down, and type into it."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("attach", "start", "has to be the first message")
        await self._find("attach to", request.start.name)
        await self._runtime.hold_attachment(stream, request.start)

    @override
    async def Exec(  # noqa: N802  # named by the proto
        self, stream: Stream[runtime_pb2.ExecRequest, runtime_pb2.ExecResponse]
    ) -> None:
        """Run a command in a guest and pass its streams on."""
        request = await stream.recv_message()
        if request is None or request.WhichOneof("request") != "start":
            raise InvalidField("exec", "start", "has to be the first message")
        await self._find("exec in", request.start.name)
        await self._runtime.hold_session(stream, request.start)

    @override
    async def Stats(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceStatsRequest, api.VmServiceStatsResponse]
    ) -> None:
        """Show what machines use."""
        request = await stream.recv_message()
        assert request is not None
        if request.vm_ids:
            found = [
                await self._vms.find(*name, "measure") for name in convert.vm_ids(request.vm_ids)
            ]
        else:
            everything = self._vms.everything("/", {})
            found = [one for one in everything if not one.is_down][:PAGE]
        answer = api.VmServiceStatsResponse()
        guests = await asyncio.gather(*map(self._guest_stats, found))
        for one, guest in zip(found, guests, strict=True):
            usage = await asyncio.to_thread(self._vms.usage, one)
            answer.stats.append(convert.stats(one, usage, guest, time.time_ns()))
        await stream.send_message(answer)

    @override
    async def Top(  # noqa: N802  # named by the proto
        self, stream: Stream[api.VmServiceTopRequest, api.VmServiceTopResponse]
    ) -> None:
        """Show the processes in a guest."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._find("look at", request.vm_id)
        action = f"look at {found.full_name}"
        processes = await self._vms.machine(found, action).agent(action).top(action)
        await stream.send_message(
            api.VmServiceTopResponse(processes=[convert.process(item) for item in processes])
        )

    async def _guest_stats(self, found: Found) -> guest_answers.Stats | None:
        """Return what a guest says of itself; None where none answers in time."""
        if found.is_down or found.state is ContainerState.PAUSED:
            return None
        action = f"measure {found.full_name}"
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._vms.machine(found, action).agent(action).stats(action)
        except (Refusal, TimeoutError):
            return None
