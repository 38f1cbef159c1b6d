"""Pods of three containers: made, up, gone; and what an idle one costs."""

import statistics
import sys
from functools import partial

from aurae.proto import pods_pb2
from bench.client import Client, took
from bench.container_peers import IMAGE, SLEEP, image
from bench.stopwatch import milliseconds
from tests.support.containers import spec
from tests.support.daemon import Daemon
from tests.support.proc import memory

ROUNDS, IDLE = 40, 100
MEMBERS = ("one", "two", "three")
SERVICE = "pods.v0.PodService"


def lives(daemon: Daemon) -> tuple[str, str]:
    """One after the other on an open connection: `Start` to its answer, then `Create` and a forced `Delete`."""
    client = _client(daemon)
    times: dict[str, list[float]] = {"create": [], "start": [], "delete": []}
    for number in range(-2, ROUNDS):
        name = f"pod-{number + 2}"
        taken = {
            "create": took(partial(client.call, f"{SERVICE}/Create", _asked(name))),
            "start": took(
                partial(client.call, f"{SERVICE}/Start", pods_pb2.StartPodRequest(name=name))
            ),
            "delete": took(partial(client.call, f"{SERVICE}/Delete", _deleted(name))),
        }
        if number >= 0:
            for what, seconds in taken.items():
                times[what].append(seconds)
    shown = {}
    for what, each in times.items():
        shown[what] = milliseconds(statistics.median(each))
        sys.stderr.write(f"{what}: {shown[what]}, at least {milliseconds(min(each))}\n")
    least = milliseconds(min(times["start"]))
    return f"{shown['start']}, at least {least}", f"{shown['create']}; {shown['delete']}"


def idle(_: Daemon) -> str:
    """Memory of our three processes for each pod that is up and does nothing."""
    with Daemon() as fresh:
        client = _client(fresh)
        _up(client, "first")
        before = sum(map(memory, fresh.pids().values()))
        for number in range(IDLE):
            _up(client, f"idle-{number}")
        each = (sum(map(memory, fresh.pids().values())) - before) / IDLE
    return f"{each / 1000:.1f} kB"


def _client(daemon: Daemon) -> Client:
    path = daemon.folder / "bench.tar"
    path.write_bytes(image())
    done = daemon.aer("image", "load", "-i", str(path))
    assert done.returncode == 0, done.stderr
    path.unlink()
    return Client(daemon)


def _asked(name: str) -> pods_pb2.CreatePodRequest:
    members = [spec(*SLEEP, name=member, image=IMAGE) for member in MEMBERS]
    return pods_pb2.CreatePodRequest(pod=pods_pb2.Pod(name=name, containers=members))


def _deleted(name: str) -> pods_pb2.DeletePodRequest:
    return pods_pb2.DeletePodRequest(name=name, force=True)


def _up(client: Client, name: str) -> None:
    client.call(f"{SERVICE}/Create", _asked(name))
    client.call(f"{SERVICE}/Start", pods_pb2.StartPodRequest(name=name))
