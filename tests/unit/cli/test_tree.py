"""`aer tree`: cells, workloads, limits and usage in one picture."""

import json
from collections.abc import Callable, Iterator

import pytest

from tests.support.small_cells import Cells
from tests.support.small_daemon import SmallDaemon
from tests.unit.cli.conftest import Ran

Run = Callable[..., Ran]
USED = "pids 3, cpu 1.23 s"


@pytest.fixture
def cells(small: SmallDaemon) -> Iterator[Cells]:
    """The cells of the small daemon; it has no workloads and no cells when a test begins."""
    assert small.runtime is not None
    small.runtime.workloads.clear()
    small.cells.clear()
    yield small.cells
    small.runtime.workloads.clear()
    small.cells.clear()


def grow(run: Run) -> None:
    run("cell", "allocate", "a", "--memory-max", "64MiB", "--pids-max", "32", "--cpu-max", "50ms")
    run("cell", "allocate", "a/b")
    run("cell", "allocate", "a/b/c")
    run("cell", "allocate", "z", "--memory-max", "4GiB")
    run("run", "-d", "--name", "top", "--", "sleep", "x y")
    run("run", "-d", "--cell", "a", "--name", "web", "--", "sleep", "1")
    run("run", "-d", "--cell", "a/b/c", "--name", "deep", "--", "sleep", "2")


def test_the_tree_has_everything_in_its_place(run: Run, cells: Cells) -> None:
    grow(run)
    cells.frozen.add("z")
    assert run("tree").out == (
        f"/  memory 12.3 MiB, {USED}\n"
        "├─ top  4242 sleep 'x y'\n"
        "├─ a  memory 12.3/64.0 MiB, pids 3/32, cpu 1.23 s of 0.5 CPUs\n"
        "│  ├─ web  4242 sleep 1\n"
        f"│  └─ b  memory 12.3 MiB, {USED}\n"
        f"│     └─ c  memory 12.3 MiB, {USED}\n"
        "│        └─ deep  4242 sleep 2\n"
        f"└─ z  memory 12.3 MiB/4.0 GiB, {USED}, frozen\n"
    )


def test_a_part_of_the_tree(run: Run, cells: Cells) -> None:
    grow(run)
    assert len(cells.cells) == 4
    shown = run("tree", "a/b").out.splitlines()
    assert [line.split("  ")[0] for line in shown] == ["a/b", "└─ c", ""]
    assert run("tree", "none") == (1, "", "aer: cannot show none: cell not found\n")


def test_the_tree_as_a_document(run: Run, cells: Cells) -> None:
    grow(run)
    assert len(cells.cells) == 4
    tree = json.loads(run("tree", "-o", "json").out)
    assert (tree["name"], tree["cell"]) == ("/", None)
    assert [item["name"] for item in tree["workloads"]] == ["top"]
    a, z = tree["children"]
    assert (a["name"], z["name"]) == ("a", "z")
    assert a["stats"]["memory"]["current"] == 12_897_485
    assert a["state"]["memory"]["max"] == 64 << 20
    assert a["children"][0]["children"][0]["workloads"][0]["name"] == "deep"
    assert json.loads(run("tree", "a/b", "-o", "json").out) == a["children"][0]


def test_a_name_cannot_move_the_terminals_cursor(run: Run, cells: Cells) -> None:
    assert cells.cells == {}
    run("run", "-d", "--name", "x", "--", "sleep", "\x1b[2J\u202e")
    assert not set("\x1b\u202e") & set(run("tree").out)
