"""`auraed reexec` with children running: new code in all three processes, and nobody notices."""

import itertools
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import grpc
import pytest

from aurae.model.version import VERSION
from aurae.proto import discovery_pb2, runtime_pb2, system_pb2
from tests.support.api import Api
from tests.support.installed import Installation, InstalledDaemon
from tests.support.numbers import WIDTH, fault, written
from tests.support.proc import alive, command, mentioning
from tests.support.unharmed import unharmed
from tests.support.until import until

NUMBERS = (
    "import os, time\n"
    "at = 0\n"
    "while True:\n"
    "  block = memoryview(b''.join(b'%099d\\n' % n for n in range(at, at + 100)))\n"
    "  while block: block = block[os.write(1, block):]\n"
    "  at += 100\n"
    "  time.sleep(0.001)\n"
)
"""Writes numbered lines as long as it lives."""


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """A copy of the package."""
    return Installation(tmp_path)


@pytest.fixture
def daemon(installation: Installation) -> Iterator[InstalledDaemon]:
    """A daemon that runs that copy."""
    with InstalledDaemon(installation) as daemon:
        yield daemon


def name_of(pid: int) -> str:
    """Return the name that a process has given itself."""
    return Path(f"/proc/{pid}/comm").read_text().strip()


def is_ready(api: Api, name: str) -> bool:
    """Say whether a workload has written that it is ready."""
    return b"ready" in api.output(name, 1)


def version(api: Api) -> str:
    """Return the version that the server tells."""
    answer = api.call("DiscoveryService.Discover", discovery_pb2.DiscoverRequest())
    assert answer.healthy
    return str(answer.version)


def status(api: Api) -> system_pb2.StatusResponse:
    """Return what the daemon tells of its processes."""
    answer: system_pb2.StatusResponse = api.call(
        "SystemService.Status", system_pb2.StatusRequest()
    )
    return answer


def test_new_code_takes_over_and_children_and_their_logs_go_on(
    daemon: InstalledDaemon, installation: Installation
) -> None:
    with Api(daemon.client_config) as api:
        assert version(api) == VERSION
        writer = api.start(sys.executable, "-I", "-S", "-c", NUMBERS, name="numbers")
        shell = "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.1; done"
        api.start("sh", "-c", shell, name="shell")
        api.start("sh", "-c", shell, name="terminal", terminal=True)
        for name in ("shell", "terminal"):
            until(partial(is_ready, api, name), f"{name} is ready")
        pids, running = daemon.pids(), api.running()

        installation.change("model/version.py", f'"{VERSION}"', '"9.9.9"')
        installation.change("init/main.py", '"auraed-init"', '"auraed-init-9"')
        installation.change(
            "journal/__main__.py",
            "    import resource\n",
            "    import resource\n    open('/proc/self/comm', 'w').write('journal-9')\n",
        )
        told = daemon.run("auraed", "reexec").stdout

        after = daemon.pids()
        assert told.startswith(
            f"auraed 9.9.9 runs as generation 1: init pid {pids['init']}, "
            f"server pid {after['server']}, journal pid "
        )
        assert version(api) == "9.9.9"
        assert name_of(after["init"]) == "auraed-init-9"
        assert after["init"] == pids["init"]
        assert after["server"] != pids["server"]
        until(lambda: name_of(daemon.pids()["journal"]) == "journal-9", "the new journal runs")
        assert daemon.pids()["journal"] != pids["journal"]
        assert api.running() == running
        assert all(alive(pid) for pid in running.values())

        folder = daemon.log_dir / str(writer.id)
        size = written(folder)
        until(lambda: written(folder) > size + 1000 * WIDTH, "the numbers go on")
        api.stop("numbers")
        assert fault(folder) == ""
        for name in ("shell", "terminal"):
            assert api.stop(name).exit_code == 7
            assert api.output(name, 1).split() == [b"ready", b"bye"]


