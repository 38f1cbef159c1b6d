"""kill -9 of the server and of the journal, many times, while children write all the time."""

import json
import random
import signal
import sys
import time
from collections.abc import Callable

import pytest

from tests.support.daemon import Daemon
from tests.support.numbers import WRITER, fault, written
from tests.support.until import until

pytestmark = [pytest.mark.host, pytest.mark.timeout(600)]

KILLS = 50
CHILDREN = 10
FOREVER = 10**12
PAUSE = 0.004
"""Seconds between 64 lines of a child that writes for ever: all of it is read again at the end."""
Rows = dict[str, dict[str, object]]


def start_writer(daemon: Daemon, name: str, lines: int, code: int = 0, pause: float = 0) -> None:
    """Start a child that writes numbered lines and ends with `code`."""
    program = [sys.executable, "-I", "-S", "-c", WRITER, str(lines), str(code), str(pause)]
    daemon.aer("run", "-d", "--name", name, "--", *program)


def rows(daemon: Daemon) -> Rows:
    """Every workload by name, as the API tells it."""
    document = json.loads(daemon.aer("ps", "-a", "-o", "json").stdout)
    return {row["name"]: row for row in document}


def kill_at_random(daemon: Daemon, victim: str, chance: random.Random) -> None:
    """Kill `victim` KILLS times at random instants: while it starts, and while it serves."""
    for number in range(KILLS):
        if number % 2 and victim == "server":
            daemon.wait_serving()
        time.sleep(chance.uniform(0.0, 0.4))  # the random instant is what is tested
        daemon._kill(victim, signal.SIGKILL)
        until(lambda: victim in daemon.pids(), f"init starts {victim} again")


@pytest.mark.parametrize("victim", ["server", "journal"])
def test_fifty_kills_cost_no_workload_and_no_line(
    victim: str, make_daemon: Callable[..., Daemon]
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    daemon = make_daemon(log_max_size="40GiB", log_segment_size="16MiB")
    endless = [f"writer-{number}" for number in range(CHILDREN)]
    short = [f"short-{number}" for number in range(3)]
    for name in endless:
        start_writer(daemon, name, FOREVER, pause=PAUSE)
    for number, name in enumerate(short):
        start_writer(daemon, name, 40_000 * (number + 1), 7 + number)
    before = rows(daemon)
    kill_at_random(daemon, victim, random.Random(seed))
    daemon.wait_serving()
    daemon.aer("wait", *short, limit=60, check=False)
    after = rows(daemon)
    assert [after[name]["exit_code"] for name in short] == [7, 8, 9]
    for name in endless:
        assert after[name]["status"] == "running"
        assert after[name]["pid"] == before[name]["pid"]
    daemon.aer("stop", *endless, limit=60)
    folders = {name: daemon.log_dir / str(row["id"]) for name, row in rows(daemon).items()}
    faults = {name: found for name, folder in folders.items() if (found := fault(folder))}
    assert faults == {}, f"seed {seed}"
    total = sum(written(folder) for folder in folders.values())
    print(f"{KILLS} kills of the {victim}: {total / 1e6:.0f} MB of numbered lines, all in order")
