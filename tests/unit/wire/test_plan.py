"""The plan of a spawn survives the way to the child, and garbage never passes for one."""

import contextlib
import os
import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.wire import plan
from aurae.wire.steps_process import IO_CLASSES, LIMITS, POLICIES

ids = st.integers(0, 2**32 - 1)
limits = st.integers(-2, 2**63 - 1)
texts = st.binary(max_size=200)
flags = st.integers(0, 15)
masks = st.integers(0, 2**64 - 1)
steps = st.one_of(
    st.builds(plan.Umask, st.integers(0, 0o777)),
    st.builds(plan.Rlimit, st.integers(0, 15), limits, limits),
    st.builds(plan.Chdir, texts),
    st.builds(plan.Credentials, ids, ids, st.lists(ids, max_size=20)),
    st.builds(plan.Execve, texts, st.lists(texts, min_size=1, max_size=20), st.lists(texts)),
    st.builds(plan.Nice, st.integers(-20, 19)),
    st.builds(plan.Scheduling, st.integers(0, 9), st.integers(0, 99)),
    st.builds(plan.Affinity, st.lists(ids, max_size=20)),
    st.builds(plan.IoPriority, st.integers(0, 9), st.integers(0, 7)),
    st.builds(plan.OomScore, st.integers(-1000, 1000)),
    st.builds(plan.Stream, texts, st.integers(0, 2)),
    st.builds(plan.Unshare, ids),
    st.builds(plan.InterfaceUp, texts, flags),
    st.builds(plan.Mount, texts, texts, texts, texts, ids),
    st.builds(plan.Keep, texts, flags),
    st.builds(plan.ReadOnly, texts, flags),
    st.builds(plan.Place, texts, flags),
    st.builds(plan.Cover, texts, texts, flags),
    st.builds(plan.Seal, ids),
    st.builds(plan.Put, ids, st.binary()),
    st.builds(plan.Devices, st.integers(0, 1)),
    st.builds(plan.Prctl, ids, masks),
    st.builds(plan.Bounding, masks),
    st.builds(plan.Capabilities, masks, masks, masks),
    st.builds(plan.Ambient, masks),
    st.builds(plan.Seccomp, st.binary(min_size=8, max_size=8).map(lambda row: row * 3)),
    st.builds(plan.Lock, ids),
    st.builds(plan.StackAsItIs, texts, st.lists(texts, min_size=1, max_size=4)),
    st.builds(plan.Volume, texts, ids),
    st.builds(plan.VolumeBelow, texts, texts, ids),
    st.builds(plan.DeviceProgram, st.binary(min_size=8, max_size=8).map(lambda row: row * 3)),
)
GOLDEN = [
    (plan.Umask(0o022), "01000400000012000000"),
    (plan.Rlimit(7, 1, -1), "020014000000070000000100000000000000ffffffffffffffff"),
    (plan.Nice(-5), "060004000000fbffffff"),
    (plan.Affinity([0, 8]), "0800080000000000000008000000"),
    (plan.OomScore(-500), "0a00040000000cfeffff"),
    (plan.Stream(b"/a", 0), "0b000e0000000000000001000000020000002f61"),
    (plan.Unshare(0x20000), "14000400000000000200"),
    (plan.Keep(b"/a", 3), "17000e0000000300000001000000020000002f61"),
    (plan.Cover(b"/a", b"", 8), "1a00120000000800000002000000020000002f6100000000"),
    (plan.Prctl(38, 1), "28000c000000260000000100000000000000"),
    (plan.Bounding(0x43B), "2900080000003b04000000000000"),
    (plan.DeviceProgram(bytes(8)), "2d00080000000000000000000000"),
    (plan.Seccomp(bytes(8)), "2c00080000000000000000000000"),
]


@given(st.lists(steps, max_size=8))
def test_a_plan_is_read_as_it_was_written(items):
    assert plan.decode(plan.encode(items)) == items


@given(st.binary(max_size=400))
def test_garbage_is_refused_or_read_but_never_an_accident(data):
    with contextlib.suppress(ValueError):
        plan.decode(bytes([plan.VERSION]) + data)


@given(st.lists(steps, min_size=1, max_size=4), st.data())
def test_a_cut_plan_is_refused(items, data):
    whole = plan.encode(items)
    cut = data.draw(st.integers(0, len(whole) - 1))
    try:
        read = plan.decode(whole[:cut])
    except ValueError:
        return
    assert read == items[: len(read)]  # cut between two frames
    assert len(read) < len(items)


def test_another_version_is_refused():
    with pytest.raises(ValueError, match="version"):
        plan.decode(b"\x02")


def test_descriptions_show_no_argument_and_no_variable():
    step = plan.Execve(b"/bin/login", [b"login", b"--password", b"hunter2"], [b"TOKEN=hunter2"])
    assert step.describe() == "execve /bin/login, 3 arguments, 1 variables"


def test_descriptions_of_long_names_are_cut():
    described = plan.Chdir(b"/" + "é".encode() * 2000).describe()
    assert described == "chdir /" + "é" * 127 + "…"


def test_descriptions_stay_on_one_line():
    assert plan.Chdir(b"/tmp/a\nb\xff").describe() == "chdir /tmp/a\\x0ab\\xff"


@pytest.mark.parametrize(("step", "encoded"), GOLDEN, ids=lambda item: type(item).__name__)
def test_the_bytes_of_a_step_stay_as_they_are(step, encoded):
    """An init of before, or one that goes on after an upgrade of the server, reads them."""
    assert plan.encode([step]) == bytes([plan.VERSION]) + bytes.fromhex(encoded)


@given(steps)
def test_every_step_can_say_what_it_does_on_one_line(step):
    assert step.describe()
    assert step.describe().isprintable()


def test_names_of_numbers_are_those_of_the_kernel():
    for name in LIMITS:
        assert getattr(resource, f"RLIMIT_{name.upper()}", LIMITS.index(name)) == LIMITS.index(
            name
        )
    for name in ("other", "fifo", "rr", "batch", "idle"):
        assert POLICIES.index(name) == getattr(os, f"SCHED_{name.upper()}")
    assert IO_CLASSES.index("idle") == 3


def test_steps_say_what_they_do():
    described: list[plan.Step] = [
        plan.Rlimit(7, 1024, -1),
        plan.Rlimit(3, 9, plan.UNCHANGED),
        plan.Scheduling(1, 50),
        plan.Mount(b"proc", b"/proc", b"proc", b"", 0),
        plan.Unshare(0x0002_0000 | 0x4000_0000),
        plan.Stream(b"/etc/motd", 0),
        plan.Seccomp(bytes(24)),
    ]
    assert [step.describe() for step in described] == [
        "setrlimit nofile 1024 unlimited",
        "setrlimit stack 9",
        "sched_setscheduler fifo 50",
        "mount proc on /proc",
        "unshare mount net",
        "open /etc/motd as stdin",
        "seccomp filter of 3 instructions",
    ]
