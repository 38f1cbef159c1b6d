"""What is said beside a command is checked, and refused by its field."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model import system_calls
from aurae.model.cpus import cpu_list
from aurae.model.execution import Rlimit, Sandbox, Scheduling, SchedulingPolicy, Sink
from aurae.model.refusal import BadValue
from aurae.model.validation import check_executable
from aurae.model.workload import Executable

FIFO = SchedulingPolicy.FIFO


def executable(**options):
    return Executable(("true",), **options)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"umask": 0o1000}, "umask"),
        ({"nice": 20}, "nice"),
        ({"nice": -21}, "nice"),
        ({"oom_score_adjust": 1001}, "oom_score_adjust"),
        ({"scheduling": Scheduling(FIFO)}, "scheduling.priority"),
        ({"scheduling": Scheduling(FIFO, 100)}, "scheduling.priority"),
        ({"scheduling": Scheduling(SchedulingPolicy.BATCH, 1)}, "scheduling.priority"),
        ({"scheduling": Scheduling(io_priority=8)}, "scheduling.io_priority"),
        ({"scheduling": Scheduling(cpus="3-1")}, "scheduling.cpus"),
        ({"rlimits": {"files": Rlimit(1, 1)}}, "rlimits['files']"),
        ({"rlimits": {"nofile": Rlimit(2, 1)}}, "rlimits['nofile'].soft"),
        ({"rlimits": {"nofile": Rlimit(None, 1)}}, "rlimits['nofile'].soft"),
        ({"rlimits": {"nofile": Rlimit(2**63)}}, "rlimits['nofile'].soft"),
        ({"supplementary_groups": ("",)}, "supplementary_groups[0]"),
        ({"stdin_file": "data"}, "stdin_file"),
        ({"stdin_file": "/data", "stdin": b""}, "stdin_file"),
        ({"stdin_file": "/data", "terminal": True}, "stdin_file"),
        ({"stdout": Sink.NULL, "terminal": True}, "stdout"),
        ({"sandbox": Sandbox(profile="lax")}, "sandbox.profile"),
        ({"sandbox": Sandbox(read_only_paths=("etc",))}, "sandbox.read_only_paths[0]"),
        ({"sandbox": Sandbox(read_write_paths=("/a", "-/a/../b"))}, "sandbox.read_write_paths[1]"),
        ({"sandbox": Sandbox(inaccessible_paths=("/",))}, "sandbox.inaccessible_paths[0]"),
        ({"sandbox": Sandbox(temporary_paths=("/a\0",))}, "sandbox.temporary_paths[0]"),
        ({"sandbox": Sandbox(temporary_paths=("/a//b",))}, "sandbox.temporary_paths[0]"),
        ({"sandbox": Sandbox(system_calls=("@nope",))}, "sandbox.system_calls[0]"),
        ({"sandbox": Sandbox(system_calls=("~",))}, "sandbox.system_calls[0]"),
        ({"sandbox": Sandbox(drop_capabilities=("all",) * 257)}, "sandbox.drop_capabilities"),
        ({"sandbox": Sandbox(device_allow=("char-pts", "/etc rw"))}, "sandbox.device_allow[1]"),
        ({"sandbox": Sandbox(device_allow=("char-pts",) * 257)}, "sandbox.device_allow"),
        ({"sandbox": Sandbox(address_families=("inet5",))}, "sandbox.address_families[0]"),
        ({"sandbox": Sandbox(address_families=("unix", "none"))}, "sandbox.address_families[1]"),
    ],
)
def test_what_the_kernel_cannot_do_is_refused_by_its_field(options, field):
    with pytest.raises(BadValue) as refused:
        check_executable(executable(**options))
    assert refused.value.field == field


def test_what_it_can_do_passes():
    check_executable(
        executable(
            umask=0o027,
            nice=-20,
            oom_score_adjust=-1000,
            scheduling=Scheduling(FIFO, 99, cpus="0-3,8"),
            rlimits={"nofile": Rlimit(1024, 4096), "core": Rlimit()},
            stdin_file="/etc/motd",
            stdout=Sink.NULL,
            sandbox=Sandbox(
                "strict",
                read_write_paths=("-/srv/web",),
                system_calls=("@system-service", "~ptrace"),
                address_families=("none",),
            ),
        )
    )


def test_lists_of_cpus_are_read_as_the_kernel_writes_them():
    assert cpu_list("0-3,8,2") == [0, 1, 2, 3, 8]
    for text in ("", "-", "1-", "a", "1,,2", "9999", "0-99999999", "+1", "²"):
        with pytest.raises(BadValue):
            cpu_list(text)


@given(st.text(max_size=40))
def test_any_text_is_a_list_of_cpus_or_is_refused(text):
    with contextlib.suppress(BadValue):
        assert cpu_list(text) == sorted(set(cpu_list(text)))


def test_a_set_holds_its_inner_sets():
    assert system_calls.members("@swap") <= system_calls.members("@privileged")
    assert system_calls.members("@default") <= system_calls.members("@system-service")
    for name in system_calls.SETS:
        assert system_calls.members(name) <= system_calls.members("@known")


@pytest.mark.parametrize(
    "name", ["@mount", "@module", "@reboot", "@swap", "@raw-io", "@debug", "@clock"]
)
def test_what_owns_the_machine_is_no_call_of_a_service(name):
    assert not system_calls.members(name) & system_calls.members("@system-service")
