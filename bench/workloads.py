"""Starting workloads, and what running ones cost."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aurae.proto import discovery_pb2, runtime_pb2
from bench.stopwatch import milliseconds, quantile
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.h2raw import RawClient, client_context
from tests.support.proc import memory
from tests.support.svids import ClientFiles

STARTS = 200
SLEEPERS = 1000
WRITERS = 4
LINES = 10_000_000


def latency(daemon: Daemon) -> str:
    """`Start` until execve has succeeded, less posix_spawn of the same in a loop.

    Both loops see each child end before the next begins, and time only the beginning. The client
    is raw frames, so that it is the daemon that is measured.
    """
    spawned = []
    for _ in range(STARTS):
        began = time.perf_counter()
        pid = os.posix_spawn("/bin/true", ["true"], os.environ)
        spawned.append(time.perf_counter() - began)
        os.waitpid(pid, 0)
    started = []
    with RawClient(daemon.socket, client_context(_files(daemon))) as client:
        for number in range(STARTS):
            executable = runtime_pb2.Executable(argv=["/bin/true"])
            spec = runtime_pb2.WorkloadSpec(name=f"latency-{number}", executable=executable)
            request = runtime_pb2.StartRequest(workload=spec).SerializeToString()
            wait = runtime_pb2.WaitRequest(name=spec.name).SerializeToString()
            began = time.perf_counter()
            _call(client, 4 * number + 1, "Start", request)
            started.append(time.perf_counter() - began)
            _call(client, 4 * number + 3, "Wait", wait)
    peer, ours = quantile(spawned, 0.5), quantile(started, 0.5)
    return f"{milliseconds(ours - peer)} ({milliseconds(ours)}, posix_spawn {milliseconds(peer)})"


def _files(daemon: Daemon) -> ClientFiles:
    folder = daemon.client_config.parent
    return ClientFiles(folder / "ca.crt", folder / "client.crt", folder / "client.key")


def _call(client: RawClient, stream: int, method: str, request: bytes) -> None:
    path = f"/aurae.runtime.v0.RuntimeService/{method}"
    client.send(client.headers(stream, path), client.message(stream, request))
    while (frame := client.frame()) and not (
        frame.stream_id == stream and "END_STREAM" in frame.flags
    ):
        continue
    assert frame, "the daemon closed the connection"


def rate(daemon: Daemon) -> str:
    """Starts a second over ten seconds, sixteen in flight."""
    began = time.perf_counter()
    end = began + 10
    with Api(daemon.client_config) as api, ThreadPoolExecutor(16) as pool:

        def some(_: int) -> int:
            count = 0
            while time.perf_counter() < end:
                api.start("/bin/true")
                count += 1
            return count

        count = sum(pool.map(some, range(16)))
    return f"{count / (time.perf_counter() - began):.0f}"


def _total(daemon: Daemon) -> int:
    return sum(memory(pid) for pid in daemon.pids().values())


def init_memory(daemon: Daemon) -> str:
    """Resident memory of an init that has done nothing yet."""
    with Daemon() as fresh:
        return f"{memory(fresh.pid, 'Rss') / 1e6:.1f} MB"


def daemon_memory(daemon: Daemon) -> str:
    """Proportional memory of the three processes of an idle daemon."""
    with Daemon() as fresh:
        parts = {name: memory(pid) for name, pid in fresh.pids().items()}
    told = ", ".join(f"{name} {size / 1e6:.1f}" for name, size in parts.items())
    return f"{sum(parts.values()) / 1e6:.1f} MB ({told})"


def _descriptors(daemon: Daemon) -> dict[str, int]:
    return {name: len(os.listdir(Path(f"/proc/{pid}/fd"))) for name, pid in daemon.pids().items()}


def sleepers(daemon: Daemon) -> tuple[str, str]:
    """Memory of the three, and descriptors of each, for one of a thousand running sleeps."""
    with Daemon() as fresh, Api(fresh.client_config) as api:
        api.start("sleep", "3600", name="first")
        before, open_before = _total(fresh), _descriptors(fresh)
        for number in range(SLEEPERS):
            api.start("sleep", "3600", name=f"s{number}")
        grown = (_total(fresh) - before) / SLEEPERS
        opened = {
            name: (count - open_before[name]) / SLEEPERS
            for name, count in _descriptors(fresh).items()
        }
    told = ", ".join(f"{name} {count:.1f}" for name, count in opened.items())
    return f"{grown / 1000:.1f} kB", told


def logs(daemon: Daemon) -> tuple[str, str]:
    """A gigabyte of lines from four writers, and how long calls take meanwhile."""
    request = discovery_pb2.DiscoverRequest()
    share = LINES // WRITERS
    taken = []
    with Daemon() as fresh, Api(fresh.client_config) as api:
        began = time.perf_counter()
        for number in range(WRITERS):
            writer = f"yes {'x' * 99} | head -n {share}"
            api.start("sh", "-c", writer, name=f"w{number}")
        while api.running():
            call = time.perf_counter()
            api.call("DiscoveryService.Discover", request)
            taken.append(time.perf_counter() - call)
        seconds = time.perf_counter() - began
        sizes = [path.stat().st_size for path in fresh.log_dir.glob("*/stdout.*.log")]
    assert sum(sizes) == LINES * 100, f"{sum(sizes)} of {LINES * 100} bytes are in the logs"
    return f"{sum(sizes) / seconds / 1e6:.0f} MB/s", milliseconds(quantile(taken, 0.99))
