"""The exposure of a container: what it takes away, and that each thing given back counts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.container import (
    BindMount,
    Container,
    DeviceNode,
    Mount,
    Network,
    Paths,
    Propagation,
    UserNamespace,
)
from aurae.model.container_exposure import exposure_of
from aurae.model.container_sandbox import resolve
from aurae.model.execution import Sandbox
from aurae.model.exposure import overall

USUAL = Container("app")
OPEN = replace(
    USUAL,
    privileged=True,
    network=Network.HOST,
    mounts=tuple(Mount(f"/m{number}", bind=BindMount("/")) for number in range(9)),
)


def score(
    container: Container = USUAL, sandbox: Sandbox | None = None, *, is_root: bool = True
) -> float:
    """Return the sum before it is rounded: some things count little."""
    resolved = resolve(sandbox, privileged=container.privileged)
    return sum(row.exposure for row in exposure_of(resolved, container, is_root=is_root))


def test_the_profiles_have_their_verdicts():
    def verdict(container: Container = USUAL, profile: str = "", *, is_root: bool = True):
        resolved = resolve(Sandbox(profile), privileged=container.privileged)
        return overall(exposure_of(resolved, container, is_root=is_root))

    assert verdict()[1] == "ok"
    assert verdict()[0] < 2.5
    assert verdict(profile="strict", is_root=False)[1] == "safe"
    assert verdict(profile="none")[1] == "ok"
    assert verdict(OPEN)[1] in ("exposed", "unsafe")


@pytest.mark.parametrize(
    "container",
    [
        replace(USUAL, privileged=True),
        replace(USUAL, network=Network.HOST),
        replace(USUAL, user_namespace=UserNamespace.HOST),
        replace(USUAL, mounts=(Mount("/a", bind=BindMount("/a")),)),
        replace(USUAL, mounts=(Mount("/a", True, bind=BindMount("/a")),)),
        replace(USUAL, devices=(DeviceNode("/dev/fuse"),)),
        replace(USUAL, masked_paths=Paths()),
        replace(USUAL, read_only_paths=Paths(("/proc/bus",))),
    ],
)
def test_what_is_given_back_counts(container):
    assert score(container) > score()


@pytest.mark.parametrize(
    "sandbox",
    [
        Sandbox("none"),
        Sandbox(no_new_privileges=False),
        Sandbox(add_capabilities=("SYS_ADMIN",)),
        Sandbox(restrict_namespaces=False),
        Sandbox(native_system_calls=False),
    ],
)
def test_a_looser_sandbox_counts(sandbox):
    assert score(sandbox=sandbox) > score()


@pytest.mark.parametrize(
    ("container", "sandbox"),
    [
        (replace(USUAL, read_only=True), None),
        (replace(USUAL, apparmor="x"), None),
        (USUAL, Sandbox("strict")),
        (USUAL, Sandbox(drop_capabilities=("all",))),
        (USUAL, Sandbox(lock_personality=True)),
    ],
)
def test_what_is_taken_away_counts(container, sandbox):
    assert score(container, sandbox) < score()


def test_who_is_not_root_is_less_exposed():
    assert score(is_root=False) < score()


CONTAINERS = st.builds(
    Container,
    st.just("app"),
    network=st.sampled_from(Network),
    user_namespace=st.sampled_from(UserNamespace),
    read_only=st.booleans(),
    mounts=st.lists(
        st.builds(
            Mount,
            st.just("/a"),
            st.booleans(),
            bind=st.builds(BindMount, st.just("/a"), st.sampled_from(Propagation)),
        ),
        max_size=5,
    ).map(tuple),
    devices=st.lists(st.just(DeviceNode("/dev/a")), max_size=3).map(tuple),
    privileged=st.booleans(),
    masked_paths=st.none() | st.just(Paths()),
)


@given(CONTAINERS, st.booleans(), st.sampled_from(["", "container", "strict", "none"]))
def test_the_rows_are_always_the_same_things_and_never_above_ten(container, is_root, profile):
    resolved = resolve(Sandbox(profile), privileged=container.privileged)
    rows = exposure_of(resolved, container, is_root=is_root)
    assert [row.name for row in rows] == [
        row.name for row in exposure_of(resolve(None), USUAL, is_root=True)
    ]
    assert all(row.exposure >= 0 for row in rows)
    assert 0 <= overall(rows)[0] <= 10
