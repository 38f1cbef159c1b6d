"""The table of a service's phases is total, reachable and drawn from itself."""

from itertools import product

import pytest

from aurae.model.service_life import AT_REST, TRANSITIONS, UP, Change, Phase, after, diagram
from aurae.model.service_record import ServiceRecord, Standing
from aurae.model.workload import Executable, WorkloadSpec


def test_every_phase_has_a_row():
    assert set(TRANSITIONS) == set(Phase)


@pytest.mark.parametrize(("phase", "change"), list(product(Phase, Change)))
def test_a_change_leads_where_the_table_says_or_raises_and_changes_nothing(phase, change):
    spec = WorkloadSpec("web", Executable(("web",)))
    record = ServiceRecord(1, "/", spec, "", 1, Standing(phase=phase))
    expected = TRANSITIONS[phase].get(change)
    if expected is None:
        with pytest.raises(ValueError, match=f"{phase.value} cannot be {change.value}"):
            after(phase, change)
        with pytest.raises(ValueError, match="cannot be"):
            record.changed(change, 2)
        assert record.phase is phase
    else:
        assert after(phase, change) is expected
        changed = record.changed(change, 2)
        assert (changed.phase, changed.standing.changed_ns) == (expected, 2)


def test_every_phase_is_reached_and_every_phase_leads_to_rest():
    reached = {Phase.INACTIVE}
    while more := {to for phase in reached for to in TRANSITIONS[phase].values()} - reached:
        reached |= more
    assert reached == set(Phase)
    for phase in Phase:
        found = {phase}
        while more := {to for one in found for to in TRANSITIONS[one].values()} - found:
            found |= more
        assert found & AT_REST, phase


def test_what_ran_is_taken_down_before_anything_else():
    for phase in {Phase.ACTIVATING, *UP}:
        elsewhere = set(TRANSITIONS[phase].values()) - UP
        assert elsewhere == {Phase.DEACTIVATING}, phase


def test_the_diagram_has_one_arrow_for_each_entry():
    arrows = [line for line in diagram().splitlines() if "-->" in line and ": " in line]
    assert len(arrows) == sum(map(len, TRANSITIONS.values()))
    assert "    ACTIVE --> RELOADING: reloaded" in arrows
