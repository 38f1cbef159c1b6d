"""What is known of a workload: where it is, and why it ended."""

from dataclasses import replace
from signal import SIGKILL, SIGTERM

import pytest

from aurae.model.refusal import BadValue
from aurae.model.validation import check_spec
from aurae.model.workload import Executable, WorkloadSpec
from tests.support.records import record

RUNNING = record(17).spawned(70, 20)


def test_its_leaf_is_in_the_directory_of_its_cell():
    assert (RUNNING.leaf, RUNNING.full_name) == ("_17", "web")
    inside = replace(RUNNING, cell="a/b")
    assert (inside.leaf, inside.full_name) == ("a/b/_17", "a/b/web")


def test_it_is_in_its_cell_and_in_those_above():
    inside = replace(RUNNING, cell="a/b")
    assert [cell for cell in ("/", "a", "a/b", "a/b/c", "a-b", "b") if inside.is_below(cell)] == [
        "/", "a", "a/b"
    ]  # fmt: skip
    assert RUNNING.is_below("/")
    assert not RUNNING.is_below("a")


@pytest.mark.parametrize(
    ("workload", "status", "oom_kills", "reason"),
    [
        (RUNNING, SIGKILL, 1, "oom-kill: ended by SIGKILL"),
        (RUNNING, SIGKILL, 0, "ended by SIGKILL"),
        (RUNNING, SIGTERM, 1, "ended by SIGTERM"),
        (RUNNING, 3 << 8, 1, ""),
        (RUNNING.stopping("stopped by request"), SIGKILL, 1,
         "stopped by request; ended by SIGKILL"),
        (replace(RUNNING, reason="adopted"), SIGKILL, 2, "oom-kill: adopted; ended by SIGKILL"),
    ],
)  # fmt: skip
def test_the_reason_says_when_memory_was_wanting(workload, status, oom_kills, reason):
    assert workload.exited(status, 30, 5, oom_kills).reason == reason


def test_what_never_ran_holds_no_name():
    assert not replace(record(1), held=True).refused("execve /x: no", 30).held
    assert replace(RUNNING, held=True).exited(0, 30, 5).held


def test_held_names_follow_the_rule_of_executables():
    executable = Executable(("true",))
    check_spec(WorkloadSpec("my app!", executable), held=True)
    for name, held in (("my app!", False), ("", True), ("a/b", True)):
        with pytest.raises(BadValue, match="name: "):
            check_spec(WorkloadSpec(name, executable), held=held)
