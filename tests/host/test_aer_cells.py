"""`aer cell`, `aer tree` and workloads in cells against the real daemon."""

import json
import os
import pty
import re
import signal
import subprocess
from collections.abc import Iterator

import pytest

from tests.support.daemon import Daemon
from tests.support.unharmed import unharmed
from tests.support.until import until

STUBBORN = "trap '' TERM; echo armed; while true; do sleep 1; done"
REGEX = "^(?=.{1,63}$)(?![-])[a-zA-Z0-9-]+(?<![-])$"


def names(daemon: Daemon) -> list[str]:
    """Return the names of all cells as `aer cell list` shows them."""
    return [line.split()[0] for line in daemon.aer("cell", "list").stdout.splitlines()[1:]]


@pytest.fixture
def cells(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, which must be as it was when the test has freed its cells."""
    with unharmed(shared_daemon):
        yield shared_daemon
        left = [name for name in names(shared_daemon) if "/" not in name]
        if left:
            shared_daemon.aer("cell", "free", "--timeout", "0", *left)


def begin(daemon: Daemon, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [daemon.programs / "aer", *words],
        env=daemon.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_cell_from_allocate_to_free(cells: Daemon) -> None:
    assert cells.aer("cell", "allocate", "a", "--label", "tier=web").stdout == "a\n"
    assert cells.aer("cell", "allocate", "a/b").stdout == "a/b\n"
    assert (cells.cgroup / "a/b").is_dir()
    assert names(cells) == ["a", "a/b"]
    started = cells.aer("cell", "start", "a", "web", "-c", "sleep 1000", "--desc", "it sleeps")
    assert re.fullmatch(r"a/web: pid \d+, id \d+\n", started.stdout)
    got = cells.aer("cell", "get", "a").stdout
    assert "label tier: web\n" in got
    assert re.search(r"^workloads: +web$", got, re.MULTILINE)
    cells.aer("cell", "update", "a", "--label", "tier=db", "--annotation", "why=so")
    cells.aer("cell", "update", "a", "--clear", "annotations")
    cell = json.loads(cells.aer("cell", "get", "a", "-o", "json").stdout)["cell"]
    assert (cell["labels"], cell["annotations"]) == ({"tier": "db"}, {})
    assert cells.aer("cell", "stop", "a", "web").stdout == "a/web: stopped\n"
    done = cells.aer("cell", "free", "none", "a", "a/b", check=False)
    assert (done.returncode, done.stdout) == (1, "a: freed\na/b: freed\n")
    assert done.stderr == "aer: cannot free: cell 'none' not found\n"
    assert names(cells) == []
    assert not (cells.cgroup / "a").exists()


def test_workloads_in_cells_go_by_the_names_of_both(cells: Daemon) -> None:
    for cell in ("a", "a/b"):
        cells.aer("cell", "allocate", cell)
        told = cells.aer("run", "-d", "--cell", cell, "--name", "job", "--", "sleep", "1000")
        assert told.stdout == f"{cell}/job\n"
    done = cells.aer("run", "--cell", "a", "--", "sh", "-c", "echo hi; exit 3", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "hi\n", "")
    listed = cells.aer("ps", "--cell", "a/b").stdout.splitlines()
    assert [line.split()[:2] for line in listed] == [["NAME", "CELL"], ["job", "a/b"]]
    tree = json.loads(cells.aer("tree", "-o", "json").stdout)
    assert [child["name"] for child in tree["children"]] == ["a"]
    (inner,) = tree["children"][0]["children"]
    assert (inner["name"], inner["workloads"][0]["name"]) == ("a/b", "job")
    shown = cells.aer("tree", "a").stdout
    assert re.search(r"^└─ b  .*\n   └─ job  \d+ sleep 1000$", shown, re.MULTILINE)
    assert cells.aer("cell", "kill", "a/b").stdout == "a/b: SIGKILL to 1 process\n"
    waited = cells.aer("wait", "a/b/job", check=False)
    assert (waited.returncode, waited.stdout) == (1, "a/b/job: exited (SIGKILL)\n")
    assert cells.aer("stop", "a/job").stdout == "a/job: exited (SIGTERM)\n"


def test_an_isolated_cell_has_its_own_processes_and_name(cells: Daemon) -> None:
    cells.aer("cell", "allocate", "alone", "--isolate-process", "--cell-isolate-network")
    started = cells.aer("cell", "start", "alone", "web", "-c", "sleep 1000").stdout
    assert re.fullmatch(r"alone/web: pid \d+ \(\d+ in the cell\), id \d+\n", started)
    seen = cells.aer(
        "run", "--cell", "alone", "--shell", "--", "hostname; ls /sys/class/net"
    ).stdout
    assert seen.splitlines()[0] == "alone"
    pid = int(cells.aer("run", "--cell", "alone", "--", "sh", "-c", "echo $$").stdout)
    assert pid < 100
    assert "isolated:  processes, network\n" in cells.aer("cell", "get", "alone").stdout


def test_frozen_cells_refuse_work_until_they_are_thawed(cells: Daemon) -> None:
    for cell in ("cold", "cold/below"):
        cells.aer("cell", "allocate", cell)
    cells.aer("run", "-d", "--cell", "cold/below", "--name", "job", "--", "sleep", "1000")
    assert cells.aer("cell", "freeze", "cold").stdout == "cold: frozen\n"
    assert "frozen 1" in (cells.cgroup / "cold/below/cgroup.events").read_text()
    listed = cells.aer("cell", "list").stdout.splitlines()[1:]
    assert [line.split()[:2] for line in listed] == [["cold", "frozen"], ["cold/below", "frozen"]]
    done = cells.aer("run", "--cell", "cold/below", "--", "true", check=False)
    assert (done.returncode, done.stderr.count("\n")) == (125, 1)
    assert "is frozen" in done.stderr
    assert cells.aer("cell", "thaw", "cold").stdout == "cold: thawed\n"
    assert "frozen 0" in (cells.cgroup / "cold/below/cgroup.events").read_text()
    assert cells.aer("run", "--cell", "cold/below", "--", "true").returncode == 0


def test_limits_are_shown_as_the_kernel_has_them(cells: Daemon) -> None:
    has = (cells.cgroup / "cgroup.controllers").read_text().split()
    done = cells.aer("cell", "allocate", "small", "--memory-max", "67108865", check=False)
    if "memory" not in has:
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith(
            "aer: cannot allocate: memory.max needs the memory controller"
        )
        assert names(cells) == []
        return
    assert (done.returncode, done.stdout) == (0, "small\n")
    state = json.loads(cells.aer("cell", "get", "small", "-o", "json").stdout)["state"]
    assert state["memory"]["max"] == 64 << 20
    assert "64.0 MiB" in cells.aer("cell", "list").stdout
    assert "/64.0 MiB" in cells.aer("tree", "small").stdout
    cells.aer("cell", "update", "small", "--memory-max", "128MiB")
    assert "memory.max:     128.0 MiB\n" in cells.aer("cell", "get", "small").stdout


REFUSED = {
    "a name with an underscore": (
        ["allocate", "a_b"], f"cannot allocate a_b: Field = cell.name;  Regex = {REGEX}",
    ),
    "an empty name": (["allocate", ""], "cannot allocate '': Field = cell.name; Required"),
    "a name of two lines": (
        ["get", "a\nb"], rf"cannot get a\u000ab: Field = cell_name;  Regex = {REGEX}",
    ),
    "a cell in none": (["allocate", "none/a"], "cannot allocate: cell 'none' not found"),
    "a cell that is taken": (["allocate", "taken"], "cannot allocate: cell 'taken' already exists"),
    "a weight of too much": (
        ["allocate", "a", "--cpu-weight", "10001"],
        "cannot allocate a: Field = cell.cpu.weight; Maximum = 10000 units",
    ),
    "no cell to free": (["free", "none"], "cannot free: cell 'none' not found"),
    "no cell to start in": (["start", "none", "x", "-c", "true"], "cannot start: cell 'none' not found"),
    "no command line": (
        ["start", "taken", "x", "-c", ""], "cannot start taken/x: Field = executable.command; Required",
    ),
    "no executable to stop": (
        ["stop", "taken", "x"], "cannot stop: executable 'x' not found",
    ),
    "no cell to freeze": (["freeze", "none"], "cannot freeze: cell 'none' not found"),
    "no cell to watch": (["watch", "none"], "cannot watch: cell 'none' not found"),
    "an unknown signal": (
        ["kill", "taken", "-s", "NONE"], "cannot kill taken: Field = signal; Invalid",
    ),
    "an unknown field": (
        ["update", "taken", "--clear", "x"], "cannot update taken: Field = clear[0]; Invalid",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_refusal_is_one_line_and_exit_code_one(cells: Daemon, what: str) -> None:
    words, why = REFUSED[what]
    cells.aer("cell", "allocate", "taken")
    done = cells.aer("cell", *words, check=False)
    assert (done.returncode, done.stderr) == (1, f"aer: {why}\n")
    assert done.stdout == ""
    assert names(cells) == ["taken"]


def test_watching_shows_each_change_and_ends_with_130(cells: Daemon) -> None:
    cells.aer("cell", "allocate", "old")
    watching = begin(cells, "cell", "watch", "-o", "json")
    assert watching.stdout is not None
    events = [json.loads(watching.stdout.readline()) for _ in range(2)]
    assert [(item["event"], item["cell"] and item["cell"]["name"]) for item in events] == [
        ("exists", "old"), ("synced", None),
    ]  # fmt: skip
    cells.aer("cell", "allocate", "new")
    cells.aer("cell", "freeze", "new")
    cells.aer("cell", "free", "new")
    seen = [json.loads(watching.stdout.readline()) for _ in range(2)]
    assert [item["event"] for item in seen] == ["allocated", "frozen"]
    last = ""
    while last != "freed":
        event = json.loads(watching.stdout.readline())
        assert event["cell"]["name"] == "new"
        last = event["event"]
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate(timeout=60)
    assert (watching.returncode, err) == (130, "")


def test_who_waits_at_a_terminal_sees_that_it_goes_on(cells: Daemon) -> None:
    cells.aer("cell", "allocate", "slow")
    cells.aer("cell", "start", "slow", "stubborn", "-c", STUBBORN)
    until(lambda: "armed" in cells.aer("logs", "slow/stubborn").stdout, "SIGTERM is ignored")
    master, slave = pty.openpty()
    freeing = subprocess.Popen(
        [cells.programs / "aer", "cell", "free", "slow", "--timeout", "2500ms"],
        env=cells.environment(TERM="xterm"), stdout=subprocess.PIPE, stderr=slave, text=True,
    )  # fmt: skip
    os.close(slave)
    seen = b""
    try:
        while chunk := os.read(master, 65536):
            seen += chunk
    except OSError:  # EIO: the other end is closed
        pass
    os.close(master)
    out, _ = freeing.communicate(timeout=60)
    assert (freeing.returncode, out) == (0, "slow: freed\n")
    assert b"freeing slow ... 1 s" in seen
    assert seen.endswith(b"\x1b[K")


def test_free_goes_on_when_the_server_is_killed_meanwhile(daemon: Daemon) -> None:
    daemon.aer("cell", "allocate", "slow")
    daemon.aer("cell", "start", "slow", "stubborn", "-c", STUBBORN)
    until(lambda: "armed" in daemon.aer("logs", "slow/stubborn").stdout, "SIGTERM is ignored")
    watching = begin(daemon, "cell", "watch", "slow")
    assert watching.stdout is not None
    seen = [watching.stdout.readline().split()[1] for _ in range(2)]
    assert seen == ["exists", "synced"]
    freeing = begin(daemon, "cell", "free", "slow", "--timeout", "3s")
    assert watching.stdout.readline().split()[1:] == ["freeing", "slow"]
    daemon.kill_server()
    out, err = freeing.communicate(timeout=60)
    assert (freeing.returncode, out, err) == (0, "slow: freed\n", "")
    assert names(daemon) == []
    _, err = watching.communicate(timeout=60)
    assert watching.returncode == 1
    assert re.fullmatch(r"aer: cannot [^\n]+\n", err)
