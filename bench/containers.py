"""Containers beside those of containerd, crun, runc and podman: runs, commands in them, idle ones."""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from google.protobuf.duration_pb2 import Duration

from aurae.proto import runtime_pb2
from bench.client import Client, took
from bench.container_peers import IMAGE, SLEEP, TRUE, Bundle, Containerd, Peers, image
from bench.stopwatch import milliseconds
from tests.support.api import Api
from tests.support.containers import spec
from tests.support.daemon import Daemon
from tests.support.proc import memory

ROUNDS = 40
RATE, SECONDS, WARM = 50, 60, 10
IDLE, IDLE_OF_PEER = 500, 20
OURS = "aurae"
Times = dict[str, list[float]]


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="aurae-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def load(daemon: Daemon) -> Client:
    """Have the image on a node, and return a client of it."""
    path = daemon.folder / "bench.tar"
    path.write_bytes(image())
    done = daemon.aer("image", "load", "-i", str(path))
    assert done.returncode == 0, done.stderr
    path.unlink()
    return Client(daemon)


def _request() -> runtime_pb2.StartRequest:
    return runtime_pb2.StartRequest(workload=spec(TRUE, image=IMAGE), wait=Duration(seconds=60))


def _run(client: Client) -> float:
    return took(partial(client.call, "runtime.v0.RuntimeService/Start", _request()))


def taken(sides: dict[str, Callable[[], float]], rounds: int = ROUNDS) -> Times:
    """Return what each side took in each round, in which they take turns; two rounds come before."""
    times: Times = {name: [] for name in sides}
    for number in range(-2, rounds):
        for name in list(sides)[:: 1 if number % 2 else -1]:
            seconds = sides[name]()
            if number >= 0:
                times[name].append(seconds)
    return times


def medians(times: Times) -> dict[str, float]:
    """Return the median of each side, and tell it."""
    for name, each in times.items():
        low, middle = min(each) * 1000, statistics.median(each) * 1000
        sys.stderr.write(f"{name}: {middle:.2f} ms, at least {low:.2f}\n")
    return {name: statistics.median(each) for name, each in times.items()}


def _share(medians: dict[str, float], peer: str) -> str:
    """Return our share of a peer's median."""
    ours = medians[OURS]
    if peer not in medians:
        return f"{milliseconds(ours)} (no {peer} here)"
    other = medians[peer]
    return f"{ours / other:.2f} ({milliseconds(ours)}; {peer} {milliseconds(other)})"


def runs(daemon: Daemon) -> tuple[str, str]:
    """`true` run to its end: the call on an open connection, and the commands of the others."""
    with _folder() as folder, Peers(folder) as peers:
        client = load(daemon)
        sides: dict[str, Callable[[], float]] = {OURS: partial(_run, client)}
        sides |= {name: peer.run for name, peer in peers.all.items()}
        found = medians(taken(sides))
    others = [f"{name} {milliseconds(found[name])}" for name in found if name != OURS]
    return _share(found, "ctr"), f"{_share(found, 'crun')}; of all: {', '.join(others)}"


def commands(daemon: Daemon) -> tuple[str, str]:
    """`true` in a container that runs.

    What the command `ctr` takes by itself is taken away from it: kubelet has a connection open.
    """
    with _folder() as folder, Peers(folder, "containerd", "crun") as peers:
        client = load(daemon)
        with Api(daemon.client_config) as api:
            request = runtime_pb2.StartRequest(workload=spec(*SLEEP, name="idle", image=IMAGE))
            api.call("RuntimeService.Start", request)
            sides: dict[str, Callable[[], float]] = {OURS: partial(_execute, client, "idle")}
            names = {}
            for name, peer in peers.all.items():
                assert isinstance(peer, Containerd | Bundle)
                names[name] = peer.start()
                sides[name] = partial(peer.execute, names[name])
                if isinstance(peer, Containerd):
                    sides["version"] = peer.nothing
            try:
                found = medians(taken(sides))
            finally:
                for name, peer in peers.all.items():
                    assert isinstance(peer, Containerd | Bundle)
                    peer.end(names[name])
                api.call("RuntimeService.Stop", runtime_pb2.StopRequest(name="idle"))
    if "ctr" in found:
        found["ctr"] -= found["version"]
    return _share(found, "ctr"), _share(found, "crun")


def _execute(client: Client, name: str) -> float:
    start = runtime_pb2.ExecStart(name=name, argv=[TRUE], no_stdin=True)
    request = runtime_pb2.ExecRequest(start=start)
    return took(partial(client.call, "runtime.v0.RuntimeService/Exec", request))


def sustained(daemon: Daemon) -> str:
    """What is more after a minute of so many runs a second: memory, descriptors, files.

    Few ended ones are remembered, so that these are as many before as after.
    """
    with Daemon(history="200") as fresh:
        client = load(fresh)
        client.calls("runtime.v0.RuntimeService/Start", _paced(WARM))
        before = _held(fresh)
        began = time.perf_counter()
        client.calls("runtime.v0.RuntimeService/Start", _paced(SECONDS))
        seconds = time.perf_counter() - began
        after = _held(fresh)
    grown = [more - less for less, more in zip(before, after, strict=True)]
    return (
        f"{RATE * SECONDS / seconds:.0f} a second; {grown[0] / 1e6:+.1f} MB, "
        f"{grown[1]:+d} descriptors, {grown[2]:+d} files"
    )


def _paced(seconds: int) -> Iterator[runtime_pb2.StartRequest]:
    """Give requests, each at its time or later."""
    request, began = _request(), time.perf_counter()
    for number in range(RATE * seconds):
        time.sleep(max(0, began + number / RATE - time.perf_counter()))
        yield request


def _held(daemon: Daemon) -> tuple[int, int, int]:
    """Return bytes of memory, descriptors, and files of a daemon at rest."""
    time.sleep(3)  # the last roots and rows
    pids = daemon.pids().values()
    descriptors = sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in pids)
    files = sum(1 for top in (daemon.state_dir, daemon.log_dir) for _ in top.rglob("*"))
    return sum(map(memory, pids)), descriptors, files


def crowd(daemon: Daemon) -> tuple[str, str]:
    """Memory for each idle container: of our three processes, and of containerd with its shims."""
    with Daemon() as fresh, Api(fresh.client_config) as api:
        load(fresh)
        _start(api, "first")
        before = sum(map(memory, fresh.pids().values()))
        for number in range(IDLE):
            _start(api, f"idle-{number}")
        ours = (sum(map(memory, fresh.pids().values())) - before) / IDLE
    told = f"{ours / 1000:.1f} kB"
    with _folder() as folder, Peers(folder, "containerd") as peers:
        if "ctr" not in peers.all:
            return told, f"{told} (no containerd here)"
        peer = peers.all["ctr"]
        assert isinstance(peer, Containerd)
        names = [peer.start()]
        before = _with_shims(peer)
        names += [peer.start() for _ in range(IDLE_OF_PEER)]
        theirs = (_with_shims(peer) - before) / IDLE_OF_PEER
        for name in names:
            peer.end(name)
    return told, f"1/{theirs / ours:.0f} ({told}; containerd {theirs / 1e6:.1f} MB)"


def _start(api: Api, name: str) -> None:
    request = runtime_pb2.StartRequest(workload=spec(*SLEEP, name=name, image=IMAGE))
    api.call("RuntimeService.Start", request)


def _with_shims(peer: Containerd) -> int:
    shims = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _of(pid, peer)]
    return sum(map(memory, [peer.pid, *shims]))


def _of(pid: int, peer: Containerd) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"shim" in words[0] and os.fsencode(peer.socket) in b" ".join(words)
