"""Leaves are found in cells and nowhere else, and tell of processes killed for want of memory."""

from pathlib import Path

import pytest

from aurae.processes.leaf import Leaves, oom_kills

EVENTS = "low 0\nhigh 12\nmax 7\noom 2\noom_kill 3\noom_group_kill 1\n"
LONGEST = "x" * 63


@pytest.mark.parametrize(
    ("text", "count"),
    [(EVENTS, 3), ("oom 2\noom_kill 0\n", 0), ("", 0), ("oom_kill \n", 0), ("oom 9\n", 0)],
)
def test_kills_for_want_of_memory_are_read_from_the_events_of_the_kernel(text, count):
    assert oom_kills(text) == count


def test_the_events_are_those_of_the_leaf(tmp_path: Path):
    leaves = Leaves(tmp_path)
    (tmp_path / "a/_3").mkdir(parents=True)
    assert leaves.oom_kills("a/_3") == 0
    (tmp_path / "a/_3/memory.events").write_text(EVENTS)
    assert leaves.oom_kills("a/_3") == 3
    assert leaves.oom_kills("a/_4") == 0


def test_the_limits_of_a_leaf_are_the_lowest_of_those_above_it(tmp_path: Path):
    limits = {
        "a/b/_17": ("max", "max"),
        "a/b": ("4096", "max"),
        "a": ("8192", "20"),
        ".": ("max", "30"),
    }
    for group, (memory, pids) in limits.items():
        folder = tmp_path / group
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "memory.max").write_text(f"{memory}\n")
        (folder / "pids.max").write_text(f"{pids}\n")
    leaves = Leaves(tmp_path)
    assert leaves.usage("a/b/_17") == {"memory_limit_bytes": 4096, "processes_limit": 20}
    (tmp_path / "_3").mkdir()
    assert leaves.usage("_3") == {"processes_limit": 30}
    assert leaves.usage("a/_4") == {}


def test_leaves_are_found_in_the_root_and_in_every_cell(tmp_path: Path):
    for path in ("_1", "a/_3", "a/b/_17", f"a/b/{LONGEST}/_18", "empty"):
        (tmp_path / path).mkdir(parents=True)
    assert Leaves(tmp_path).present() == {
        1: "_1",
        3: "a/_3",
        17: "a/b/_17",
        18: f"a/b/{LONGEST}/_18",
    }


def test_folders_that_are_no_cells_are_not_looked_into(tmp_path: Path):
    for path in (
        "_1/_4",
        "_1/a/_5",
        "_auraed/_6",
        "a b/_7",
        "-a/_8",
        "a.service/_9",
        "x" * 64 + "/_2",
    ):
        (tmp_path / path).mkdir(parents=True)
    (tmp_path / "b").symlink_to(tmp_path / "_1")
    (tmp_path / "_10").write_text("")
    assert Leaves(tmp_path).present() == {1: "_1"}


def test_nothing_is_found_below_the_deepest_cell(tmp_path: Path):
    deepest = "/".join(["a"] * 32)
    (tmp_path / deepest / "_1").mkdir(parents=True)
    (tmp_path / deepest / "a/_2").mkdir(parents=True)
    assert Leaves(tmp_path).present() == {1: f"{deepest}/_1"}
