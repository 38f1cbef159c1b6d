"""Services beside systemd's, in one guest: `python -m bench.services_in_guest READY [WORD]...`.

READY is the program of `ready.c`, which is the same on both sides. Both keep an open connection,
and take turns. Figures are printed as JSON.
"""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from google.protobuf.message import Message

from aurae.proto import runtime_pb2, service_pb2
from bench.client import Client, cpu, switches, took
from bench.sd_bus import Systemd
from bench.stopwatch import quantile
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.until import until

ROUNDS = 15
LEVELS = 10
WIDE = 10
DEEP_ROUNDS = 3
CRASHING = 100
IDLE = 200
WINDOW = 10.0
UNITS = Path("/run/systemd/system")
SERVICE = service_pb2.Service
ALWAYS = service_pb2.Restart.POLICY_ALWAYS
UP = service_pb2.PHASE_ACTIVE

Figures = dict[str, float]


class ServiceClient(Client):
    """Calls about services, without a sandbox: systemd's transient units have none either."""

    def define(self, service: service_pb2.Service, name: str, *argv: str) -> None:
        """Start a service that is not known; returns when it is up."""
        self.define_all({name: service}, *argv)

    def define_all(self, named: dict[str, service_pb2.Service], *argv: str) -> None:
        """Start services that are not known, some at a time."""
        executable = runtime_pb2.Executable(argv=argv)
        executable.sandbox.profile = "none"
        self._all(
            "Start",
            (
                runtime_pb2.StartRequest(
                    workload=runtime_pb2.WorkloadSpec(
                        name=name, executable=executable, service=service
                    ),
                    no_block=service.restart.policy == ALWAYS,
                )
                for name, service in named.items()
            ),
        )

    def start(self, *names: str) -> None:
        """Start services that are known; returns when all are up."""
        self._all("Start", (runtime_pb2.StartRequest(name=name) for name in names))

    def stop(self, *names: str) -> None:
        """Stop services; returns when nothing of them runs."""
        self._all("Stop", (runtime_pb2.StopRequest(name=name) for name in names))

    def remove(self, *names: str) -> None:
        """Stop and forget services."""
        self._all("Remove", (runtime_pb2.RemoveRequest(name=name, stop=True) for name in names))

    def _all(self, method: str, requests: Iterable[Message]) -> None:
        self.calls(f"runtime.v0.RuntimeService/{method}", requests)


class Pids:
    """A FIFO on which READY tells its pid."""

    def __init__(self, path: Path) -> None:
        """Make it."""
        self.path = path
        os.mkfifo(path)
        self._end = os.open(path, os.O_RDWR)

    def next(self) -> int:
        """Return the next pid."""
        found, _, _ = select.select([self._end], [], [], 60)
        assert found, "nobody has said that it is ready"
        return int(os.read(self._end, 64))


class Place(NamedTuple):
    """What is measured."""

    daemon: Daemon
    client: ServiceClient
    systemd: Systemd
    ready: str
    folder: Path


