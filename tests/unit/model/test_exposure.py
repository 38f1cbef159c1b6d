"""The exposure of a sandbox: one row for each thing that it can take away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.execution import DevicePolicy, Home, Sandbox, System
from aurae.model.exposure import exposure, overall
from aurae.model.sandbox import resolve

NONE = resolve(Sandbox("none"), service=True)
PROFILES = st.sampled_from(["none", "default", "strict"])


def score(sandbox: Sandbox, *, is_root: bool = True) -> float:
    return overall(exposure(resolve(sandbox, service=True), is_root))[0]


def test_the_profiles_have_their_verdicts():
    verdicts = {
        profile: overall(exposure(resolve(Sandbox(profile), service=True), True))
        for profile in ("none", "default", "strict")
    }
    assert verdicts["none"] == (10.0, "unsafe")
    assert verdicts["default"][1] == "ok"
    assert verdicts["strict"][1] == "safe"
    assert verdicts["strict"][0] < verdicts["default"][0] < 2.0


@pytest.mark.parametrize("profile", ["none", "default", "strict"])
def test_a_user_is_less_exposed_than_root(profile):
    assert score(Sandbox(profile), is_root=False) < score(Sandbox(profile))


@pytest.mark.parametrize(
    "answer",
    [
        {"no_new_privileges": True},
        {"system": System.FULL},
        {"home": Home.EMPTY},
        {"private_tmp": True},
        {"private_devices": True},
        {"device_policy": DevicePolicy.CLOSED},
        {"device_allow": ("/dev/kvm rw",)},
        {"private_network": True},
        {"private_processes": True},
        {"protect_kernel_tunables": True},
        {"protect_kernel_modules": True},
        {"protect_kernel_logs": True},
        {"protect_control_groups": True},
        {"protect_clock": True},
        {"protect_hostname": True},
        {"restrict_namespaces": True},
        {"restrict_realtime": True},
        {"restrict_set_id": True},
        {"deny_write_execute": True},
        {"lock_personality": True},
        {"native_system_calls": True},
        {"system_calls": ("~@mount",)},
        {"address_families": ("unix",)},
        {"drop_capabilities": ("SYS_ADMIN",)},
    ],
    ids=lambda answer: next(iter(answer)),
)
def test_each_answer_lowers_it(answer):
    before = sum(row.exposure for row in exposure(NONE, True))
    resolved = resolve(replace(Sandbox("none"), **answer), service=True)
    assert sum(row.exposure for row in exposure(resolved, True)) < before


@pytest.mark.parametrize("added", ["SYS_PTRACE", "SYS_ADMIN", "SETUID", "MKNOD"])
def test_what_a_capability_opens_is_told(added):
    plain = {row.name: row for row in exposure(resolve(Sandbox(), service=True), True)}
    asked = Sandbox(add_capabilities=(added,))
    rows = exposure(resolve(asked, service=True), True)
    more = [row for row in rows if row.exposure > plain[row.name].exposure]
    assert [row.name for row in more] == [f"capability {added}"]
    assert all(row.description for row in rows)


@given(PROFILES, st.booleans(), st.booleans(), st.sampled_from(System))
def test_it_lies_between_0_and_10(profile, is_root, flag, system):
    asked = Sandbox(profile, private_processes=flag, system=system)
    rows = exposure(resolve(asked, service=True), is_root)
    number, verdict = overall(rows)
    assert 0 <= number <= 10
    assert verdict
    assert len({row.name for row in rows}) == len(rows)
