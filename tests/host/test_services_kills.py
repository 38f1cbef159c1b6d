"""The server of a whole daemon is killed while services start, restart, reload and stop.

Init is re-executed and the journal killed too. A service whose server dies goes on as the same process, and what it has
(its socket for notifications, its listener, what it stored) works with the next server as before.
"""

import os
import random
import socket
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import grpc
import pytest

from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import children, mentioning
from tests.support.services import Services, spec
from tests.support.until import until

KILLS = int(os.environ.get("AURAE_TEST_KILLS", "8"))
SEED = 3
NAMES = ("a", "b", "c")

PROGRAM = """
import array, os, socket, sys, uuid
print("line 1", flush=True)
with open(sys.argv[1], "a") as notes:
    notes.write("main %s\\n" % os.environ["INVOCATION_ID"])
speaker = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
def say(text, *fds):
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
    speaker.sendmsg([text.encode()], rights, 0, os.environ["NOTIFY_SOCKET"])
names = os.environ["LISTEN_FDNAMES"].split(":")
assert names[0] == "web" and int(os.environ["LISTEN_FDS"]) == len(names)
assert os.environ["LISTEN_PID"] == str(os.getpid())
server = socket.socket(fileno=3)
if "token" in names:
    token = 3 + names.index("token")
else:
    token = os.memfd_create("token")
    os.write(token, uuid.uuid4().hex.encode())
    say("FDSTORE=1\\nFDNAME=token", token)
say("READY=1")
while True:
    peer, _ = server.accept()
    status = peer.recv(100).decode()
    say("STATUS=" + status)
    print(status, flush=True)
    peer.sendall(b"%d %d %s" % (os.getpid(), names.count("token"), os.pread(token, 32, 0)))
    peer.close()
"""
"""Answers with its pid, how many tokens it was given, and the token that it stored or was given."""


def web(daemon: Daemon, name: str) -> dict[str, Any]:
    """Return a service that has one of everything that outlives a server."""
    notes = str(daemon.folder / f"{name}.notes")
    note = f"echo %s $INVOCATION_ID >>{notes}"
    commands: dict[str, Any] = {
        role: [{"command": note % role, "shell": True}]
        for role in ("start_pre", "start_post", "reload", "stop", "stop_post")
    }
    return spec(
        name,
        *(sys.executable, "-I", "-S", "-c", PROGRAM, notes, name),
        type="TYPE_NOTIFY",
        fd_store=4,
        restart={"policy": "POLICY_ALWAYS", "delay": "0.02s"},
        listeners=[{"address": str(daemon.folder / name), "name": "web"}],
        **commands,
    )


def ask(daemon: Daemon, name: str, text: str = "hello") -> tuple[int, int, str]:
    """Have a service say something about itself; returns its pid, and what it has of its token."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(20)
        client.connect(str(daemon.folder / name))
        client.sendall(text.encode())
        pid, given, token = client.recv(100).decode().split()
    return int(pid), int(given), token


def check_whole(daemon: Daemon, services: Services, name: str) -> None:
    """Assert that a service that is up has one main process, which is heard and can be reached."""
    main = services.get(name).service.main_pid
    assert mentioning(str(daemon.folder / f"{name}.notes")) == [main]
    text = f"asked {random.randrange(10**9)}"
    assert ask(daemon, name, text)[0] == main
    until(lambda: services.get(name).service.status_text == text, "what it says is heard")


def check_notes(daemon: Daemon, name: str) -> None:
    """Assert that nothing was run twice in one start, but reloads, which may be asked for again."""
    lines = (daemon.folder / f"{name}.notes").read_text().splitlines()
    twice = [line for line, times in Counter(lines).items() if times > 1]
    assert [line for line in twice if not line.startswith("reload")] == []


def trouble(daemon: Daemon, services: Services) -> list[str]:
    """Return where services, rows, leaves and init's children disagree."""
    phases = services.list()
    up = [name for name, phase in phases.items() if phase == "ACTIVE"]
    below = set(children(daemon.pid)) - set(daemon.pids().values())
    with closing(sqlite3.connect(daemon.state_dir / "state.db")) as state:
        query = "SELECT count(*) FROM workloads WHERE finished_ns IS NULL"
        ((unfinished,),) = state.execute(query)
    pairs = {
        "services in between": ([*set(phases.values()) - {"ACTIVE", "INACTIVE"}], []),
        "services and leaves": (len(up), len(list(daemon.cgroup.glob("**/_*")))),
        "services and rows": (len(up), unfinished),
        "services and init's children": (len(up), len(below)),
    }
    return [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]


