"""The server of a whole daemon is killed at random moments while clients make, use and free cells."""

import os
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from itertools import count

import grpc

from tests.support.api import Api
from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.daemon import Daemon
from tests.support.proc import children
from tests.support.until import until

KILLS = int(os.environ.get("AURAE_TEST_KILLS", "8"))
SEED = 1


def rows(daemon: Daemon, query: str) -> list[str]:
    """Return the first column of what a query on the state gives."""
    with closing(sqlite3.connect(daemon.state_dir / "state.db")) as connection:
        return [row[0] for row in connection.execute(query)]


def trouble(daemon: Daemon, cells: CellCalls) -> list[str]:
    """Return where what is listed, rows, directories, leaves and init's children disagree."""
    names = cells.names()
    living = cells.call("Stats").workloads
    isolated = sum(name.endswith("/c") for name in names)
    below = set(children(daemon.pid)) - set(daemon.pids().values())
    unfinished = "SELECT name FROM workloads WHERE finished_ns IS NULL"
    pairs: dict[str, tuple[object, object]] = {
        "cells and directories": (sorted(names), cell_folders(daemon.cgroup)),
        "cells and rows": (sorted(names), rows(daemon, "SELECT name FROM cells ORDER BY name")),
        "workloads and leaves": (living, len(list(daemon.cgroup.glob("**/_*")))),
        "workloads and rows": (living, len(rows(daemon, unfinished))),
        "holders and workloads, and init's children": (isolated + living, len(below)),
    }
    return [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]


def calls(cells: CellCalls, name: str) -> Iterator[Callable[[], object]]:
    """Give what one client does, without end."""
    for turn in count():
        yield partial(cells.allocate, name)
        yield partial(cells.allocate, f"{name}/c", isolate_process=True)
        yield partial(cells.start, f"{name}/c", "x", "exec sleep 100")
        yield partial(cells.start, name, "y", "exec sleep 100")
        if turn % 2:
            yield partial(cells.stop, f"{name}/c", "x")
            yield partial(cells.free, f"{name}/c")
        yield partial(cells.free, name, timeout=turn % 3)


def test_a_server_that_is_killed_at_any_moment_leaves_nothing(daemon: Daemon) -> None:
    chance = random.Random(SEED)  # so that it can be had again
    outcomes: list[bool] = []
    stop = threading.Event()

    def client(name: str) -> None:
        with Api(daemon.client_config) as api:
            for call in calls(CellCalls(api), name):
                if stop.is_set():
                    return
                with suppress(grpc.RpcError):
                    call()
                    outcomes.append(True)

    with ThreadPoolExecutor() as pool:
        busy = [pool.submit(client, name) for name in ("a", "b", "d")]
        try:
            for number in range(KILLS):
                enough = len(outcomes) + chance.randrange(12)
                until(lambda: len(outcomes) >= enough, "clients get on")  # noqa: B023
                # Every fourth successor dies while it takes over.
                daemon.kill_server(wait=number % 4 > 0)
        finally:
            stop.set()
        for future in busy:
            future.result(60)
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        # Of the one that takes over, a call may have met only the end.
        until(lambda: not retried(partial(trouble, daemon, cells)), "all tell the same")
        for name in cells.names():
            if "/" not in name:
                cells.free(name, timeout=0)
        assert cells.names() == []
        until(lambda: not trouble(daemon, cells), f"nothing is left: {trouble(daemon, cells)}")
        held = "SELECT name FROM workloads WHERE held = 1"
        until(lambda: rows(daemon, held) == [], "no name is kept")
    assert "Traceback" not in daemon.log(), daemon.log()
    print(f"{KILLS} kills, {len(outcomes)} calls granted")


def retried(look: Callable[[], list[str]]) -> list[str]:
    """Look, and say so when the server is away."""
    try:
        return look()
    except grpc.RpcError as error:
        return [str(error)]
