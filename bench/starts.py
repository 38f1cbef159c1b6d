"""`runtime.Start` of /bin/true, beside posix_spawn(3) of the same in a loop.

    python -m bench.starts

One client on one connection. A start has answered when execve has succeeded, so its cost is the
call, one fsync of the state database, a cgroup, two pipes and the clone.
"""

import asyncio
import os
import time
from pathlib import Path

import uvloop

from aurae.client import config, identity
from aurae.client.channel import Channel
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import Executable, StartRequest, WorkloadSpec
from bench.measure import milliseconds, report
from tests.support.daemon import Daemon

COUNT = 300
SUSTAINED = 2000
IN_FLIGHT = 8
TRUE = "/bin/true"


def spawn_alone() -> list[float]:
    """Time posix_spawn(3) until the child could be reaped, COUNT times."""
    times = []
    for _ in range(COUNT):
        before = time.perf_counter()
        pid = os.posix_spawn(TRUE, [TRUE], {})
        times.append(time.perf_counter() - before)
        os.waitpid(pid, 0)
    return times


async def starts(daemon: Daemon) -> tuple[list[float], float]:
    """Return the times of single starts, and starts a second with some in flight."""
    found = config.read(Path(daemon.client_config))
    request = StartRequest(workload=WorkloadSpec(executable=Executable(argv=[TRUE])))
    async with Channel(found.socket, identity.load(found)) as channel:
        stub = RuntimeServiceStub(channel)
        for _ in range(20):
            await stub.Start(request)
        times = []
        for _ in range(COUNT):
            before = time.perf_counter()
            await stub.Start(request)
            times.append(time.perf_counter() - before)
        left = iter(range(SUSTAINED))

        async def worker() -> None:
            for _ in left:
                await stub.Start(request)

        before = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(IN_FLIGHT):
                group.create_task(worker())
        return times, SUSTAINED / (time.perf_counter() - before)


def main() -> None:
    """Print both and the difference."""
    alone = spawn_alone()
    with Daemon() as daemon:
        times, rate = uvloop.run(starts(daemon))
    more = (sorted(times)[COUNT // 2] - sorted(alone)[COUNT // 2]) * 1e3
    report("posix_spawn of /bin/true", milliseconds(alone))
    report("runtime.Start of /bin/true until it runs", milliseconds(times))
    report("  more than posix_spawn", f"{more:.2f} ms", "at most 3 ms")
    report(f"starts a second, {IN_FLIGHT} in flight, {SUSTAINED} in all", f"{rate:.0f}", "200")


if __name__ == "__main__":
    main()
