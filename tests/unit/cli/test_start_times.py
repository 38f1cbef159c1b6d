"""What services took to start: listed, as a chain, and drawn; against a real server."""

import json
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.cli.critical_chain import chain
from aurae.cli.plot import drawing
from aurae.cli.start_times import Start, shown
from tests.support.small_daemon import Runtime, SmallDaemon
from tests.unit.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def runtime(small: SmallDaemon) -> Iterator[Runtime]:
    """The services of the small daemon: none when a test begins."""
    assert small.runtime is not None
    small.runtime.clear_services()
    yield small.runtime
    small.runtime.clear_services()


@pytest.fixture
def started(run: Run, runtime: Runtime) -> Runtime:
    """Services that have been started, one of them in vain, and one that never was."""
    run("start", "--name", "db", "--", "x")
    run("start", "--name", "cache", "--before", "web", "--", "x")
    run("start", "--name", "web", "--requires", "db", "--wants", "slow", "--", "x")
    for name in ("slow", "bad", "idle"):
        run("start", "--name", name, "--", "x")
    for name, began, ready in (
        ("db", 1.0, 3.5),
        ("cache", 1.0, 1.017),
        ("web", 3.5, 4.75),
        ("slow", 2.0, 64.0),
        ("bad", 5.0, None),
    ):
        state = runtime.known[name].service
        state.began_after_boot.FromMilliseconds(round(began * 1000))
        if ready is not None:
            state.ready_after_boot.FromMilliseconds(round(ready * 1000))
    return runtime


def test_blame_lists_the_slowest_first(run: Run, started: Runtime) -> None:
    lines = [line.split() for line in run("blame").out.splitlines()]
    assert lines == [
        ["TOOK", "NAME"],
        ["1min", "2.000s", "slow"],
        ["2.500s", "db"],
        ["1.250s", "web"],
        ["17ms", "cache"],
    ]
    assert json.loads(run("blame", "-o", "json").out)[1] == {
        "name": "db", "began": 1.0, "ready": 3.5, "took": 2.5,
    }  # fmt: skip


def test_a_critical_chain_goes_by_whom_the_start_waited_for(run: Run, started: Runtime) -> None:
    assert run("critical-chain", "web").out.splitlines() == [
        "web @4.750s +1.250s",
        "└─ db @3.500s +2.500s",
    ]
    # Nobody waited for one that is only wanted, and it was up last.
    assert run("critical-chain").out == "slow @1min 4.000s +1min 2.000s\n"
    found = json.loads(run("critical-chain", "web", "-o", "json").out)
    assert [item["name"] for item in found] == ["web", "db"]


def test_one_that_was_started_again_later_has_held_up_nobody(run: Run, started: Runtime) -> None:
    state = started.known["db"].service
    state.began_after_boot.FromSeconds(100)
    state.ready_after_boot.FromSeconds(101)
    # What says that it comes before counts as well.
    assert run("critical-chain", "web").out.splitlines()[1] == "└─ cache @1.017s +17ms"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["critical-chain", "nobody"], "no such service"),
        (["critical-chain", "bad"], "it has not come up since the boot"),
        (["critical-chain", "idle"], "it has not come up since the boot"),
    ],
)
def test_a_chain_that_there_is_not_is_told(
    run: Run, started: Runtime, words: list[str], why: str
) -> None:
    expected = f"aer: cannot show the critical chain of {words[1]}: {why}\n"
    assert run(*words) == (1, "", expected)


def test_nothing_is_shown_of_nothing(run: Run, runtime: Runtime) -> None:
    assert run("blame").out.split() == ["TOOK", "NAME"]
    assert "no service has come up since the boot" in run("critical-chain").err
    assert "no service was started since the boot" in run("plot").err


def test_a_plot_has_a_row_for_each_that_was_started(run: Run, started: Runtime) -> None:
    svg = ET.fromstring(run("plot").out)
    space = "{http://www.w3.org/2000/svg}"
    texts = [item.text or "" for item in svg.iter(f"{space}text")]
    named = [text for text in texts if text.endswith(")")]
    assert named == [
        "cache (17ms)",
        "db (2.500s)",
        "slow (1min 2.000s)",
        "web (1.250s)",
        "bad (not up)",
    ]
    bars = [item.get("class") for item in svg.iter(f"{space}rect")]
    assert bars == ["up", "start"] * 4 + ["never"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0ms"),
        (0.0174, "17ms"),
        (0.9996, "1.000s"),
        (59.9999, "1min 0.000s"),
        (3723, "62min 3.000s"),
    ],
)
def test_times_are_short(seconds: float, text: str) -> None:
    assert shown(seconds) == text


TIMES = st.floats(0, 1e7)
STARTS = st.lists(
    st.builds(
        lambda name, began, took: Start(name, began, None if took is None else began + took),
        st.text(max_size=9),
        TIMES,
        st.none() | TIMES,
    ),
    min_size=1,
    max_size=9,
).map(lambda starts: sorted(starts, key=lambda start: start.began))


@given(STARTS)
def test_any_starts_can_be_drawn_and_no_name_is_more_than_text(starts: list[Start]) -> None:
    svg = ET.fromstring(drawing(starts))
    assert {item.tag.rpartition("}")[2] for item in svg} <= {"style", "text", "line", "rect"}
    assert len(list(svg.iter("{http://www.w3.org/2000/svg}line"))) <= 25


@given(STARTS, st.data())
def test_a_chain_ends_whoever_waits_for_whom(starts: list[Start], data: st.DataObject) -> None:
    known = {start.name: start for start in starts}
    names = st.sets(st.sampled_from(sorted(known)))
    waits = {name: data.draw(names) for name in known}
    found = chain(starts[0].name, known, waits)
    assert len({start.name for start in found}) == len(found)
    assert found[0] == known[starts[0].name]
