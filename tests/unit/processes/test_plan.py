"""From a specification to steps: their order, what they show, and where things may not lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.account import Account
from aurae.model.execution import Rlimit, Sandbox, Scheduling, SchedulingPolicy, System
from aurae.model.refusal import BadValue, FailedPrecondition
from aurae.model.sandbox import for_user, resolve
from aurae.model.surroundings import Surroundings
from aurae.model.workload import Executable
from aurae.processes.mounts import is_within, mount_steps
from aurae.processes.plan import (
    describe_plan,
    environment,
    executable_plan,
    wants_private_processes,
)
from aurae.wire import plan

ROOT = Account(0, 0, (0,), "root", "/root", "/bin/sh")
USER = Account(1000, 1000, (1000, 27), "ann", "/home/ann", "/bin/bash")
HIDDEN = ("/run/aurae", "/var/lib/aurae")
LAST = [plan.Credentials, plan.Chdir, plan.Prctl, plan.Seccomp, plan.Seccomp, plan.Execve]


def kinds(encoded):
    return [type(step) for step in plan.decode(encoded)]


def test_a_plain_run_takes_four_steps():
    assert kinds(executable_plan(Executable(("true",)), USER)) == [
        *(plan.Umask, plan.Credentials, plan.Chdir, plan.Execve)
    ]


def test_root_mounts_first_and_filters_come_last():
    spec = Executable(
        ("true",),
        nice=1,
        oom_score_adjust=1,
        rlimits={"nofile": Rlimit(1, 1)},
        scheduling=Scheduling(SchedulingPolicy.BATCH),
    )
    order = kinds(executable_plan(spec, USER, service=True, hidden=HIDDEN))
    assert order[:2] == [plan.Umask, plan.Unshare]
    assert order[-6:] == LAST
    assert order[-11:-6] == [
        *(plan.Rlimit, plan.Nice, plan.Scheduling, plan.OomScore, plan.Bounding)
    ]


def test_a_description_shows_no_variable_and_no_argument():
    spec = Executable(("login", "hunter2"), env={"TOKEN": "hunter2"}, stdin=b"hunter2")
    around = Surroundings(env={"KEY": "hunter2"}, fixed={"PIN": "hunter2"})
    lines = describe_plan(executable_plan(spec, ROOT, around, service=True, hidden=HIDDEN))
    assert "hunter2" not in "\n".join(lines)
    assert lines[-1] == "execve login, 2 arguments, 8 variables"
    assert "mount tmpfs on /run/aurae" in lines


def test_a_variable_of_the_specification_goes_over_what_was_prepared_and_below_what_is_fixed():
    spec = Executable(("true",), env={"A": "spec", "B": "spec"})
    around = Surroundings(env={"A": "env", "HOME": "env", "C": "env"}, fixed={"B": "fixed"})
    found = environment(spec, USER, around)
    assert found == {
        "PATH": found["PATH"],
        "HOME": "env",
        "USER": "ann",
        "LOGNAME": "ann",
        "SHELL": "/bin/bash",
        "A": "spec",
        "B": "fixed",
        "C": "env",
    }


def test_an_unknown_system_call_is_refused_by_its_field():
    asked = Executable(("true",), sandbox=Sandbox(system_calls=("@default", "~fly_away")))
    with pytest.raises(BadValue) as refused:
        executable_plan(asked, USER)
    assert refused.value.field == "executable.sandbox.system_calls[1]"


def test_within_a_cell_that_isolates_processes_only_what_walks_through_them_is_refused():
    assert wants_private_processes(Executable(("true",)), ROOT, service=True)
    assert not wants_private_processes(Executable(("true",)), ROOT, service=True, nested=True)
    assert not wants_private_processes(Executable(("true",)), USER, service=True)
    for sandbox in (
        Sandbox(private_processes=True),
        Sandbox(add_capabilities=("SETUID",)),
        Sandbox("strict", add_capabilities=("SYS_PTRACE",)),
    ):
        spec = Executable(("true",), sandbox=sandbox)
        with pytest.raises(FailedPrecondition, match="private_processes = false"):
            wants_private_processes(spec, ROOT, service=True, nested=True)


parts = st.sampled_from(["run", "aurae", "var", "lib", "web", "x"])
paths = st.lists(parts, min_size=1, max_size=4).map(lambda names: "/" + "/".join(names))
lists = st.lists(paths, max_size=4).map(tuple)


@given(lists, lists, lists, lists, st.sampled_from(System))
def test_nothing_that_is_named_opens_what_the_daemon_hides(ro, rw, empty, away, system):
    asked = Sandbox(
        read_only_paths=ro,
        read_write_paths=rw,
        temporary_paths=empty,
        inaccessible_paths=away,
        system=system,
    )
    resolved = for_user(resolve(asked, service=True), is_root=True)
    own = Surroundings(shown=("/run/aurae/notify/7",), writable=("/var/lib/aurae/web",))
    steps = mount_steps(resolved, own, HIDDEN, terminal=False)
    placed = [step.path.decode() for step in steps if isinstance(step, plan.Place)]
    for path in placed:
        if any(is_within(path, hidden) for hidden in HIDDEN):
            assert path in (*own.shown, *own.writable)
    covers = [step.path.decode() for step in steps if isinstance(step, plan.Cover)]
    for hidden in HIDDEN:
        assert hidden in covers
        at = next(i for i, step in enumerate(steps) if step[0] == hidden.encode())
        later = [step for step in steps[at:] if isinstance(step, plan.Place)]
        assert not any(is_within(hidden, step.path.decode()) for step in later)


@given(lists, lists)
def test_every_place_was_kept_before_and_outer_ones_come_first(ro, rw):
    asked = Sandbox("none", read_only_paths=ro, read_write_paths=rw)
    steps = mount_steps(resolve(asked, service=False), Surroundings(), (), terminal=False)
    kept: set[bytes] = set()
    placed: list[bytes] = []
    for step in steps:
        if isinstance(step, plan.Keep):
            assert not placed
            kept.add(step.path)
        elif isinstance(step, plan.Place):
            assert step.path in kept
            assert not any(is_within(other.decode(), step.path.decode()) for other in placed)
            placed.append(step.path)
