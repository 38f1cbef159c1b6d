"""The life of one rollout: its pods are made, watched, taken off the ports, drained and deleted.

Theory. Nothing but the rollout's row and the pods themselves is remembered: what is to be done next follows
from how the pods stand (`model.rollout.next_steps`), after a restart of the server as well. A pod that is
on its way up or out here is so by a task of this object.
"""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from aurae.model import backoff
from aurae.model.pod_state import PodState
from aurae.model.refusal import AlreadyExists, NotFound, Refusal
from aurae.model.rollout import (
    LABEL,
    Replica,
    RolloutState,
    next_steps,
    replica_name,
    replica_pod,
    revision_of,
)
from aurae.model.service import Restart
from aurae.pods.connecting import key_of
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aurae.model.network import PublishedPort
    from aurae.model.rollout import RolloutRecord
    from aurae.pods.found import FoundPod
    from aurae.pods.pods import Pods
    from aurae.supervise.tasks import OwnedTasks

PAUSES = Restart(delay=1.0, max_delay=60.0)
"""How long it is until a pod that has failed is made again."""

_log = logging.getLogger("aurae.pods")


class Balancing(Protocol):
    """Ports of the host that lead to several pods in turn. Methods raise Refusal, StateFailed and OSError."""

    async def balance(
        self, key: str, ports: Sequence[PublishedPort], targets: Sequence[str], action: str
    ) -> None:
        """Have ports lead to what these keys have, and to nothing else; on disk when it returns."""

    async def unbalance(self, key: str) -> None:
        """Give the ports back; nothing when there are none."""


