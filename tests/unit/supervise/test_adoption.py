"""What became of a workload after a restart, for each line of the table."""

from dataclasses import replace

import pytest

from aurae.model.lifecycle import Status
from aurae.model.workload import Workload
from aurae.processes.init import Entry, Exit, Phase
from aurae.supervise.adoption import Present, judge

NOW = Present("boot", 5, 1000)
OURS = Workload(7, "web", ("web",), "", "boot", 5, 1)
BEFORE = replace(OURS, init=4)
LAST_BOOT = replace(OURS, boot="other", init=4)
RUNNING = Entry(7, Phase.RUNNING, 70, 10, None, 0, "", frozenset())
STARTING = replace(RUNNING, phase=Phase.STARTING, pid=0)
EXITED = replace(RUNNING, phase=Phase.EXITED, exit=Exit(3 << 8, 20, 5))
FAILED = replace(RUNNING, phase=Phase.FAILED, pid=0, errno=2, error="execve /x: no")


def at(workload: Workload, status: Status) -> Workload:
    return replace(workload, status=status)


@pytest.mark.parametrize(
    ("row", "entry", "populated", "status", "reason"),
    [
        (OURS, RUNNING, True, Status.RUNNING, ""),
        (at(OURS, Status.RUNNING), RUNNING, True, Status.RUNNING, ""),
        (at(OURS, Status.STOPPING), RUNNING, True, Status.STOPPING, ""),
        (OURS, STARTING, False, Status.STARTING, ""),
        (OURS, EXITED, False, Status.EXITED, ""),
        (at(OURS, Status.RUNNING), EXITED, True, Status.EXITED, ""),
        (at(OURS, Status.STOPPING), EXITED, True, Status.EXITED, ""),
        (OURS, FAILED, False, Status.FAILED, "execve /x: no"),
        (OURS, None, False, Status.FAILED, "the daemon was interrupted before it was started"),
        (at(OURS, Status.RUNNING), None, False, Status.LOST, "init dropped its exit status"),
        (at(OURS, Status.RUNNING), None, True, Status.ORPHANED, "init that started it has gone"),
        (BEFORE, None, True, Status.ORPHANED, "init that started it has gone"),
        (
            at(BEFORE, Status.STOPPING),
            None,
            True,
            Status.ORPHANED,
            "init that started it has gone",
        ),
        (
            at(BEFORE, Status.ORPHANED),
            None,
            True,
            Status.ORPHANED,
            "init that started it has gone",
        ),
        (at(BEFORE, Status.RUNNING), None, False, Status.LOST, "has gone, and so has it"),
        (at(BEFORE, Status.ORPHANED), None, False, Status.LOST, "has gone, and so has it"),
        (at(LAST_BOOT, Status.RUNNING), None, False, Status.LOST, "the machine was restarted"),
    ],
)
def test_rows_init_and_leaves_decide_together(row, entry, populated, status, reason):
    after = judge(row, entry, populated, NOW)
    assert after.status is status
    assert reason in after.reason
    assert after.ended == (after.finished_ns is not None)


def test_a_start_that_only_init_saw_is_complete_afterwards():
    after = judge(OURS, EXITED, False, NOW)
    assert (after.pid, after.started_ns, after.finished_ns, after.exit_code) == (70, 10, 20, 3)


@pytest.mark.parametrize(("status", "reason"), [(9, "oom-kill: ended by SIGKILL"), (0, "")])
def test_an_end_that_nobody_saw_is_told_with_its_cause(status, reason):
    killed = replace(EXITED, exit=Exit(status, 20, 5))
    assert judge(OURS, killed, False, NOW, oom_kills=1).reason == reason


@pytest.mark.parametrize("status", [status for status in Status if status.value != "X"])
@pytest.mark.parametrize("entry", [None, RUNNING, STARTING, EXITED, FAILED])
@pytest.mark.parametrize("populated", [False, True])
@pytest.mark.parametrize("base", [OURS, BEFORE, LAST_BOOT])
def test_no_combination_of_what_is_found_is_a_bug(status, entry, populated, base):
    row = at(base, status)
    if not row.ended:
        judge(row, entry, populated, NOW)