def _turns(sides: Mapping[str, Callable[[], float]], rounds: int, warm: int = 2) -> Figures:
    """Return the medians of what takes turns; who begins changes with each round."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(-warm, rounds):
        for name in list(sides)[:: 1 if number % 2 else -1]:
            seconds = sides[name]()
            if number >= 0:
                found[name].append(seconds)
    sys.stderr.write(
        f"{ {name: [round(one, 4) for one in times] for name, times in found.items()} }\n"
    )
    return {name: quantile(times, 0.5) for name, times in found.items()}


def start_and_stop(place: Place) -> dict[str, Figures]:
    """Return the seconds of a start until it is said to be ready, and those of its stop."""
    service = SERVICE(type=SERVICE.TYPE_NOTIFY)
    unit = b"bench-notify.service"
    return {
        "start": _turns(
            {
                "ours": _then(
                    partial(place.client.define, service, "notify", place.ready),
                    partial(place.client.remove, "notify"),
                ),
                "systemd": _then(
                    partial(place.systemd.notify, unit, place.ready.encode()),
                    partial(place.systemd.stop, unit),
                ),
            },
            ROUNDS,
        ),
        "stop": _turns(
            {"ours": _our_stop(place, service), "systemd": _their_stop(place, unit)}, ROUNDS
        ),
    }


def _then(measured: Callable[[], object], after: Callable[[], object]) -> Callable[[], float]:
    def both() -> float:
        seconds = took(measured)
        after()
        return seconds

    return both


def _our_stop(place: Place, service: service_pb2.Service) -> Callable[[], float]:
    def stop() -> float:
        place.client.define(service, "notify", place.ready)
        seconds = took(partial(place.client.stop, "notify"))
        place.client.remove("notify")
        return seconds

    return stop


def _their_stop(place: Place, unit: bytes) -> Callable[[], float]:
    def stop() -> float:
        place.systemd.notify(unit, place.ready.encode())
        return took(partial(place.systemd.end, unit))

    return stop


def restart(place: Place) -> dict[str, Figures]:
    """Return the seconds from the kill of a main process until the next one has said READY=1."""
    service = SERVICE(type=SERVICE.TYPE_NOTIFY)
    service.restart.policy = ALWAYS
    service.restart.delay.seconds = 0
    ours, theirs = Pids(place.folder / "ours"), Pids(place.folder / "theirs")
    text = "Type=notify\nRestart=always\nRestartSec=0"
    _unit("bench-crash", f"{place.ready} {theirs.path}", service=text)
    place.systemd.load()
    place.client.define(service, "crash", place.ready, str(ours.path))
    place.systemd.start(b"bench-crash.service")
    pids = {"ours": ours.next(), "systemd": theirs.next()}

    def crash(name: str, heard: Pids) -> float:
        # What the last one has said is known on both sides, and nothing goes on any more.
        time.sleep(0.3)
        began = time.perf_counter()
        os.kill(pids[name], signal.SIGKILL)
        pids[name] = heard.next()
        return time.perf_counter() - began

    sides = {"ours": partial(crash, "ours", ours), "systemd": partial(crash, "systemd", theirs)}
    found = _turns(sides, ROUNDS)
    place.client.remove("crash")
    place.systemd.end(b"bench-crash.service")
    return {"restart": found}


def deep(place: Place) -> dict[str, Figures]:
    """Return the seconds until a hundred services are up, which require each other ten deep."""
    names = [[f"deep{level}-{number}" for number in range(WIDE)] for level in range(LEVELS)]
    for level, level_names in enumerate(names):
        services = {}
        for number, name in enumerate(level_names):
            needed = [names[level - 1][number]] if level else []
            services[name] = SERVICE(type=SERVICE.TYPE_NOTIFY, requires=needed)
            wanted = "".join(f"Requires={one}.service\nAfter={one}.service\n" for one in needed)
            _unit(name, place.ready, unit=wanted, service="Type=notify")
        place.client.define_all(services, place.ready)
    place.systemd.load()
    every = [name for level_names in reversed(names) for name in level_names]
    units = [f"{name}.service".encode() for name in every]
    place.client.stop(*every)

    def ours() -> float:
        seconds = took(partial(place.client.start, *every[:WIDE]))
        _check_up(place.daemon, every)
        place.client.stop(*every)
        return seconds

    def theirs() -> float:
        seconds = took(partial(place.systemd.start, *units[:WIDE]))
        place.systemd.end(*units)
        return seconds

    found = _turns({"ours": ours, "systemd": theirs}, DEEP_ROUNDS, 1)
    place.client.remove(*every)
    return {"deep": found}


def _check_up(daemon: Daemon, names: list[str]) -> None:
    with Api(daemon.client_config) as api:
        answer = api.call("RuntimeService.List", runtime_pb2.ListRequest(services=True))
    up = {one.name for one in answer.workloads if one.service.phase == UP}
    assert up >= set(names), set(names) - up


def storm(place: Place) -> dict[str, Figures]:
    """Return the shares of a processor while a hundred services crash, and are started again."""
    found = crashes(place.daemon, place.client)
    units = []
    for number in range(CRASHING):
        text = "Type=exec\nRestart=always\nRestartSec=100ms"
        _unit(f"bench-false{number}", "/bin/false", service=text)
        units.append(f"bench-false{number}.service".encode())
    place.systemd.load()
    before, end = cpu(1), time.monotonic() + WINDOW
    place.systemd.start(*units)
    time.sleep(max(end - time.monotonic(), 0))
    found["systemd"] = (cpu(1) - before) / WINDOW
    place.systemd.end(*units)
    return {"storm": found}


def crashes(daemon: Daemon, client: ServiceClient) -> Figures:
    """Return the shares of a processor of ours in such a storm, and the starts in it."""
    service = SERVICE()
    service.restart.policy = ALWAYS
    names = [f"false{number}" for number in range(CRASHING)]
    before = {name: cpu(pid) for name, pid in daemon.pids().items()}
    end = time.monotonic() + WINDOW
    client.define_all(dict.fromkeys(names, service), "/bin/false")
    time.sleep(max(end - time.monotonic(), 0))
    found = {name: (cpu(pid) - before[name]) / WINDOW for name, pid in daemon.pids().items()}
    found["starts"] = _starts(daemon)
    client.remove(*names)
    return found


def _starts(daemon: Daemon) -> int:
    with Api(daemon.client_config) as api:
        answer = api.call("RuntimeService.List", runtime_pb2.ListRequest(services=True))
    return sum(one.service.starts for one in answer.workloads)


def idle(daemon: Daemon, client: ServiceClient) -> Figures:
    """Return the wake-ups a second of our processes while two hundred services sleep."""
    names = [f"sleep{number}" for number in range(IDLE)]
    client.define_all({name: SERVICE() for name in names}, "sleep", "36000")
    pids = daemon.pids()

    def woken(seconds: float) -> Figures:
        before = {name: switches(pid) for name, pid in pids.items()}
        time.sleep(seconds)
        return {name: (switches(pid) - before[name]) / seconds for name, pid in pids.items()}

    until(lambda: woken(1.0)["server"] < 5, "the starts are over", 30)
    found = woken(WINDOW)
    client.remove(*names)
    return found


def _unit(name: str, program: str, *, service: str, unit: str = "") -> None:
    text = f"[Unit]\nStartLimitIntervalSec=0\n{unit}\n[Service]\n{service}\nExecStart={program}\n"
    (UNITS / f"{name}.service").write_text(text)


def main() -> None:
    """Measure everything, or what the words name."""
    ready, *words = sys.argv[1:]
    works: dict[str, Callable[[Place], dict[str, Figures]]] = {
        "start": start_and_stop,
        "restart": restart,
        "deep": deep,
        "storm": storm,
        "idle": lambda place: {"idle": idle(place.daemon, place.client)},
    }
    found: dict[str, Figures] = {}
    UNITS.mkdir(exist_ok=True)
    with Daemon() as daemon, Systemd() as systemd:
        folder = Path(mkdtemp(dir=daemon.folder))
        place = Place(daemon, ServiceClient(daemon), systemd, ready, folder)
        for name in words or list(works):
            found |= works[name](place)
            sys.stderr.write(f"{name}: {found}\n")
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
