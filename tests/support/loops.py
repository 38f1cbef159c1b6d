"""Running a test's coroutine as the daemon runs its own."""

import asyncio
import gc
from collections.abc import Coroutine

import uvloop

from tests.support.speaker import descriptors


def in_loop(scene: Coroutine[None, None, None]) -> None:
    """Run a coroutine in the daemon's kind of loop; no descriptor is left afterwards."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_warm_up())
        gc.collect()  # what an earlier test left to it is not of this one
        before = descriptors()
        runner.run(scene)
        assert descriptors() == before


async def _warm_up() -> None:
    """Have the loop open what it keeps for itself, such as one spare descriptor for its servers."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    await asyncio.sleep(0)
