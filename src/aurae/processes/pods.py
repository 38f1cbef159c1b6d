"""The namespaces of pods, as the server asks init for them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from aurae.linux.process import sealed_memory
from aurae.processes.descriptors import copies
from aurae.processes.fetched import Fetched
from aurae.wire import messages, plan

if TYPE_CHECKING:
    from aurae.model.pod_namespaces import PodNamespaces
    from aurae.processes.told import Started

IDS = 65_536
"""Ids that a pod with users of its own has."""

Send = Callable[[bytes, list[int]], None]


class Pods:
    """Asks for namespaces that are kept, and for descriptors of them."""

    def __init__(
        self,
        check: Callable[[], None],
        send: Send,
        answer: Callable[[int], asyncio.Future[Started]],
    ) -> None:
        """`check` raises what keeps init from it; `answer` gives what init will say of an id."""
        self._check, self._send, self._answer = check, send, answer
        self.fetched = Fetched()

    async def hold(
        self, ident: int, pod: PodNamespaces, *, hostname: str, deadline: float
    ) -> Started:
        """Have init make the namespaces of a pod, and keep them as `ident` until `release`.

        No process stays but PID 1 of a PID namespace: `Started.pid`, or 0. After `deadline` seconds init
        gives up. A second call with an id gives the first one's answer. Raises SpawnFailed, InitGone, OSError.
        """
        self._check()
        memory = sealed_memory("aurae-plan", plan.encode(steps_of(pod, hostname)))
        try:
            fds = copies([memory])
        finally:
            os.close(memory)
        count = IDS if pod.first_id else 0
        body = messages.POD_BODY.pack(
            round(deadline * 1000), kinds_of(pod), 0, pod.first_id, count
        )
        answer = self._answer(ident)
        self._send(messages.pack(messages.HOLD_POD, ident, body=body), fds)
        return await asyncio.shield(answer)

    async def take(self, ident: int, pod: PodNamespaces, process: int) -> Started:
        """Have init keep the namespaces that a process has, a pidfd of which stays the caller's.

        So it is when an init of before has made them, and gone; of a PID namespace it is PID 1. What is in
        /dev/shm is not kept, and no further member starts. Raises SpawnFailed, InitGone, OSError.
        """
        self._check()
        kinds = kinds_of(pod) & ~messages.POD_MOUNT
        fds = copies([process])
        answer = self._answer(ident)
        self._send(messages.pack(messages.TAKE_POD, ident, kinds), fds)
        return await asyncio.shield(answer)

    async def namespace(self, ident: int, kind: int) -> int | None:
        """Return a descriptor of a namespace, one of POD_*, of a pod or a running workload; the caller closes it.

        None where there is no such thing (any more). Raises InitGone, OSError.
        """
        self._check()
        self._send(messages.pack(messages.NAMESPACE, ident, kind), [])
        return await self.fetched.wait(ident)


def kinds_of(pod: PodNamespaces) -> int:
    """Return which namespaces a pod has, as POD_*."""
    found = messages.POD_USER * bool(pod.first_id) | messages.POD_NETWORK * pod.network
    found |= (messages.POD_IPC | messages.POD_MOUNT) * pod.ipc
    return found | messages.POD_UTS * pod.uts | messages.POD_PROCESS * pod.process


def steps_of(pod: PodNamespaces, hostname: str) -> list[plan.Step]:
    """Return what is done in the new namespaces."""
    steps: list[plan.Step] = []
    if pod.uts:
        steps.append(plan.Hostname(_bytes(hostname)))
    if pod.network:
        steps.append(plan.InterfaceUp(b"lo", 0))
    for name, value in sorted(pod.sysctls.items()):
        steps.append(plan.Sysctl(_bytes(name.replace(".", "/")), _bytes(value), 0))
    if pod.ipc:
        options = f"mode=1777,size={pod.shm_size}".encode()
        steps.append(plan.NewMount(b"tmpfs", options, b"", 0))
    return steps


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")
