"""A machine is saved: its memory while it runs, the rest while it stands still for a moment.

Theory. QEMU sends the memory while the guest goes on, then again what was written meanwhile; after a few turns,
or when that takes too long, the processors are stopped and what is left is sent with their state. Then they stand still, and
disks can be copied as the memory knows them. Whatever goes wrong, a machine that ran runs on. By a mark beside the machine's
sockets the next server, should this one die meanwhile, knows that nobody else has paused it.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition
from aurae.supervise.tasks import settled
from aurae.vms.qmp import NOTHING, QmpFailed
from aurae.vms.splitting import BadStream, Split, split

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from aurae.vms.qmp import Monitor

MARK = "saving"
NAME = "aurae-state"
"""What QEMU calls the descriptor."""
LIVE_LIMIT = 10.0
"""Seconds in which the memory is copied while the guest runs; what is left then is copied while it does not."""
TURNS = 4
LIMIT = 600.0
"""Seconds for a machine to be saved."""
LOOK = 0.02
END_LIMIT = 10.0
"""Seconds for QEMU to give up."""
DOWNTIME = 100
"""Milliseconds: when what is left takes less, QEMU stops the processors by itself."""
BUFFER = 1 << 20

_OVER = ("completed", "failed", "cancelled")


async def ask(
    monitor: Monitor,
    action: str,
    command: str,
    arguments: Mapping[str, object] = NOTHING,
    *fds: int,
) -> Mapping[str, object]:
    """Return what QEMU answers. Raises FailedPrecondition."""
    try:
        found = await monitor.execute(command, arguments, fds=fds)
    except QmpFailed as error:
        raise FailedPrecondition(action, f"QEMU: {error.why}") from None
    return found if isinstance(found, dict) else {}


@dataclass(slots=True)
class Saved:
    """A machine that stands still, and its state; `pause` is when it began to, by the clock of the event loop."""

    split: Split
    pause: float


@dataclass(frozen=True, slots=True)
class Saving:
    """What is saved where: `memory` is a file to be written, of `size` bytes; `note` hears how many bytes are.

    `mark` is a file that is there as long as the machine stands still for this.
    """

    action: str
    memory: int
    size: int
    mark: Path
    is_live: bool
    note: Callable[[int], None] = lambda _: None


@asynccontextmanager
async def saved(monitor: Monitor, saving: Saving) -> AsyncIterator[Saved]:
    """Save a machine; it stands still while the block runs, and then is as it was. Raises Refusal, OSError."""
    ran = await is_running(monitor, saving.action)
    if ran:
        await asyncio.to_thread(saving.mark.touch)
    try:
        yield await _saved(monitor, saving)
    finally:
        await settled(_as_before(monitor, saving.action, saving.mark, ran=ran))


async def is_running(monitor: Monitor, action: str) -> bool:
    """Say whether the processors of a machine run. Raises Refusal."""
    return (await ask(monitor, action, "query-status")).get("running") is True


async def go_on(monitor: Monitor, mark: Path) -> None:
    """Let a machine go on that stands still for a server that has died. Raises Refusal, OSError."""
    if await asyncio.to_thread(mark.exists):
        await _as_before(monitor, "let a machine go on", mark, ran=True)


async def _saved(monitor: Monitor, saving: Saving) -> Saved:
    loop = asyncio.get_running_loop()
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
            limits = {"max-bandwidth": 1 << 40, "downtime-limit": DOWNTIME}
            await ask(monitor, saving.action, "migrate-set-parameters", limits)
            await ask(monitor, saving.action, "getfd", {"fdname": NAME}, theirs.fileno())
        reading = loop.run_in_executor(None, _read, ours, saving)
        try:
            async with asyncio.timeout(LIMIT):
                began = await _send(monitor, saving, reading)
                return Saved(await asyncio.shield(reading), began)
        except TimeoutError:
            raise FailedPrecondition(saving.action, "QEMU takes too long") from None
        except BadStream as error:
            raise FailedPrecondition(saving.action, f"what QEMU wrote is wrong: {error}") from None
        finally:
            with suppress(OSError):
                ours.shutdown(socket.SHUT_RDWR)
            await settled(asyncio.wait([reading]))
            reading.exception()


async def _send(monitor: Monitor, saving: Saving, reading: asyncio.Future[Split]) -> float:
    """Have QEMU send all; returns when the processors stopped."""
    action, loop = saving.action, asyncio.get_running_loop()
    began = loop.time()
    stopped = 0.0
    if not saving.is_live:
        await ask(monitor, action, "stop")
        stopped = loop.time()
    await ask(monitor, action, "migrate", {"uri": f"fd:{NAME}"})
    while True:
        state = await ask(monitor, action, "query-migrate")
        if state.get("status") == "completed":
            downtime = state.get("downtime")
            took = downtime / 1000 if isinstance(downtime, int) else 0.0
            return stopped or loop.time() - took
        if state.get("status") in _OVER:
            if reading.done():
                reading.result()  # it knows better
            why = state.get("error-desc")
            raise FailedPrecondition(action, f"QEMU: {why or state.get('status')}")
        if not stopped and (_turns(state) > TURNS or loop.time() - began > LIVE_LIMIT):
            await ask(monitor, action, "stop")
            stopped = loop.time()
        await asyncio.wait([reading], timeout=LOOK)


def _turns(state: Mapping[str, object]) -> int:
    ram = state.get("ram")
    found = ram.get("dirty-sync-count") if isinstance(ram, dict) else None
    return found if isinstance(found, int) else 0


def _read(source: socket.socket, saving: Saving) -> Split:
    """Read what QEMU sends; at its end or when something is wrong it is told."""
    try:
        with open(source.fileno(), "rb", BUFFER, closefd=False) as stream:
            return split(stream, saving.memory, saving.size, saving.note)
    finally:
        with suppress(OSError):
            source.shutdown(socket.SHUT_RDWR)


async def _as_before(monitor: Monitor, action: str, mark: Path, *, ran: bool) -> None:
    """End what is under way, and let the processors run if they did."""
    try:
        async with asyncio.timeout(END_LIMIT):
            await ask(monitor, action, "migrate_cancel")
            while not await _is_over(monitor, action):  # noqa: ASYNC110  # QEMU tells nobody
                await asyncio.sleep(LOOK)
            if ran:
                await ask(monitor, action, "cont")
    except TimeoutError:
        raise FailedPrecondition(action, "QEMU does not end what it sends") from None
    with suppress(FileNotFoundError):
        os.unlink(mark)


async def _is_over(monitor: Monitor, action: str) -> bool:
    return (await ask(monitor, action, "query-migrate")).get("status") in (None, *_OVER)
