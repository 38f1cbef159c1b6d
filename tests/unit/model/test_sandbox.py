"""A sandbox is a profile with answers replaced, and root gets stricter ones where nobody gave any."""

import pytest

from aurae.model import capabilities
from aurae.model.execution import Home, Sandbox, System
from aurae.model.refusal import BadValue
from aurae.model.sandbox import KEPT, calls, for_user, needs_filter, needs_mounts, resolve

POWERS = (
    *("SETUID", "SETGID", "SYS_PTRACE", "SYS_ADMIN", "DAC_READ_SEARCH", "MKNOD", "SYS_RAWIO"),
    *(
        "SYS_MODULE",
        "SYS_BOOT",
        "SYS_TIME",
        "SYS_CHROOT",
        "SETPCAP",
        "SETFCAP",
        "NET_ADMIN",
        "BPF",
    ),
)


def test_a_service_has_the_default_and_a_run_has_none():
    assert resolve(None, service=True).profile == "default"
    assert resolve(None, service=False).profile == "none"
    assert resolve(Sandbox(), service=True) == resolve(None, service=True)


def test_without_a_sandbox_nothing_is_taken_away():
    open_one = resolve(None, service=False)
    assert open_one.is_open
    assert not needs_filter(open_one)
    assert not needs_mounts(open_one)
    assert for_user(open_one, is_root=True) == open_one


@pytest.mark.parametrize("power", POWERS)
def test_the_default_has_no_power_over_others(power):
    assert not resolve(None, service=True).capabilities & capabilities.mask((power,))


def test_root_in_the_default_sees_no_process_and_no_file_to_write_but_its_own():
    rooted = for_user(resolve(None, service=True), is_root=True)
    assert rooted.private_processes
    assert rooted.private_run
    assert rooted.system is System.STRICT
    ordinary = for_user(resolve(None, service=True), is_root=False)
    assert not ordinary.private_processes
    assert ordinary.system is System.FULL


def test_an_answer_that_was_given_stays_for_root_too():
    asked = Sandbox(private_processes=False, system=System.OPEN, home=Home.OPEN)
    rooted = for_user(resolve(asked, service=True), is_root=True)
    assert not rooted.private_processes
    assert rooted.system is System.OPEN
    assert rooted.home is Home.OPEN


def test_capabilities_are_added_to_and_dropped_from_the_profile():
    asked = Sandbox(
        add_capabilities=("cap_setuid", "NET_ADMIN"),
        drop_capabilities=("all",),
        ambient_capabilities=("NET_BIND_SERVICE",),
    )
    resolved = resolve(asked, service=True)
    names = capabilities.names_of(resolved.capabilities)
    assert names == ["SETUID", "NET_BIND_SERVICE", "NET_ADMIN"]
    assert capabilities.names_of(resolved.ambient) == ["NET_BIND_SERVICE"]
    assert resolve(Sandbox(drop_capabilities=("CHOWN",)), service=True).capabilities == KEPT & ~1


def test_what_protects_the_kernel_takes_the_capabilities_with_it():
    asked = Sandbox(profile="none", protect_kernel_modules=True, protect_clock=True)
    resolved = resolve(asked, service=False)
    assert not resolved.capabilities & capabilities.mask(("SYS_MODULE", "SYS_TIME"))
    assert resolved.capabilities & capabilities.mask(("SYS_ADMIN",))
    assert "~@module" in calls(resolved)


@pytest.mark.parametrize(
    ("sandbox", "field"),
    [
        (Sandbox(profile="lax"), "profile"),
        (Sandbox(add_capabilities=("CHOWN", "FLY")), "add_capabilities[1]"),
        (Sandbox(add_capabilities=("all",)), "add_capabilities[0]"),
        (Sandbox(drop_capabilities=("FLY",)), "drop_capabilities[0]"),
        (Sandbox(ambient_capabilities=("FLY",)), "ambient_capabilities[0]"),
    ],
)
def test_what_is_unknown_is_refused_by_its_field(sandbox, field):
    with pytest.raises(BadValue) as refused:
        resolve(sandbox, service=True)
    assert refused.value.field == field