def calls(daemon: Daemon, services: Services, name: str) -> Iterator[Callable[[], object]]:
    """Give what one client does, without end."""
    for turn in count():
        yield partial(services.start, web(daemon, name))
        yield partial(services.start_again, name)
        yield partial(services.reload, name)
        yield partial(services.restart, name)
        if turn % 2:
            yield partial(services.stop, name)
        if turn % 4 == 3:
            yield partial(services.remove, name, stop=True)


@pytest.mark.timeout(240 + 20 * KILLS)
def test_a_server_that_is_killed_at_any_moment_costs_no_service(daemon: Daemon) -> None:
    chance = random.Random(SEED)  # so that it can be had again
    granted: list[str] = []
    stop = threading.Event()

    def client(name: str) -> None:
        with Api(daemon.client_config) as api:
            for call in calls(daemon, Services(api), name):
                if stop.is_set():
                    return
                with suppress(grpc.RpcError):
                    call()
                    granted.append(name)

    with Api(daemon.client_config) as api, ThreadPoolExecutor() as pool:
        services = Services(api)
        services.start(web(daemon, "steady"))
        before = ask(daemon, "steady")
        busy = [pool.submit(client, name) for name in NAMES]
        try:
            for number in range(KILLS):
                enough = len(granted) + chance.randrange(6)
                until(lambda: len(granted) >= enough, "clients get on")  # noqa: B023
                # Every fourth successor dies while it takes over.
                daemon.kill_server(wait=number % 4 > 0)
        finally:
            stop.set()
        for future in busy:
            future.result(60)
        daemon.wait_serving()
        until(lambda: not retried(partial(trouble, daemon, services)), "all tell the same")
        assert ask(daemon, "steady") == before
        for name in NAMES:
            for call in (
                partial(services.start, web(daemon, name)),
                partial(services.start_again, name),
            ):
                with suppress(grpc.RpcError):
                    call()
            assert services.phase(name) == "ACTIVE"
        for name in (*NAMES, "steady"):
            check_whole(daemon, services, name)
            check_notes(daemon, name)
            services.remove(name, stop=True)
        until(lambda: not trouble(daemon, services), "nothing is left")
    assert "Traceback" not in daemon.log(), daemon.log()
    print(f"{KILLS} kills, {len(granted)} calls granted")


def retried(look: Callable[[], list[str]]) -> list[str]:
    """Look, and say so when the server is away."""
    try:
        return look()
    except grpc.RpcError as error:
        return [str(error)]


def kill_server(daemon: Daemon) -> None:
    daemon.kill_server()


def kill_journal(daemon: Daemon) -> None:
    daemon.kill_journal()


def reexec(daemon: Daemon) -> None:
    daemon.run("auraed", "reexec")


def test_a_service_keeps_all_it_has_whoever_is_replaced(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        services = Services(api)
        services.start(web(daemon, "web"))
        before = ask(daemon, "web")
        for replaced in (kill_server, kill_journal, reexec, kill_server, reexec, kill_journal):
            replaced(daemon)
            daemon.wait_serving()
            assert ask(daemon, "web") == before
            check_whole(daemon, services, "web")
        services.reload("web")
        services.restart("web")
        pid, given, token = ask(daemon, "web")
        assert (pid, given, token) == (services.get("web").service.main_pid, 1, before[2])
        assert pid != before[0]
        check_notes(daemon, "web")
        services.remove("web", stop=True)
        assert not Path(daemon.folder / "web").exists()
    assert "Traceback" not in daemon.log(), daemon.log()
