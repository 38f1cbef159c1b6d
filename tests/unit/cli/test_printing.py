"""Documents, YAML, tables and times: what is printed is what was meant."""

import math
from contextlib import suppress
from typing import Any

import pytest
import yaml as reference
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.cli import moments, table, yaml
from aurae.cli.document import plain
from aurae.proto import runtime_pb2

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@settings(max_examples=50)
@given(PLAIN)
def test_a_yaml_library_reads_back_what_we_write(value: Any) -> None:
    text = yaml.emit(value)
    # YAML 1.1, which the library reads, wants a dot in 1e22; YAML 1.2 and JSON do not.
    found = reference.safe_load(text)
    assert _numbers(found) == _numbers(value)


def _numbers(value: Any) -> Any:
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        try:
            return repr(float(value)) if "e" in value else value
        except ValueError:
            return value
    return value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "yes", "b": "plain words", "c": "1"}, 'a: "yes"\nb: plain words\nc: "1"\n'),
        ([{"a": 1, "b": []}, {"a": [1, 2]}], "- a: 1\n  b: []\n- a:\n  - 1\n  - 2\n"),
        ({"a": {"b": {"c": None}}}, "a:\n  b:\n    c: null\n"),
        ({}, "{}\n"),
        ("a\nb: c", '"a\\nb: c"\n'),
    ],
)
def test_yaml_is_in_block_style(value: Any, text: str) -> None:
    assert yaml.emit(value) == text


def test_a_message_becomes_plain_values() -> None:
    spec = runtime_pb2.WorkloadSpec(name="w")
    spec.executable.env["b"] = "2"
    spec.executable.env["a"] = "1"
    spec.executable.stdin = b"\xff!"
    spec.executable.stop_timeout.FromMilliseconds(1500)
    document: Any = plain(spec)
    assert document["name"] == "w"
    assert document["executable"]["env"] == {"a": "1", "b": "2"}
    assert document["executable"]["stdin"] == "\ufffd!"
    assert document["executable"]["stop_timeout"] == "1.500s"
    assert document["executable"]["argv"] == []


def test_enums_times_and_unset_fields_of_a_message() -> None:
    workload = runtime_pb2.Workload(status=runtime_pb2.STATUS_LOST, exit_code=0)
    workload.created_at.FromNanoseconds(1_700_000_000_000_000_001)
    document = plain(workload)
    assert document["status"] == "lost"
    assert document["kind"] == "unspecified"
    assert document["created_at"] == "2023-11-14T22:13:20.000000001Z"
    assert (document["exit_code"], document["signal"], document["started_at"]) == (0, None, None)


def test_a_cell_cannot_move_the_terminals_cursor() -> None:
    shown = table.table(("NAME", "COMMAND"), [("x", "\x1b[2J\n\u202e\x9b")])
    assert not set("\x1b\u202e\x9b") & set(shown)
    assert shown.count("\n") == 2


@pytest.mark.parametrize(
    ("seconds", "text"), [(-3, "0s"), (59, "59s"), (60, "1m"), (7300, "2h"), (1e6, "11d")]
)
def test_ages_are_short(seconds: float, text: str) -> None:
    assert table.age(seconds) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10m", 400 * 10**9),
        ("1970-01-01T00:00:01Z", 10**9),
        ("1970-01-01T01:00:01.000000007+01:00", 10**9 + 7),
        ("1970-01-01 00:00:02z", 2 * 10**9),
    ],
)
def test_moments_are_read(text: str, expected: int) -> None:
    assert moments.nanoseconds(text, 1000 * 10**9) == expected


@given(TEXT)
def test_any_text_is_a_moment_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert math.isfinite(moments.nanoseconds(text, 0))


@pytest.mark.parametrize("text", ["2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00", ""])
def test_other_moments_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is neither|is not a time that exists"):
        moments.nanoseconds(text, 0)


def test_a_listing_has_no_control_characters_in_names_or_values():
    assert table.listing([("label \x1b[2J", "a\x07b")]) == "label \ufffd[2J: a\ufffdb\n"
