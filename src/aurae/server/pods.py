"""PodService: pods are made, started, stopped, looked at and taken away."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.model.pod_parts import services_of
from aurae.model.refusal import InvalidField, NotFound
from aurae.model.rollout import LABEL
from aurae.pods.watching import Event
from aurae.proto import pods_pb2 as api
from aurae.proto.pods_grpc import PodServiceBase
from aurae.server import caller, convert_containers
from aurae.server import convert_pods as convert
from aurae.server.convert import seconds
from aurae.server.errors import inside

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.containers.containers import Containers
    from aurae.containers.filing import Filing
    from aurae.pods.found import FoundPod
    from aurae.pods.pods import Pods
    from aurae.proto import containers_pb2
    from aurae.services.found import Found

    Shown = Callable[[Found], Awaitable[containers_pb2.ContainerState]]
else:
    from aurae.model.override import override


class PodService(PodServiceBase):
    """Answers for pods."""

    def __init__(self, pods: Pods, containers: Containers, filing: Filing, shown: Shown) -> None:
        """`shown` gives a container as ContainerService shows it."""
        self._pods = pods
        self._containers = containers
        self._filing = filing
        self._of_container = shown

    @override
    async def Create(self, stream: Stream[api.CreatePodRequest, api.CreatePodResponse]) -> None:  # noqa: N802  # named by the proto
        """Make a pod and leave it down."""
        request = await stream.recv_message()
        assert request is not None
        pod = convert.pod(request.pod)
        with inside("pod"):
            owner = str(caller.current())
            if LABEL in pod.labels:
                raise InvalidField(
                    f"create {pod.name}", "labels", f"{LABEL} is a rollout's to give"
                )
            self._filing.check_all(services_of(pod), owner, f"create {pod.name}")
            found = await self._pods.create(pod, owner)
        await stream.send_message(api.CreatePodResponse(pod=await self.shown(found)))

    @override
    async def Start(self, stream: Stream[api.StartPodRequest, api.StartPodResponse]) -> None:  # noqa: N802  # named by the proto
        """Start a pod that is down, or what of it is."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._pods.start(request.name, wait=not request.no_block, keep=request.keep)
        await stream.send_message(api.StartPodResponse(pod=await self.shown(found)))

    @override
    async def Stop(self, stream: Stream[api.StopPodRequest, api.StopPodResponse]) -> None:  # noqa: N802  # named by the proto
        """Stop a pod."""
        request = await stream.recv_message()
        assert request is not None
        grace = None
        if request.HasField("timeout"):
            grace = seconds(f"stop {request.name}", "timeout", request.timeout)
        found = await self._pods.stop(request.name, grace)
        await stream.send_message(api.StopPodResponse(pod=await self.shown(found)))

    @override
    async def Delete(self, stream: Stream[api.DeletePodRequest, api.DeletePodResponse]) -> None:  # noqa: N802  # named by the proto
        """Take a pod away."""
        request = await stream.recv_message()
        assert request is not None
        await self._pods.delete(request.name, force=request.force)
        await stream.send_message(api.DeletePodResponse())

    @override
    async def Get(self, stream: Stream[api.GetPodRequest, api.GetPodResponse]) -> None:  # noqa: N802  # named by the proto
        """Show one pod."""
        request = await stream.recv_message()
        assert request is not None
        found = self._pods.get(request.name, "get")
        shown = await self.shown(found)
        spec = convert.pod_message(found.record.pod)
        await stream.send_message(api.GetPodResponse(pod=shown, spec=spec))

    @override
    async def List(self, stream: Stream[api.ListPodsRequest, api.ListPodsResponse]) -> None:  # noqa: N802  # named by the proto
        """Show pods, a page at a time."""
        request = await stream.recv_message()
        assert request is not None
        cell, size = convert.page(request)
        everything = self._pods.everything(cell, dict(request.labels))
        found = [one for one in everything if one.record.name > request.page_token]
        answer = api.ListPodsResponse(
            pods=[await self.shown(one) for one in found[:size]],
            next_page_token=found[size - 1].record.name if len(found) > size else "",
        )
        await stream.send_message(answer)

    @override
    async def Stats(self, stream: Stream[api.PodStatsRequest, api.PodStatsResponse]) -> None:  # noqa: N802  # named by the proto
        """Show what pods use."""
        request = await stream.recv_message()
        assert request is not None
        if request.names:
            found = [self._pods.get(name, "measure") for name in convert.names(request.names)]
        else:
            found = self._pods.everything("/", {})[: convert.PAGE]
        answer = api.PodStatsResponse()
        for one in found:
            try:
                answer.pods.append(await self._stats(one))
            except NotFound:  # it has gone since it was listed
                if request.names:
                    raise
        await stream.send_message(answer)

    @override
    async def Watch(self, stream: Stream[api.WatchPodsRequest, api.WatchPodsResponse]) -> None:  # noqa: N802  # named by the proto
        """Send what is there, then what happens."""
        request = await stream.recv_message()
        assert request is not None
        async with aclosing(self._pods.watch(request.name)) as news:
            async for item in news:
                shown = None
                if item.pod is not None:
                    shown = await self.shown(item.pod)
                elif item.event is Event.DELETED:
                    shown = api.PodState(name=item.name)
                await stream.send_message(convert.event(item, shown))

    async def shown(self, found: FoundPod) -> api.PodState:
        """Return a pod as the API shows it."""
        inits = [await self._of_container(one) for one in found.inits]
        mains = [await self._of_container(one) for one in found.mains]
        return convert.state(found, inits, mains)

    async def _stats(self, found: FoundPod) -> api.PodStats:
        now = time.time_ns()
        usage = await self._pods.usage(found)
        answer = api.PodStats(
            name=found.record.name, usage=convert.usage(usage, found.record.pod.limits)
        )
        answer.time.FromNanoseconds(now)
        for one in (*found.inits, *found.mains):
            used = await asyncio.to_thread(self._containers.usage, one)
            answer.containers.append(convert_containers.stats(one, used, None, now))
        return answer
