"""A node with networks whose server dies at any step that it makes (`celled`)."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Iterable
from pathlib import Path
from typing import Any

from typing_extensions import override

from aurae.model.network import PublishedPort
from aurae.networks import naming
from aurae.state import networks as rows
from tests.support.celled import Life
from tests.support.networked import Node, kernel_setting

EFFECTS = {
    "kernel": ("run", "remove", "let_go"),
    "rules": ("_in_thread",),
    "store": ("_order",),
}
"""What changes something outside of the server."""


class MortalNode(Node):
    """`dies_at` has the server die in the middle of an operation, and the next one take over."""

    _life: Life
    _outside: set[asyncio.Task[Any]]

    @override
    async def begin(self) -> None:
        self._outside = asyncio.all_tasks()
        self._life = Life(self._die)
        await super().begin()
        parts = {"kernel": self.means.kernel, "rules": self.rules, "store": self.store}
        for part, names in EFFECTS.items():
            for name in names:
                setattr(parts[part], name, self._life.mortal(getattr(parts[part], name)))

    async def count(self, operation: Coroutine[Any, Any, object]) -> int:
        """Run an operation to its end and return how many steps it has."""
        self._life.at, self._life.passed = 10**9, 0
        with self._counted():
            await operation
        steps = self._life.passed
        self._life.at = 0
        return steps

    async def dies_at(
        self, operation: Coroutine[Any, Any, object], at: int, keys: Iterable[str]
    ) -> None:
        """Have the server die at a step of an operation, or else after it; another one begins."""
        life = self._life
        with self._counted():
            task = asyncio.create_task(operation)
            over = asyncio.create_task(life.is_over.wait())
            self._outside |= {over}
            life.at = at
            await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED)
            if not life.is_over.is_set():
                task.result()
                life.end()
            await over
        if dead := asyncio.all_tasks() - self._outside:
            await asyncio.wait(dead)
        await self._bury()
        await self.begin()
        await self.networks.adopt(set(keys))

    async def _bury(self) -> None:
        """Close what the end of its process would close, with nothing done any more."""
        kernel = self.means.kernel
        if kernel._timer is not None:
            kernel._timer.cancel()
        kernel._leaving.clear()
        await asyncio.to_thread(kernel._end)
        self.networks._watching.close()
        self.means.host_ports.close()
        await self.store.close()
        with contextlib.suppress(asyncio.CancelledError):
            await self._group.__aexit__(None, None, None)
        self.rules.close()

    async def disagreements(self) -> list[str]:
        """Return where memory, disk, kernel and rules do not tell the same."""
        register, known = self.means.register, await self.store.read(rows.everything)
        endpoints = [item for hold in register.holds.values() for item in hold.endpoints]
        linked = [item for _, item in register.linked()]
        outward = any(not network.spec.internal for network in register.networks.values())
        links = {network.bridge for network in register.networks.values()}
        standing = register.standing()
        self.rules._generation = None  # have it look
        pairs: dict[str, tuple[object, object]] = {
            "networks and rows": (register.networks, known.networks),
            "endpoints and rows": ({item.id: item for item in endpoints}, known.endpoints),
            "links": (
                await self.ours(), links | {item.host_interface for item in linked}
            ),
            "rules of networks": (set(self.rules._networks), set(standing.networks)),
            "rules of endpoints": (
                set(self.rules._members), {item.id for item in standing.endpoints}
            ),
            "rules": (await self.rules.is_whole(), True),
            "ports": (
                {_plain(port) for item in endpoints for port in item.ports},
                set(self.means.host_ports._held),
            ),
            "forwarding": (kernel_setting("ipv4/ip_forward"), "1" if outward else "0"),
            "joining": ([hold.joining for hold in register.holds.values() if hold.joining], []),
        }  # fmt: skip
        return [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]

    def has_tables(self) -> bool:
        """Say whether rules of ours are in the kernel."""
        return naming.table(self.choices.tag).encode() in self.rules._library().listing(
            "list tables"
        )

    def picture(self) -> tuple[list[str], list[tuple[str, int, int]]]:
        """Return what people could see: networks, and who has how much of them."""
        register = self.means.register
        return (
            sorted(network.name for network in register.networks.values()),
            sorted(
                (key, len(hold.endpoints), sum(len(item.ports) for item in hold.endpoints))
                for key, hold in register.holds.items()
            ),
        )

    def _die(self) -> None:
        self.store._waiting.clear()
        for task in asyncio.all_tasks() - self._outside:
            task.cancel()

    @contextlib.contextmanager
    def _counted(self):
        """Have callbacks of the event loop be steps of the server that lives."""
        run = asyncio.Handle._run

        def step(handle: asyncio.Handle) -> None:
            self._life.step()
            if not handle.cancelled():  # by the death
                run(handle)

        setattr(asyncio.Handle, "_run", step)  # noqa: B010  mypy knows no _run
        try:
            yield
        finally:
            setattr(asyncio.Handle, "_run", run)  # noqa: B010


@contextlib.asynccontextmanager
async def mortal_node(folder: Path) -> AsyncIterator[MortalNode]:
    """Give a node whose networks are adopted."""
    made = MortalNode(folder)
    await made.begin()
    await made.networks.adopt(set())
    try:
        yield made
    finally:
        made.close_spaces()
        await made.end()


def _plain(port: PublishedPort) -> PublishedPort:
    return PublishedPort(0, port.host_port, port.protocol, port.host_address)
