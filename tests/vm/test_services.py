"""Services where the kernel has everything: want of memory, limits, namespaces, privileges, clocks."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.cell_calls import CellCalls
from tests.support.cell_measures import MIB, Measure, clearing, number, rate
from tests.support.daemon import Daemon
from tests.support.proc import alive, cgroup_processes
from tests.support.services import Services, plain, shell
from tests.support.until import until

SMALL = {"max": 32 * MIB, "swap_max": 0}
OOM = "the kernel killed one of its processes for want of memory"
PARENT = "tail /dev/zero 2>/dev/null; echo child $?; exec sleep 1000"
"""Has a child that takes all memory, and goes on."""

WHEN_TOLD = "trap 'exec tail /dev/zero' USR1; while :; do sleep 0.1; done"

INSIDE = """
import os, signal, socket
sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
sock.connect(os.environ["NOTIFY_SOCKET"])
child = os.fork()
if child == 0:
    os.execvp("sleep", ["sleep", "1000"])
sock.send(f"MAINPID={child}\\nREADY=1\\nSTATUS={os.getpid()} {child}".encode())
signal.pause()
"""
"""Says that it is ready, and that its child is what counts, with the numbers of its own namespace."""


@pytest.fixture
def services(api: Api) -> Iterator[Services]:
    """Calls to PID 1; what a test leaves is forgotten: in a cell along with that."""
    services = Services(api)
    with clearing(api):
        yield services
    services.clear()


@pytest.fixture
def small(services: Services) -> str:
    """A cell with little memory."""
    CellCalls(services.api).allocate("small", memory=SMALL)
    return "small"


@pytest.fixture
def _clock() -> Iterator[None]:
    """The wall clock is right again afterwards."""
    wall, now = time.time_ns(), time.monotonic_ns()
    yield
    time.clock_settime_ns(time.CLOCK_REALTIME, wall + time.monotonic_ns() - now)


def test_a_service_goes_on_when_a_child_is_killed_for_memory(services: Services, small: str):
    web = services.start(shell("web", PARENT, cell=small, oom_policy="OOM_POLICY_CONTINUE"))
    until(lambda: services.lines("small/web") == ["child 137"], "the child is killed", 60)
    found = services.get("small/web")
    assert (found.pid, found.service.phase) == (web.pid, 4)
    assert found.service.result == ""
    assert alive(web.pid)


def test_a_service_is_stopped_when_a_child_is_killed_for_memory(services: Services, small: str):
    web = services.start(shell("web", PARENT, cell=small, oom_policy="OOM_POLICY_STOP"))
    failed = services.until_phase("small/web", "FAILED", limit=60).service
    assert (failed.result, failed.reason) == ("oom-kill", OOM)
    assert not alive(web.pid)


def test_the_kernel_kills_all_of_a_service_when_that_was_asked(
    services: Services, small: str, root: Path
):
    keeps = "sleep 1000 & "
    other = services.start(shell("other", "exec sleep 1000", cell=small))
    web = services.start(shell("web", keeps + PARENT, cell=small, oom_policy="OOM_POLICY_KILL"))
    failed = services.until_phase("small/web", "FAILED", limit=60)
    assert failed.service.result == "oom-kill"
    assert failed.service.reason == "oom-kill: ended by SIGKILL"
    assert failed.signal == signal.SIGKILL
    assert number(root / small, "memory.events", "oom_group_kill") == 1
    assert cgroup_processes(root / small) == [other.pid]
    assert not alive(web.pid)


def test_a_service_whose_main_process_is_killed_for_memory_is_started_again(
    services: Services, small: str
):
    restart = {"policy": "POLICY_ON_FAILURE", "delay": "0.1s"}
    bomb = shell("web", "exec tail /dev/zero", cell=small, restart=restart)
    services.start(bomb)
    until(lambda: services.get("small/web").service.starts >= 3, "it was started again", 90)
    state = services.until_phase("small/web", "BACKOFF", limit=60).service
    assert (state.result, state.reason) == ("oom-kill", "oom-kill: ended by SIGKILL")


def test_nobody_is_told_of_an_end_before_its_want_of_memory_is(services: Services, small: str):
    services.start(shell("web", WHEN_TOLD, cell=small))
    watched = services.api.stream(
        "RuntimeService.Watch", runtime_pb2.WatchRequest(name="small/web"), 90
    )
    next(watched)
    services.signal("small/web", "SIGUSR1")
    told = []
    for item in watched:
        told.append((item.workload.signal, item.workload.service.result))
        if item.workload.service.phase == 8:
            break
    watched.cancel()  # type: ignore[attr-defined]
    print("told", told)
    assert {result for by, result in told if by} == {"oom-kill"}
    status = services.status("small/web").workload
    assert status.service.result == "oom-kill"


def test_the_status_has_what_is_used_beside_what_the_cell_allows(services: Services):
    cells = CellCalls(services.api)
    cells.allocate("a", memory={"max": 64 * MIB}, pids={"max": 20})
    cells.allocate("a/b", pids={"max": 30}, memory={"max": 48 * MIB})
    services.start(shell("web", "i=0; while :; do i=$((i+1)); done", cell="a/b"))
    until(lambda: services.status("a/b/web").usage.cpu_us > 100_000, "it works", 60)
    usage = services.status("a/b/web").usage
    print(f"usage {usage}")
    assert 0 < usage.memory_bytes <= usage.memory_peak_bytes <= usage.memory_limit_bytes
    assert usage.memory_limit_bytes == 48 * MIB
    assert (usage.processes, usage.processes_limit) == (1, 20)
    services.start(shell("free", "exec sleep 1000"))
    free = services.status("free").usage
    assert free.processes == 1
    assert not free.HasField("memory_limit_bytes")


def test_a_service_with_namespaces_of_its_own_names_its_main_process_from_inside(
    services: Services,
):
    cells = CellCalls(services.api)
    cells.allocate("iso", isolate_process=True, isolate_network=True)
    web = services.start(
        plain(
            "web",
            *("python3", "-IS", "-c", INSIDE),
            cell="iso",
            type="TYPE_NOTIFY",
            notify_access="NOTIFY_ACCESS_MAIN",
        ),
        60,
    )
    state = web.service
    first, child = state.status_text.split()
    assert state.phase == 4
    assert inner(state.main_pid) == int(child) != state.main_pid
    assert inner(web.pid) in (int(first), int(child))
    assert Path(f"/proc/{state.main_pid}/ns/net").readlink() != Path("/proc/1/ns/net").readlink()


def inner(pid: int) -> int:
    """Return the number that a process has in its own namespace."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("NSpid:")).split()[-1])