class Rolling:
    """One rollout while this server is there."""

    def __init__(
        self,
        record: RolloutRecord,
        pods: Pods,
        tasks: OwnedTasks,
        balancing: Balancing,
        told: Callable[[Rolling], None],
    ) -> None:
        """`told` hears of each change."""
        self.record = record
        self.reason = ""
        self.gone = asyncio.Event()
        """Set once nothing of it is left."""
        self._has_left = False
        self._pods = pods
        self._tasks = tasks
        self._balancing = balancing
        self._told = told
        self._woken = asyncio.Event()
        self._coming: set[str] = set()
        self._going: set[str] = set()
        self._ready_since: dict[str, float] = {}
        self._failures = 0
        self._not_before = 0.0
        self._balanced: tuple[object, ...] | None = None
        self._progress = (-1, -1)
        self._progress_at = self._now()
        self._state: RolloutState | None = None

    def wake(self) -> None:
        """Look again: something has changed."""
        self._woken.set()

    def replace(self, record: RolloutRecord) -> None:
        """Be otherwise from now on."""
        self.record = record
        self._state = RolloutState.DELETING if record.going else RolloutState.PROGRESSING
        self._progress_at, self._failures, self._not_before = self._now(), 0, 0.0
        self.wake()

    @property
    def key(self) -> str:
        """What its ports are kept under."""
        return f"rollout-{self.record.id}"

    @property
    def state(self) -> RolloutState:
        """How it stands."""
        return self._state or RolloutState.PROGRESSING

    def pods(self) -> list[FoundPod]:
        """Return its pods, by name."""
        found = self._pods.everything("/", {LABEL: self.record.name})
        return [one for one in found if one.record.owner == self.record.owner]

    def counts(self) -> tuple[int, int, int]:
        """Return how many pods are of the newest revision, how many of those are ready, and the others."""
        replicas = self._replicas()
        fresh = [one for one in replicas if one.revision == self.record.revision]
        return len(fresh), sum(one.ready for one in fresh), len(replicas) - len(fresh)

    async def run(self) -> None:
        """Live until all of it is deleted but its row."""
        while not self._has_left:
            self._woken.clear()
            try:
                pause = await self._step()
            except (Refusal, StateFailed, OSError) as error:
                self.reason, pause = f"{error}", PAUSES.max_delay
                _log.error("rollout %s: %s", self.record.name, error)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()

    async def _step(self) -> float | None:
        """Do what is to be done now; returns in how many seconds to look again, None when something has changed."""
        if self.record.going:
            return await self._leave()
        replicas = self._replicas()
        await self._balance(replicas)
        self._judge(replicas)
        rollout, revision = self.record.rollout, self.record.revision
        steps = next_steps(rollout, revision, replicas)
        for name in steps.drop:
            self._going.add(name)
            self._tasks.begin(self._drop(name, drains=name in self._ready_since))
        if steps.drop:
            await self._balance(self._replicas())
        if self._now() >= self._not_before:
            for number in steps.make:
                name = replica_name(self.record.name, revision, number)
                self._coming.add(name)
                self._tasks.begin(self._make(number))
        return self._pause(replicas, waits=bool(steps.make))

    def _replicas(self) -> list[Replica]:
        found = {}
        now = self._now()
        for pod in self.pods():
            name = pod.record.name
            revision, number = revision_of(self.record, name)
            if pod.state is PodState.RUNNING and name not in self._going:
                since = self._ready_since.setdefault(name, now)
            else:
                self._ready_since.pop(name, None)
                since = now + self.record.rollout.min_ready + 1
            ready = now - since >= self.record.rollout.min_ready
            up = pod.state in (PodState.STARTING, PodState.RUNNING, PodState.DEGRADED)
            coming = (name in self._coming or up) and not ready
            found[name] = Replica(name, revision, number, ready, coming, name in self._going)
        for name in self._coming - found.keys():
            found[name] = Replica(name, *revision_of(self.record, name), False, True, False)
        return [found[name] for name in sorted(found)]

    async def _make(self, number: int) -> None:
        record = self.record
        pod = replica_pod(record, number)
        try:
            try:
                await self._pods.create(pod, record.owner)
            except AlreadyExists:
                if pod.name not in {one.record.name for one in self.pods()}:
                    raise  # it is somebody's own
            with suppress(AlreadyExists):
                await self._pods.start(pod.name, wait=True, keep=True)
            self._failures = 0
        except (Refusal, StateFailed, OSError) as error:
            if pod.name in self._going:
                return  # it is not wanted any more
            self._failures += 1
            chance = random.random()  # noqa: S311  # spreads attempts, guards nothing
            pause = backoff.pause(PAUSES, self._failures, chance)
            self._not_before = self._now() + pause
            self.reason = str(error)
            _log.warning("rollout %s: %s", record.name, error)
        finally:
            self._coming.discard(pod.name)
            self.wake()

    async def _drop(self, name: str, *, drains: bool) -> None:
        """Take a pod away; one that served goes on for a while, for those that it serves."""
        try:
            if self.record.rollout.ports and drains:
                await asyncio.sleep(self.record.rollout.drain_time)
            await self._pods.stop(name, None)
            await self._pods.delete(name, force=True)
        except NotFound:
            pass
        except (Refusal, StateFailed, OSError) as error:
            _log.error("rollout %s: %s", self.record.name, error)
            await asyncio.sleep(PAUSES.delay)
        finally:
            self._ready_since.pop(name, None)
            self._going.discard(name)
            self.wake()

    async def _balance(self, replicas: Sequence[Replica]) -> None:
        """Have the ports lead to the pods that are ready and stay."""
        record = self.record
        names = {one.name for one in replicas if one.ready and not one.going}
        targets = [key_of(pod.record) for pod in self.pods() if pod.record.name in names]
        wanted = (record.rollout.ports, *targets)
        if wanted == self._balanced or not (record.rollout.ports or self._balanced):
            return
        action = f"publish ports of {record.name}"
        await self._balancing.balance(self.key, record.rollout.ports, targets, action)
        self._balanced = wanted

    async def _leave(self) -> float | None:
        """Delete all pods, then be gone."""
        await self._balancing.unbalance(self.key)
        for pod in self.pods():
            with suppress(NotFound):
                await self._pods.delete(pod.record.name, force=True)
        if self._coming or self._going:
            return PAUSES.delay
        self._has_left = True
        return 0

    def _judge(self, replicas: Sequence[Replica]) -> None:
        """Find out how it stands, and tell."""
        record, now = self.record, self._now()
        fresh = [one for one in replicas if one.revision == record.revision]
        progress = sum(one.ready for one in fresh), -sum(one not in fresh for one in replicas)
        if progress != self._progress:
            self._progress, self._progress_at = progress, now
        whole = len(fresh) == len(replicas) == record.rollout.replicas
        before = self._state
        if whole and all(one.ready and not one.going for one in fresh):
            self._state, self.reason = RolloutState.COMPLETE, ""
        elif now - self._progress_at >= record.rollout.patience:
            self._state = RolloutState.STALLED
        else:
            self._state = RolloutState.PROGRESSING
        if self._state is not before or self._state is not RolloutState.COMPLETE:
            self._told(self)

    def _pause(self, replicas: Sequence[Replica], *, waits: bool) -> float | None:
        """Return in how many seconds something will have changed by time alone."""
        now, rollout = self._now(), self.record.rollout
        moments = [
            since + rollout.min_ready
            for name, since in self._ready_since.items()
            if any(one.name == name and not one.ready for one in replicas)
        ]
        if waits and self._not_before > now:
            moments.append(self._not_before)
        if self._state is RolloutState.PROGRESSING:
            moments.append(self._progress_at + rollout.patience)
        return max(min(moments) - now, 0.01) if moments else None

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
