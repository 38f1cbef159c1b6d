"""A container's sandbox: its profiles, and what capabilities open."""

import pytest

from aurae.model import capabilities, container_sandbox, sandbox, system_calls
from aurae.model.container_defaults import CAPABILITIES
from aurae.model.container_sandbox import resolve
from aurae.model.execution import Sandbox, System
from aurae.model.refusal import BadValue

OUTER = ("keyctl", "bpf", "mount", "setns", "io_uring_setup", "userfaultfd", "perf_event_open")
"""Calls that reach the machine, or have hurt it."""


def callable_ones(resolved: sandbox.Resolved) -> frozenset[str]:
    is_allowed, names = system_calls.selected(sandbox.calls(resolved))
    assert is_allowed
    return names


def test_without_a_sandbox_it_has_the_profile_of_containers():
    assert resolve(None) == resolve(Sandbox()) == resolve(Sandbox("container"))
    usual = resolve(None)
    assert usual.capabilities == CAPABILITIES
    assert usual.no_new_privileges
    assert usual.restrict_namespaces
    assert usual.native_system_calls
    assert sandbox.needs_filter(usual)
    assert not set(OUTER) & callable_ones(usual)
    assert "chroot" in callable_ones(usual)


def test_the_profiles_differ_in_what_they_keep():
    strict, none = resolve(Sandbox("strict")), resolve(Sandbox("none"))
    assert callable_ones(strict) < callable_ones(resolve(None))
    assert "ptrace" not in callable_ones(strict)
    assert capabilities.names_of(strict.capabilities) == ["NET_BIND_SERVICE"]
    assert strict.system is System.STRICT
    assert none.capabilities == CAPABILITIES
    assert not sandbox.needs_filter(none)
    assert not none.no_new_privileges


def test_a_privileged_one_has_everything():
    open_one = resolve(None, privileged=True)
    assert open_one.capabilities == capabilities.ALL
    assert not sandbox.needs_filter(open_one)
    assert not sandbox.limits_devices(open_one)


@pytest.mark.parametrize("profile", ["default", "Container", "privileged", "x"])
def test_other_profiles_are_refused(profile):
    with pytest.raises(BadValue, match="is none of container, strict, none") as caught:
        resolve(Sandbox(profile))
    assert caught.value.field == "profile"
    with pytest.raises(BadValue):
        sandbox.resolve(Sandbox("container"), service=True)


def test_answers_replace_the_profiles():
    found = resolve(Sandbox(add_capabilities=("NET_ADMIN",), drop_capabilities=("all",)))
    assert capabilities.names_of(found.capabilities) == ["NET_ADMIN"]
    found = resolve(Sandbox(no_new_privileges=False, address_families=("unix",)))
    assert not found.no_new_privileges
    assert found.address_families == ("unix",)


@pytest.mark.parametrize(("name", "opened"), system_calls.OPENED_BY.items())
def test_a_capability_opens_its_calls(name, opened):
    with_it = resolve(Sandbox(add_capabilities=(name,)))
    without = resolve(Sandbox(drop_capabilities=(name,)))
    assert set(opened.split()) <= callable_ones(with_it)
    assert not set(opened.split()) & callable_ones(without)


def test_who_administers_the_machine_may_make_namespaces_unless_that_was_answered():
    assert not resolve(Sandbox(add_capabilities=("CAP_SYS_ADMIN",))).restrict_namespaces
    asked = Sandbox(add_capabilities=("SYS_ADMIN",), restrict_namespaces=True)
    assert resolve(asked).restrict_namespaces


def test_calls_that_are_named_are_all_that_there_are():
    asked = Sandbox(system_calls=("@basic-io",), add_capabilities=("SYS_ADMIN",))
    assert "mount" not in callable_ones(resolve(asked))


def test_every_call_of_the_profile_is_known_elsewhere_too():
    others = [system_calls.members(name) for name in system_calls.SETS if name != "@container"]
    known = frozenset().union(*others) | set(system_calls._SPARE.split())
    named = {call for calls in system_calls.OPENED_BY.values() for call in calls.split()}
    assert system_calls.members("@container") | named <= known
    assert set(system_calls.OPENED_BY) <= set(capabilities.NAMES)
    assert set(sandbox.FAMILIES) >= container_sandbox.DENIED_FAMILIES
