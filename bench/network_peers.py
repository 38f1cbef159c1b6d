"""Containers on networks, beside ones without and beside Debian's CNI plug-ins: starts, streams, requests.

Bridge, veth and NAT by iptables are what podman and containerd have by these plug-ins. Programs that serve are the
host's, in the network of a container, so that both sides run the same ones.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from google.protobuf.duration_pb2 import Duration

from aurae.proto import runtime_pb2
from bench.client import Client, took
from bench.container_peers import IMAGE, SLEEP, TRUE
from bench.containers import OURS, load, medians, taken
from bench.stopwatch import milliseconds
from tests.support import networks
from tests.support.api import Api
from tests.support.containers import spec
from tests.support.daemon import Daemon
from tests.support.netns_daemon import HOST, NetnsDaemon, within
from tests.support.networks import Attachment, Port
from tests.support.until import until

PLUGINS = "/usr/lib/cni"
ROUNDS, SECONDS = 5, 3
CNI = "cni"
CONFIGURATION = {
    "cniVersion": "1.0.0",
    "name": CNI,
    "plugins": [
        {
            "type": "bridge",
            "bridge": "cni0",
            "isGateway": True,
            "ipMasq": True,
            "ipam": {
                "type": "host-local",
                "ranges": [[{"subnet": "10.71.0.0/24"}]],
                "routes": [{"dst": "0.0.0.0/0"}],
            },
        },
        {"type": "portmap", "capabilities": {"portMappings": True}},
    ],
}


@contextmanager
def _node() -> Iterator[NetnsDaemon]:
    """A daemon in a network of its own, with a network `aurae` and one of plug-ins."""
    with tempfile.TemporaryDirectory(prefix="aurae-bench-") as folder:
        text = json.dumps(CONFIGURATION)
        text = text.replace('"host-local"', f'"host-local", "dataDir": "{folder}/addresses"')
        Path(folder, "10-cni.conflist").write_text(text)
        with NetnsDaemon(cni_conf_dir=folder, cni_bin_dirs=PLUGINS) as daemon:
            with Api(daemon.client_config) as api:
                networks.create(api, OURS)
            yield daemon


def starts(_: Daemon) -> str:
    """`true` on a network, run to its end on an open connection, beside one without."""
    with _node() as daemon:
        client = load(daemon)
        sides = {
            name: partial(_run, client, [Attachment(network=name)] if name else [])
            for name in ("", OURS, CNI)
        }
        found = medians(taken(dict[str, Callable[[], float]](sides)))
    more = {name: found[name] - found[""] for name in (OURS, CNI)}
    ours, theirs = (milliseconds(more[name]) for name in (OURS, CNI))
    return f"{more[OURS] / more[CNI]:.2f} ({ours}; CNI {theirs} more than without)"


def _run(client: Client, on: list[Attachment]) -> float:
    workload = spec(TRUE, image=IMAGE, networks=on)
    request = runtime_pb2.StartRequest(workload=workload, wait=Duration(seconds=60))
    return took(partial(client.call, "runtime.v0.RuntimeService/Start", request))


class _Place(NamedTuple):
    """A container that waits, its address, and the port of the host that leads to its port 5201."""

    pid: int
    address: str
    port: int


@contextmanager
def _places(daemon: NetnsDaemon) -> Iterator[dict[str, tuple[_Place, _Place]]]:
    """Two containers on each of the two networks."""
    load(daemon)
    with Api(daemon.client_config) as api:
        found = {}
        for number, name in enumerate((OURS, CNI)):
            both = [_place(api, name, 7000 + 2 * number + part) for part in range(2)]
            found[name] = (both[0], both[1])
        yield found
        for name in (OURS, CNI):
            for part in range(2):
                networks.remove(api, f"{name}-{7000 + 2 * (name == CNI) + part}")


def _place(api: Api, network: str, port: int) -> _Place:
    name = f"{network}-{port}"
    made = networks.keep(
        api,
        name,
        *SLEEP,
        image=IMAGE,
        networks=[Attachment(network=network)],
        ports=[Port(port=5201, host_port=port)],
    )
    address = next(one.ipv4 for one in networks.endpoints(api, network) if one.name == name)
    return _Place(made.workload.pid, address, port)


def throughput(_: Daemon) -> tuple[str, ...]:
    """A TCP stream between two containers, one from outside to a published port, and requests to nginx."""
    with _node() as daemon, _places(daemon) as places:
        streams: dict[str, list[float]] = {}
        outside: dict[str, list[float]] = {}
        asked: dict[str, list[float]] = {}
        for number in range(ROUNDS):
            for name in (OURS, CNI)[:: 1 if number % 2 else -1]:
                one, other = places[name]
                streams.setdefault(name, []).append(_stream(one.pid, other.pid, one.address, 5201))
                far = daemon.outer.pid
                outside.setdefault(name, []).append(_stream(one.pid, far, HOST, one.port))
                asked.setdefault(name, []).append(_requests(one.pid, far, f"{HOST}:{one.port}"))
    return (
        _ratio(streams, "Gbit/s"),
        _ratio(outside, "Gbit/s"),
        _ratio(asked, "a second"),
    )


def _ratio(found: dict[str, list[float]], unit: str) -> str:
    middle = {name: statistics.median(each) for name, each in found.items()}
    for name, each in found.items():
        sys.stderr.write(f"{name}: {', '.join(f'{value:.2f}' for value in each)} {unit}\n")
    digits = 0 if unit == "a second" else 1
    ours, theirs = middle[OURS], middle[CNI]
    return f"{ours / theirs:.2f} ({ours:,.{digits}f} {unit}; CNI {theirs:,.{digits}f})"


def _stream(server: int, client: int, host: str, port: int) -> float:
    """Return the gigabits a second of one stream."""
    serving = subprocess.Popen(
        within(server, "iperf3", "-s", "-1", "-p", "5201"), stdout=subprocess.DEVNULL
    )
    try:
        until(lambda: _listens(server, 5201), "iperf3 listens")
        words = ("iperf3", "-J", "-c", host, "-p", str(port), "-t", str(SECONDS), "-O", "1")
        done = subprocess.run(within(client, *words), capture_output=True, check=True)
    finally:
        serving.terminate()
        serving.wait()
    bits: float = json.loads(done.stdout)["end"]["sum_received"]["bits_per_second"]
    return bits / 1e9


def _requests(server: int, client: int, place: str) -> float:
    """Return the requests a second that nginx answers."""
    with tempfile.TemporaryDirectory(prefix="aurae-bench-") as folder:
        os.chmod(folder, 0o755)
        Path(folder, "index.html").write_text("x" * 512)
        Path(folder, "nginx.conf").write_text(
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log /dev/null; "
            "events { worker_connections 1024; } http { access_log off; server { "
            f"listen 5201; root {folder}; }} }}"
        )
        words = ("nginx", "-c", f"{folder}/nginx.conf", "-p", folder)
        serving = subprocess.Popen(within(server, *words), stderr=subprocess.DEVNULL)
        try:
            until(lambda: _listens(server, 5201), "nginx listens")
            ask = ("wrk", "-t1", "-c16", f"-d{SECONDS}s", f"http://{place}/")
            done = subprocess.run(within(client, *ask), capture_output=True, text=True, check=True)
        finally:
            serving.terminate()
            serving.wait()
    line = next(one for one in done.stdout.splitlines() if one.startswith("Requests/sec:"))
    assert "Non-2xx" not in done.stdout, done.stdout
    return float(line.split()[1])


def _listens(pid: int, port: int) -> bool:
    text = "".join(Path(f"/proc/{pid}/net/{name}").read_text() for name in ("tcp", "tcp6"))
    return any(f":{port:04X} " in line and " 0A " in line for line in text.splitlines())
