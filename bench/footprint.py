"""Start-up time and memory of the daemon, alone and with a thousand sleeping workloads.

    python -m bench.footprint

PSS is from /proc/PID/smaps_rollup: pages that the processes share count once in their sum.
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
from bench.measure import percentile, report
from tests.support.daemon import Daemon
from tests.support.proc import memory

STARTS = 7
SLEEPERS = 1000
IN_FLIGHT = 8


def boot_times() -> list[float]:
    """Time auraed from exec to READY=1; the first start of a folder also makes the CA."""
    times = []
    for _ in range(STARTS):
        daemon = Daemon()
        try:
            daemon.start()
            daemon.stop()
            before = time.perf_counter()
            daemon.start()
            times.append(time.perf_counter() - before)
            daemon.stop()
        finally:
            daemon.remove()
    return times


async def sleepers(daemon: Daemon) -> None:
    """Start SLEEPERS workloads that sleep."""
    found = config.read(Path(daemon.client_config))
    request = StartRequest(
        workload=WorkloadSpec(executable=Executable(argv=["/bin/sleep", "100000"]))
    )
    left = iter(range(SLEEPERS))
    async with Channel(found.socket, identity.load(found)) as channel:
        stub = RuntimeServiceStub(channel)

        async def worker() -> None:
            for _ in left:
                await stub.Start(request)

        async with asyncio.TaskGroup() as group:
            for _ in range(IN_FLIGHT):
                group.create_task(worker())


def together(daemon: Daemon) -> int:
    """Return the PSS of the three processes in bytes."""
    return sum(memory(pid) for pid in daemon.pids().values())


def descriptors(daemon: Daemon) -> dict[str, int]:
    """Return how many descriptors each process has open."""
    return {name: len(os.listdir(f"/proc/{pid}/fd")) for name, pid in daemon.pids().items()}


def main() -> None:
    """Print all figures."""
    report("auraed from exec to serving, median", f"{percentile(boot_times(), 50):.2f} s", "0.6 s")
    with Daemon(stop_timeout="30s") as daemon:
        daemon.aer("run", "--", "/bin/true")
        init = memory(daemon.pids()["init"], "Rss")
        report("init alone, RSS", f"{init / 2**20:.1f} MB", "at most 12 MB")
        before, held = together(daemon), descriptors(daemon)
        report("the three together, PSS", f"{before / 2**20:.1f} MB", "at most 70 MB")
        uvloop.run(sleepers(daemon))
        time.sleep(3)  # idle segments are closed meanwhile
        more = (together(daemon) - before) / SLEEPERS
        report(f"each of {SLEEPERS} sleeping workloads, PSS", f"{more / 1024:.1f} KB", "below 20 KB")
        for name, count in descriptors(daemon).items():
            each = (count - held[name]) / SLEEPERS
            report(f"  descriptors of {name} for each", f"{each:.2f}")


if __name__ == "__main__":
    main()