BROKEN = {
    "init does not parse": ("init/table.py", "def ("),
    "init lacks a module": ("init/reexec.py", "import nowhere"),
    "journal fails": ("journal/loop.py", "raise RuntimeError('half an upgrade')"),
    "server lacks a module": ("server/runtime.py", "import nowhere"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_code_that_cannot_run_is_refused_and_everything_goes_on(
    daemon: InstalledDaemon, installation: Installation, what: str
) -> None:
    file, text = BROKEN[what]
    with unharmed(daemon) as api:
        pid = api.start("sleep", "600", name="sleeper").pid
        with (installation.package / file).open("a") as source:
            source.write(f"\n{text}\n")
        done = daemon.run("auraed", "reexec", check=False)
        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(
            r"auraed: cannot re-execute the daemon: .*(Error|half an upgrade).*\n", done.stderr
        )
        assert status(api).generation == 0
        assert api.running() == {"sleeper": pid}
        api.stop("sleeper")


def test_a_trial_that_is_killed_takes_those_of_the_other_processes_along(
    daemon: InstalledDaemon, installation: Installation
) -> None:
    with unharmed(daemon), ThreadPoolExecutor() as pool:
        with (installation.package / "server/runtime.py").open("a") as source:
            source.write("\nimport time\ntime.sleep(600)\n")
        told = pool.submit(daemon.run, "auraed", "reexec", check=False)
        trials = until(lambda: trials_of(daemon), "the server is tried")
        for pid in trials["aurae.init"]:
            os.kill(pid, signal.SIGKILL)
        assert "the trial process ended without an answer" in told.result().stderr
        until(lambda: not trials_of(daemon), "no trial is left", 5)


def trials_of(daemon: InstalledDaemon) -> dict[str, list[int]]:
    """Return the processes that try new code, once one of them tries the server's."""
    pids = [pid for pid in mentioning(str(daemon.folder)) if "--trial" in command(pid)]
    servers = [pid for pid in pids if "aurae.server" in command(pid)[:4]]
    ours = [pid for pid in pids if pid not in servers]
    return {"aurae.init": ours, "aurae.server": servers} if servers else {}


def test_settings_that_are_wrong_now_are_told_before_anything_is_replaced(
    daemon: InstalledDaemon,
) -> None:
    with unharmed(daemon):
        (daemon.folder / "aurae.toml").write_text('stop_timeout = "soon"\n')
        done = daemon.run("auraed", "reexec", check=False)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("auraed: cannot re-execute the daemon: ")
        assert "stop_timeout: 'soon' is not a duration" in done.stderr


def test_each_reexec_is_a_generation_and_remembers_how_children_ended(
    daemon: InstalledDaemon,
) -> None:
    with Api(daemon.client_config) as api:
        for number in range(3):
            api.start("sh", "-c", f"exit {number}", name=f"ends-{number}")
            api.start("sleep", "600", name=f"runs-{number}")
            running = api.running()
            daemon.run("auraed", "reexec")
            now = status(api)
            assert now.generation == number + 1
            assert api.wait(f"ends-{number}").exit_code == number
            assert {name: pid for name, pid in running.items() if name.startswith("runs")} == (
                api.running()
            )
        for number in range(3):
            stopped = api.stop(f"runs-{number}")
            assert (stopped.status, stopped.signal) == (runtime_pb2.STATUS_EXITED, signal.SIGTERM)


def test_status_tells_the_processes_that_run(daemon: InstalledDaemon) -> None:
    def agree() -> bool:
        now = status(api)
        told = {"init": now.init_pid, "server": now.server_pid, "journal": now.journal_pid}
        return told == daemon.pids()

    with Api(daemon.client_config) as api:
        assert agree()
        daemon.kill_journal()
        until(agree, "the new journal is told")
        daemon.kill_server()
        until(agree, "the new server is told")
        daemon.run("auraed", "reexec")
        until(agree, "the new ones are told")


def test_starts_during_a_reexec_are_answered_or_refused_and_never_doubled(
    daemon: InstalledDaemon,
) -> None:
    traces = daemon.folder / "traces"
    over = threading.Event()

    def start_many(thread: int) -> dict[str, str]:
        outcomes = {}
        with Api(daemon.client_config) as api:
            for number in itertools.takewhile(lambda _: not over.is_set(), itertools.count()):
                name = f"start-{thread}-{number}"
                try:
                    api.start("sh", "-c", f"echo {name} >> {traces}", name=name)
                    outcomes[name] = "started"
                except grpc.RpcError as error:
                    outcomes[name] = error.code().name
        return outcomes

    with ThreadPoolExecutor(4) as pool:
        threads = [pool.submit(start_many, thread) for thread in range(4)]
        try:
            for _ in range(3):
                daemon.run("auraed", "reexec")
        finally:
            over.set()
        outcomes = {name: code for thread in threads for name, code in thread.result().items()}
    started = {name for name, outcome in outcomes.items() if outcome == "started"}
    refused = {outcome for outcome in outcomes.values() if outcome != "started"}
    print(f"{len(started)} of {len(outcomes)} started, the others: {refused}")
    assert refused <= {"UNAVAILABLE"}
    with Api(daemon.client_config) as api:
        for name in started:
            assert api.wait(name).exit_code == 0
        until(lambda: not api.running(), "all have ended")
    ran = traces.read_text().split()
    assert len(ran) == len(set(ran))
    assert started <= set(ran)
