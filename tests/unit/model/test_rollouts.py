"""Rollouts: what is to be done next holds both bounds, whatever pods do, and comes to an end."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.container import Container
from aurae.model.network import DEFAULT, PublishedPort
from aurae.model.pod import Pod
from aurae.model.refusal import BadValue
from aurae.model.rollout import (
    LABEL,
    Replica,
    Rollout,
    RolloutRecord,
    next_steps,
    replica_pod,
    revision_of,
)
from aurae.model.rollout_rules import check_rollout
from aurae.model.workload import Executable, WorkloadSpec

POD = Pod("", containers=(WorkloadSpec("web", Executable(()), container=Container("image")),))


class Machine:
    """Pods that come up after a while, or fail, and go after a while; by chance."""

    def __init__(self, rollout: Rollout, chance: Random, failing: float = 0.0) -> None:
        self.rollout = rollout
        self.revision = 1
        self.pods: dict[str, Replica] = {}
        self._chance = chance
        self._failing = failing

    def turn(self) -> None:
        """Let something happen, then do what is to be done."""
        for name, pod in list(self.pods.items()):
            if pod.going and self._chance.random() < 0.4:
                del self.pods[name]
            elif pod.coming and self._chance.random() < 0.4:
                ready = self._chance.random() >= self._failing
                self.pods[name] = pod._replace(coming=False, ready=ready)
        steps = next_steps(self.rollout, self.revision, list(self.pods.values()))
        for name in steps.drop:
            self.pods[name] = self.pods[name]._replace(going=True, ready=False, coming=False)
        for number in steps.make:
            name = f"web-{self.revision}-{number}"
            assert name not in self.pods
            self.pods[name] = Replica(name, self.revision, number, False, True, False)

    def settle(self) -> None:
        """Let turns pass until all is as asked."""
        for _ in range(2000):
            if self.is_settled():
                return
            self.turn()
        raise AssertionError(f"it never comes to an end: {self.pods}")

    def is_settled(self) -> bool:
        fresh = [pod for pod in self.pods.values() if pod.revision == self.revision]
        whole = len(fresh) == len(self.pods) == self.rollout.replicas
        return whole and all(pod.ready and not pod.going for pod in fresh)

    @property
    def ready(self) -> int:
        return sum(pod.ready for pod in self.pods.values())


@given(
    replicas=st.integers(0, 6),
    surge=st.integers(0, 4),
    lacking=st.integers(0, 4),
    seed=st.integers(0, 2**32),
)
def test_an_update_never_has_too_many_pods_nor_too_few_that_are_ready(
    replicas: int, surge: int, lacking: int, seed: int
) -> None:
    surge = surge or (0 if lacking else 1)
    rollout = Rollout("web", POD, replicas, max_surge=surge, max_unavailable=lacking)
    machine = Machine(rollout, Random(seed))  # the same each time
    machine.settle()
    machine.revision = 2
    for _ in range(2000):
        if machine.is_settled():
            return
        machine.turn()
        assert len(machine.pods) <= replicas + surge
        assert machine.ready >= replicas - lacking
    raise AssertionError("it never comes to an end")


@given(before=st.integers(0, 6), after=st.integers(0, 6), seed=st.integers(0, 2**32))
def test_another_number_is_reached(before: int, after: int, seed: int) -> None:
    machine = Machine(Rollout("web", POD, before), Random(seed), failing=0.3)  # as above
    machine.settle()
    machine.rollout = replace(machine.rollout, replicas=after)
    machine.settle()


def test_what_never_comes_up_takes_nothing_away_that_serves() -> None:
    machine = Machine(Rollout("web", POD, 3), Random(1))  # as above
    machine.settle()
    machine.revision, machine._failing = 2, 1.0
    for _ in range(200):
        machine.turn()
        assert sum(pod.ready and pod.revision == 1 for pod in machine.pods.values()) == 3


def test_a_pod_is_called_after_its_rollout_and_is_known_by_it() -> None:
    ports = (PublishedPort(80, 8080),)
    record = RolloutRecord(1, Rollout("a/web", POD, 2, ports), "me", 0, 0, revision=3)
    pod = replica_pod(record, 2)
    assert (pod.name, pod.labels) == ("a/web-3-2", {LABEL: "a/web"})
    assert [item.network for item in pod.networks] == [DEFAULT]
    assert revision_of(record, pod.name) == (3, 2)
    assert revision_of(record, "a/web-x-2") == revision_of(record, "b/web-3-2") == (0, 0)


@pytest.mark.parametrize(
    ("rollout", "field"),
    [
        (Rollout("", POD), "name"),
        (Rollout("a//b", POD), "name"),
        (Rollout("x" * 41, POD), "name"),
        (Rollout("web", replace(POD, name="x")), "pod.name"),
        (Rollout("web", Pod("")), "pod.containers"),
        (Rollout("web", replace(POD, enabled=True)), "pod.enabled"),
        (Rollout("web", POD, 101), "replicas"),
        (Rollout("web", POD, 1, (PublishedPort(0),)), "ports"),
        (Rollout("web", POD, max_surge=101), "max_surge"),
        (Rollout("web", POD, max_surge=0), "max_surge"),
        (
            Rollout(
                "web", replace(POD, ports=(PublishedPort(80, 80),)), 2, (PublishedPort(80, 81),)
            ),
            "pod.ports",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(rollout: Rollout, field: str) -> None:
    with pytest.raises(BadValue) as caught:
        check_rollout(rollout)
    assert caught.value.field.startswith(field)
