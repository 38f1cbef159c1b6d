"""The plan of a spawn survives the way to the child, and garbage never passes for one."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.wire import plan

ids = st.integers(0, 2**32 - 1)
limits = st.integers(-2, 2**63 - 1)
texts = st.binary(max_size=200)
steps = st.one_of(
    st.builds(plan.Umask, st.integers(0, 0o777)),
    st.builds(plan.Rlimit, st.integers(0, 15), limits, limits),
    st.builds(plan.Chdir, texts),
    st.builds(plan.Credentials, ids, ids, st.lists(ids, max_size=20)),
    st.builds(plan.Execve, texts, st.lists(texts, min_size=1, max_size=20), st.lists(texts)),
)


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
