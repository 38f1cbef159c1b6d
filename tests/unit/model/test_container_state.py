"""How containers stand: every phase and every status has a word."""

import itertools

from aurae.model import container_state
from aurae.model.container_state import OF_PHASE, OF_STATUS, ContainerState, of_run, of_service
from aurae.model.lifecycle import Status
from aurae.model.service_life import AT_REST, Phase


def test_every_phase_and_every_status_has_a_state():
    assert set(OF_PHASE) == set(Phase)
    assert set(OF_STATUS) == set(Status)


def test_a_container_is_down_when_its_service_is_at_rest():
    for phase, starts, frozen in itertools.product(Phase, (0, 1), (False, True)):
        state = of_service(phase, starts, frozen=frozen)
        assert (state in container_state.DOWN) == (phase in AT_REST)


def test_one_that_was_never_started_is_created():
    assert of_service(Phase.INACTIVE, 0, frozen=False) is ContainerState.CREATED
    assert of_service(Phase.INACTIVE, 1, frozen=False) is ContainerState.EXITED
    assert of_service(Phase.WAITING, 0, frozen=False) is ContainerState.STARTING


def test_only_what_runs_is_paused():
    assert of_service(Phase.ACTIVE, 1, frozen=True) is ContainerState.PAUSED
    assert of_service(Phase.DEACTIVATING, 1, frozen=True) is ContainerState.STOPPING
    assert of_run(Status.RUNNING, frozen=True) is ContainerState.PAUSED
    assert of_run(Status.EXITED, frozen=True) is ContainerState.EXITED
