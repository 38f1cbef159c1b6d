"""Many cells, many callers, many processes, and names that are none."""

import os
import resource
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import grpc

from tests.host.test_cells_races import together
from tests.support.api import Api
from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.daemon import Daemon
from tests.support.proc import cgroup_mount, children
from tests.support.until import until

CALLERS = 32
LEVELS = 32
NO_NAMES = [
    *("..", "../escaped", "a/../../escaped", "a/..", ".", "a/./b", "a//b", "//"),
    *("a\n", "a\nb", "\na", "a\r", "a b", " a", "a ", "a\tb", "a\0", "a\0b", "\0"),
    *("a" * 64, f"a/{'b' * 64}", "-a", "a-", "-", "a/-b", "_1", "a/_1", "a_b", "a.b", ".a"),
    *(
        "cgroup.procs",
        "a/cgroup.kill",
        "é",
        "a/ü",
        "\u0430",
        "\uff41",
        "a\u200b",
        "a\u0301",
        "\u2024",
    ),
    *("%2e%2e", "a\\b", "a;b", "$(x)", "*", "~", "\x1b[2J", "\u202ea"),
]
"""Names that lead elsewhere, look like others, or are not letters, digits and inner hyphens."""
ROOM = 12
"""Descriptors that init may open beside those that it has."""


def holders(daemon: Daemon) -> int:
    """Return how many processes init has beside server and journal: in a cell without workloads, holders."""
    return len(set(children(daemon.pid)) - set(daemon.pids().values()))


def test_cells_are_nested_as_deep_as_they_may_be(api: Api, shared_daemon: Daemon) -> None:
    cells = CellCalls(api)
    names = ["/".join(f"c{level}" for level in range(count)) for count in range(1, LEVELS + 1)]
    for number, name in enumerate(names):
        cells.allocate(name, isolate_process=number % 8 == 0)
    assert cells.refused("Allocate", cell={"name": f"{names[-1]}/x"}) == (
        "FAILED_PRECONDITION",
        f"Field = cell.name; Maximum = {LEVELS} levels",
    )
    started = cells.start(names[-1], "x", "exec sleep 100")
    assert 0 < started.pid < 10
    assert cells.names() == names
    cells.free(names[0])
    assert cell_folders(shared_daemon.cgroup) == []


def test_more_isolated_cells_than_there_are_descriptors(daemon: Daemon) -> None:
    used = len(os.listdir(f"/proc/{daemon.pid}/fd"))
    # For good: nobody here may raise a hard limit again.
    resource.prlimit(daemon.pid, resource.RLIMIT_NOFILE, (used + ROOM, used + ROOM))
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        made: list[str] = []
        refused = None
        while refused is None and len(made) <= ROOM:
            try:
                made.append(cells.allocate(f"c{len(made)}", isolate_process=True).cell_name)
            except grpc.RpcError as error:
                refused = error
        assert refused is not None
        assert refused.code() is grpc.StatusCode.RESOURCE_EXHAUSTED, refused.details()
        assert "Too many open files" in refused.details()
        assert len(made) >= ROOM // 3
        assert sorted(cells.names()) == sorted(made) == cell_folders(daemon.cgroup)
        cells.free(made.pop())

        def fits() -> bool:
            try:
                cells.allocate("again", isolate_process=True)
            except grpc.RpcError:
                return False
            return True

        until(fits, "what was freed can be had again")
        for name in cells.names():
            cells.free(name)
        assert cell_folders(daemon.cgroup) == []


def test_of_callers_with_different_wishes_one_gets_the_name(
    api: Api, shared_daemon: Daemon
) -> None:
    cells = CellCalls(api)
    wishes = [
        {"isolate_process": bool(number & 1), "isolate_network": bool(number & 2)}
        for number in range(CALLERS)
    ]
    for _ in range(4):
        outcome = together(*[partial(cells.allocate, "a", **wish) for wish in wishes])
        assert sorted(outcome) == ["ALREADY_EXISTS"] * (CALLERS - 1) + ["OK"]
        granted, cell = wishes[outcome.index("OK")], cells.get("a").cell
        assert granted == {name: getattr(cell, name) for name in granted}
        assert holders(shared_daemon) == int(any(granted.values()))
        assert cell_folders(shared_daemon.cgroup) == ["a"]
        cells.free("a")
        assert holders(shared_daemon) == 0


