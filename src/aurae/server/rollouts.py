"""RolloutService: numbers of equal pods, kept up and replaced one after the other."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.model.pod_parts import services_of
from aurae.proto import rollouts_pb2 as api
from aurae.proto.rollouts_grpc import RolloutServiceBase
from aurae.server import caller
from aurae.server import convert_rollouts as convert
from aurae.server.convert import cell as cell_of
from aurae.server.errors import inside

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.containers.filing import Filing
    from aurae.pods.found import FoundPod
    from aurae.pods.rolling import Rolling
    from aurae.pods.rollouts import Rollouts
    from aurae.proto import pods_pb2

    Shown = Callable[[FoundPod], Awaitable[pods_pb2.PodState]]
else:
    from aurae.model.override import override


class RolloutService(RolloutServiceBase):
    """Answers for rollouts."""

    def __init__(self, rollouts: Rollouts, filing: Filing, shown: Shown) -> None:
        """`shown` gives a pod as PodService shows it."""
        self._rollouts = rollouts
        self._filing = filing
        self._shown = shown

    @override
    async def Apply(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ApplyRolloutRequest, api.ApplyRolloutResponse]
    ) -> None:
        """Make a rollout, or change one."""
        request = await stream.recv_message()
        assert request is not None
        rollout = convert.rollout(request.rollout)
        owner = str(caller.current())
        with inside("rollout.pod"):
            self._filing.check_all(services_of(rollout.pod), owner, f"apply {rollout.name}")
        with inside("rollout"):
            found = await self._rollouts.apply(rollout, owner, wait=not request.no_block)
        await stream.send_message(api.ApplyRolloutResponse(rollout=await self._state(found)))

    @override
    async def Undo(self, stream: Stream[api.UndoRolloutRequest, api.UndoRolloutResponse]) -> None:  # noqa: N802  # named by the proto
        """Go back to the revision before."""
        request = await stream.recv_message()
        assert request is not None
        found = await self._rollouts.undo(request.name, wait=not request.no_block)
        await stream.send_message(api.UndoRolloutResponse(rollout=await self._state(found)))

    @override
    async def Get(self, stream: Stream[api.GetRolloutRequest, api.GetRolloutResponse]) -> None:  # noqa: N802  # named by the proto
        """Show one rollout."""
        request = await stream.recv_message()
        assert request is not None
        found = self._rollouts.get(request.name, "get")
        spec = convert.rollout_message(found.record.rollout)
        shown = await self._state(found)
        await stream.send_message(api.GetRolloutResponse(rollout=shown, spec=spec))

    @override
    async def List(  # noqa: N802  # named by the proto
        self, stream: Stream[api.ListRolloutsRequest, api.ListRolloutsResponse]
    ) -> None:
        """Show rollouts."""
        request = await stream.recv_message()
        assert request is not None
        cell = cell_of("list rollouts", request.cell)
        found = self._rollouts.everything(cell, dict(request.labels))
        shown = [await self._state(one) for one in found]
        await stream.send_message(api.ListRolloutsResponse(rollouts=shown))

    @override
    async def Delete(  # noqa: N802  # named by the proto
        self, stream: Stream[api.DeleteRolloutRequest, api.DeleteRolloutResponse]
    ) -> None:
        """Forget a rollout, and delete its pods."""
        request = await stream.recv_message()
        assert request is not None
        await self._rollouts.delete(request.name)
        await stream.send_message(api.DeleteRolloutResponse())

    @override
    async def Watch(  # noqa: N802  # named by the proto
        self, stream: Stream[api.WatchRolloutRequest, api.WatchRolloutResponse]
    ) -> None:
        """Send how a rollout stands, then what changes."""
        request = await stream.recv_message()
        assert request is not None
        async with aclosing(self._rollouts.watch(request.name)) as news:
            async for found in news:
                await stream.send_message(
                    api.WatchRolloutResponse(rollout=await self._state(found))
                )
        gone = api.RolloutState(name=request.name)
        await stream.send_message(api.WatchRolloutResponse(rollout=gone, deleted=True))

    async def _state(self, found: Rolling) -> api.RolloutState:
        pods = [await self._shown(pod) for pod in found.pods()]
        return convert.state(found, pods)
