"""The table of statuses and events is total, reachable and drawn from itself."""

from itertools import product

import pytest

from aurae.model.lifecycle import ENDED, TRANSITIONS, Event, Status, after, diagram
from aurae.model.workload import Workload


def test_every_status_has_a_row():
    assert set(TRANSITIONS) == set(Status)


@pytest.mark.parametrize(("status", "event"), list(product(Status, Event)))
def test_an_event_leads_where_the_table_says_or_raises(status, event):
    expected = TRANSITIONS[status].get(event)
    if expected is None:
        with pytest.raises(ValueError, match=f"{status.value} cannot be {event.value}"):
            after(status, event)
    else:
        assert after(status, event) is expected


def test_every_status_can_be_reached_from_the_beginning():
    reached = {Status.STARTING}
    while more := {to for status in reached for to in TRANSITIONS[status].values()} - reached:
        reached |= more
    assert reached == set(Status)


def test_final_statuses_are_final_and_all_others_can_end():
    assert {Status.EXITED, Status.FAILED, Status.LOST} == ENDED
    for status in frozenset(Status) - ENDED:
        assert ENDED & set(TRANSITIONS[status].values()), status


def test_the_diagram_has_one_arrow_for_each_entry():
    arrows = [line for line in diagram().splitlines() if "-->" in line and ": " in line]
    assert len(arrows) == sum(map(len, TRANSITIONS.values()))
    assert "    STARTING --> RUNNING: spawned" in arrows


def workload(status: Status) -> Workload:
    return Workload(1, "web", ("web",), "", "boot", 1, 1, status=status)


@pytest.mark.parametrize("status", Status)
def test_an_illegal_event_changes_no_workload(status):
    before = workload(status)
    steps = {
        Event.SPAWNED: lambda: before.spawned(7, 2),
        Event.REFUSED: lambda: before.refused("why", 2),
        Event.STOP: lambda: before.stopping("why"),
        Event.EXITED: lambda: before.exited(0, 2, 3),
        Event.ORPHAN: before.orphaned,
        Event.VANISH: lambda: before.vanished("why", 2),
    }
    assert set(steps) == set(Event)
    for event, step in steps.items():
        if event in TRANSITIONS[status]:
            assert step().status is TRANSITIONS[status][event]
        else:
            with pytest.raises(ValueError, match="cannot be"):
                step()
        assert before == workload(status)


def test_a_wait_status_becomes_an_exit_code_or_a_signal():
    running = workload(Status.RUNNING)
    assert running.exited(3 << 8, 2, 0).exit_code == 3
    assert running.exited(3 << 8, 2, 0).signal is None
    dumped = running.exited(11 | 0x80, 2, 0)
    assert (dumped.exit_code, dumped.signal, dumped.reason) == (None, 11, "ended by SIGSEGV")
