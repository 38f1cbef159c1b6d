"""What a network costs a container's start and end, what linking takes by itself, and published ports."""

import asyncio
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from google.protobuf.duration_pb2 import Duration

from aurae.model.network import Attachment, NetworkSpec
from aurae.proto import networks_pb2, runtime_pb2
from bench.client import Client, took
from bench.container_peers import IMAGE, SLEEP, TRUE, image
from bench.stopwatch import milliseconds
from tests.support.containers import spec
from tests.support.daemon import Daemon
from tests.support.netns_daemon import NetnsDaemon
from tests.support.netspace import moved
from tests.support.networked import OWNER, node

ROUNDS = 100
PORTS = 200
NETWORK = "bench"
Port = networks_pb2.PublishedPort


def cost(_: Daemon) -> str:
    """`true` in a container on a network, beside one with a network of its own and nothing else in it."""
    with NetnsDaemon() as daemon:
        client = _client(daemon)
        networks = [networks_pb2.Attachment(network=NETWORK)]
        sides = {
            "without": spec(TRUE, image=IMAGE),
            "with": spec(TRUE, image=IMAGE, networks=networks),
        }
        times: dict[str, list[float]] = {name: [] for name in sides}
        for number in range(-5, ROUNDS):
            for name in list(sides)[:: 1 if number % 2 else -1]:
                request = runtime_pb2.StartRequest(workload=sides[name], wait=Duration(seconds=60))
                seconds = took(partial(client.call, "runtime.v0.RuntimeService/Start", request))
                if number >= 0:
                    times[name].append(seconds)
    medians = {name: statistics.median(each) for name, each in times.items()}
    least = {name: min(each) for name, each in times.items()}
    sys.stderr.write(f"medians {medians}, at least {least}\n")
    more = milliseconds(medians["with"] - medians["without"])
    return f"{more} ({milliseconds(medians['without'])} without)"


def linking(_: Daemon) -> str:
    """An endpoint's reservation, its link with addresses, routes and rules, and its release."""
    with moved(), tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        return asyncio.run(_linking(Path(folder)))


async def _linking(folder: Path) -> str:
    names = ("reserve", "connect", "release")
    times: dict[str, list[float]] = {name: [] for name in names}
    async with node(folder / "state") as it:
        await it.networks.create(NetworkSpec(NETWORK), OWNER)
        for number in range(ROUNDS):
            key = f"run-{number}"
            space, began = it.space(key), time.perf_counter()
            await it.networks.reserve(key, OWNER, key, (Attachment(NETWORK),), (), "start")
            times["reserve"].append(time.perf_counter() - began)
            await it.networks.connect(key, space)
            times["connect"].append(time.perf_counter() - began)
            it.leave(key)
            began = time.perf_counter()
            await it.networks.release(key)
            times["release"].append(time.perf_counter() - began)
    medians = {name: milliseconds(statistics.median(each)) for name, each in times.items()}
    return f"{medians['connect']} (reserved in {medians['reserve']}; released in {medians['release']})"


def ports(_: Daemon) -> str:
    """Ports of a running container, published one by one and taken back one by one."""
    with NetnsDaemon() as daemon:
        client = _client(daemon)
        networks = [networks_pb2.Attachment(network=NETWORK)]
        sleeper = spec(*SLEEP, name="web", image=IMAGE, networks=networks)
        client.call("runtime.v0.RuntimeService/Start", runtime_pb2.StartRequest(workload=sleeper))
        service = "networks.v0.NetworkService"
        medians = {}
        for verb, request in (
            ("Publish", networks_pb2.PublishPortRequest),
            ("Unpublish", networks_pb2.UnpublishPortRequest),
        ):
            times = []
            for number in range(1, PORTS + 1):
                port = Port(port=number, host_port=20_000 + number)
                call = request(name="web", port=port)
                times.append(took(partial(client.call, f"{service}/{verb}", call)))
            medians[verb] = milliseconds(statistics.median(times))
            sys.stderr.write(f"{verb}: at most {milliseconds(max(times))}\n")
        client.call("runtime.v0.RuntimeService/Stop", runtime_pb2.StopRequest(name="web"))
    return f"{medians['Publish']}; {medians['Unpublish']}"


def _client(daemon: Daemon) -> Client:
    path = daemon.folder / "bench.tar"
    path.write_bytes(image())
    daemon.aer("image", "load", "-i", str(path))
    path.unlink()
    daemon.aer("network", "create", NETWORK)
    return Client(daemon)