def test_limits_are_raised_and_a_score_lowered_for_a_user_without_privileges(services: Services):
    executable = {
        "user": "nobody",
        "oom_score_adjust": -500,
        "nice": -5,
        "rlimits": {
            "nofile": {"soft": 900_000, "hard": 1_000_000},
            "memlock": {"soft": 64 * MIB, "hard": 128 * MIB},
        },
    }
    web = services.start(plain("web", "sleep", "1000", executable=executable))
    place = Path(f"/proc/{web.pid}")
    assert (place / "oom_score_adj").read_text().strip() == "-500"
    assert os.getpriority(os.PRIO_PROCESS, web.pid) == -5
    lines = (place / "limits").read_text().splitlines()
    found = {line[:26].strip(): line[26:].split()[:2] for line in lines}
    assert found["Max open files"] == ["900000", "1000000"]
    assert found["Max locked memory"] == [str(64 * MIB), str(128 * MIB)]
    assert place.stat().st_uid == 65534


def date(moment: datetime) -> None:
    """Set the clock as an operator does."""
    words = f"@{moment.timestamp()}"
    subprocess.run(["date", "-s", words], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.usefixtures("_clock")
def test_a_clock_that_is_set_makes_a_timer_due_once_and_repeats_nothing(services: Services):
    begun = datetime.now(UTC)
    event = begun.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    if event - begun < timedelta(hours=1, minutes=5):
        event += timedelta(hours=1)
    timer = {"calendar": [f"*-*-* {event.hour}:00:00 UTC"]}
    services.start(shell("job", "true", type="TYPE_ONESHOT", timer=timer), no_block=True)
    assert next_start(services) == event
    date(event - timedelta(minutes=1))
    assert services.get("job").service.starts == 0
    date(event + timedelta(minutes=10))
    services.until_state("job", starts=1)
    until(lambda: next_start(services) == event + timedelta(days=1), "the next day's", 30)
    # Before the event, then over it once more.
    date(event - timedelta(minutes=20))
    date(event + timedelta(minutes=5))
    assert rate(lambda: services.get("job").service.starts, 3.0) == 0
    assert services.get("job").service.starts == 1
    assert next_start(services) == event + timedelta(days=1)


def next_start(services: Services) -> datetime:
    """Return when the timer of `job` is due."""
    found = services.get("job").service.timer_next_at.ToDatetime(UTC)
    assert isinstance(found, datetime)
    return found


def switches(pid: int) -> int:
    """Return how often the threads of a process have gone to sleep by themselves."""
    return sum(
        int(line.split()[1])
        for status in Path(f"/proc/{pid}/task").glob("*/status")
        for line in status.read_text().splitlines()
        if line.startswith("voluntary_ctxt_switches:")
    )


@pytest.mark.timeout(400)
def test_two_hundred_idle_services_wake_nobody(
    services: Services, shared_daemon: Daemon, note: Measure
):
    names = [f"idle-{number}" for number in range(200)]
    for name in names:
        services.start(plain(name, "sleep", "100000"), no_block=True)
    until(lambda: set(services.list().values()) == {"ACTIVE"}, "all are up", 300)
    pids = shared_daemon.pids()
    quiet(pids["server"])
    before = {name: switches(pid) for name, pid in pids.items()}
    begun = time.monotonic()
    until(lambda: time.monotonic() >= begun + 5, "time passes", 60)
    woken = {name: switches(pid) - before[name] for name, pid in pids.items()}
    for name, count in woken.items():
        note(f"times in 5 s that 200 idle services wake the {name}", count)
    assert woken["server"] < 10
    assert woken["init"] == 0


def quiet(pid: int) -> None:
    """Return when a process has slept through a second."""

    def sleeps() -> bool:
        before, begun = switches(pid), time.monotonic()
        until(lambda: time.monotonic() >= begun + 1, "time passes", 30)
        return switches(pid) - before <= 2

    until(sleeps, "it has nothing left to do", 120)