def test_a_name_that_is_freed_and_wanted_has_one_cell_or_none(
    api: Api, shared_daemon: Daemon
) -> None:
    cells = CellCalls(api)
    for turn in range(10):
        cells.allocate("a", isolate_process=bool(turn % 2))
        cells.start("a", "x", "exec sleep 100")
        wanted = [partial(cells.allocate, "a", isolate_process=True)] * (CALLERS // 2)
        freed = [partial(cells.free, "a")] * 2
        outcome = together(*freed, *wanted)
        assert set(outcome) <= {"OK", "ALREADY_EXISTS", "NOT_FOUND"}, outcome
        assert "OK" in outcome[:2]
        # A cell that was made behind a free may have met the other free.
        assert outcome[2:].count("OK") <= 2
        names = cells.names()
        assert names == cell_folders(shared_daemon.cgroup)
        assert names in ([], ["a"])
        assert holders(shared_daemon) == len(names)
        for name in names:
            assert list(cells.get(name).workloads) == []
            cells.free(name)


def test_names_that_are_none_make_nothing(api: Api, shared_daemon: Daemon) -> None:
    cells = CellCalls(api)
    for name in NO_NAMES:
        requests: dict[str, dict[str, Any]] = {
            "Allocate": {"cell": {"name": name}},
            "Free": {"cell_name": name},
            "Get": {"cell_name": name},
            "Freeze": {"cell_name": name},
            "Start": {"cell_name": name, "executable": {"name": "x", "command": "true"}},
        }
        for method, fields in requests.items():
            code, text = cells.refused(method, **fields)
            assert code == "FAILED_PRECONDITION", (method, name)
            assert text.startswith("Field = cell"), (method, name, text)
            assert text.isprintable()
    assert cells.names() == []
    assert list(shared_daemon.cgroup.glob("*/")) == []
    assert list(shared_daemon.cgroup.parent.glob("escaped*")) == []


def test_names_at_the_edge_are_names(api: Api, shared_daemon: Daemon) -> None:
    cells = CellCalls(api)
    for name in ("a" * 63, "0", "A", "a--b", "/slashes/"):
        cells.allocate(name)
        assert cell_folders(shared_daemon.cgroup) == [name.strip("/")]
        cells.free(name)
    # Letters of either case are two names, and two directories.
    cells.allocate("a")
    cells.allocate("A")
    assert cell_folders(shared_daemon.cgroup) == ["A", "a"]
    cells.free("a")
    cells.free("A")


def test_a_vanished_cgroup_far_down_takes_what_is_below_it(
    api: Api, shared_daemon: Daemon
) -> None:
    cells = CellCalls(api)
    names = ["/".join(f"c{level}" for level in range(count)) for count in range(1, 7)]
    for number, name in enumerate(names):
        cells.allocate(name, isolate_process=number % 2 == 0)
    for name in reversed(names[3:]):
        (shared_daemon.cgroup / name).rmdir()
    assert cells.refused(
        "Start", cell_name=names[3], executable={"name": "x", "command": "x"}
    ) == (
        "NOT_FOUND",
        f"cannot start: cgroup '{names[3]}' not found on host",
    )
    assert cells.names() == names[:3]
    assert holders(shared_daemon) == 2
    for name in names[3:]:
        cells.allocate(name)
    cells.free(names[0])
    assert holders(shared_daemon) == 0


def test_a_foreign_process_deep_in_a_cell_is_named_and_lives(
    api: Api, shared_daemon: Daemon, tmp_path: Path
) -> None:
    cells = CellCalls(api)
    for name in ("a", "a/b"):
        cells.allocate(name)
    own = shared_daemon.cgroup / "cgroup.procs"
    with subprocess.Popen(["/bin/sleep", "100"]) as stranger:
        home = Path(f"/proc/{stranger.pid}/cgroup").read_text()
        place = next(line[3:] for line in home.splitlines() if line.startswith("0::"))
        try:
            (shared_daemon.cgroup / "a/b/cgroup.procs").write_text(str(stranger.pid))
            what = f"process {stranger.pid} (sleep) in cgroup 'a/b' itself"
            assert cells.refused("Free", cell_name="a") == (
                "FAILED_PRECONDITION",
                f"cannot free: cell 'a' holds {what}: not auraed's",
            )
            assert stranger.poll() is None
            assert cells.names() == ["a", "a/b"]
        finally:
            (cgroup_mount() / place.strip("/") / "cgroup.procs").write_text(str(stranger.pid))
            stranger.kill()
    assert own.read_text() == ""
    cells.free("a")


def test_free_ends_what_forks_faster_than_it_can_be_counted(
    api: Api, shared_daemon: Daemon
) -> None:
    cells = CellCalls(api)
    for round_ in range(3):
        cells.allocate("a", isolate_process=bool(round_ % 2))
        cells.allocate("a/b", isolate_process=True)
        # Short-lived, so that it is bounded here: no controller counts processes for us.
        bomb = "trap '' TERM; echo x; while :; do (:) & (:) & (:) & (:) & wait; done"
        for name in ("a", "a/b"):
            for executable in ("x", "y"):
                cells.start(name, executable, bomb)
        until(lambda: api.output("a/b/y", 1), "it forks")
        cells.free("a", timeout=0)
        assert cells.names() == cell_folders(shared_daemon.cgroup) == []
        assert holders(shared_daemon) == 0
