"""A specification is refused with the path of the field that is wrong."""

from dataclasses import replace

import pytest

from aurae.model.refusal import BadValue
from aurae.model.validation import LONGEST_WORD, MOST_WORDS, STDIN_LIMIT, check_spec
from aurae.model.validation import signal_number as number
from aurae.model.workload import Executable, WorkloadSpec

GOOD = Executable(("cat", "x"), env={"A": "b"}, working_directory="/tmp", stop_timeout=3600.0)


def check(**changes):
    return check_spec(WorkloadSpec("web", replace(GOOD, **changes)))


def test_a_good_specification_passes():
    assert check().executable == GOOD
    assert check_spec(WorkloadSpec("", GOOD)).name == ""


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"argv": ()}, "executable.argv", "is empty"),
        ({"argv": ("",)}, "executable.argv[0]", "is empty"),
        ({"argv": ("a", "b\0")}, "executable.argv[1]", "NUL"),
        ({"argv": ("a", "b" * (LONGEST_WORD + 1))}, "executable.argv[1]", "the kernel takes"),
        ({"argv": ("x" * 100_000,) * 63}, "executable.argv", "the kernel takes"),
        ({"argv": ("a",) * (MOST_WORDS + 1)}, "executable.argv", "131073 entries, at most 131072"),
        ({"env": {str(n): "" for n in range(MOST_WORDS + 1)}}, "executable.env", "at most 131072"),
        ({"env": {"": "x"}}, "executable.env", "not the name"),
        ({"env": {"A=B": "x"}}, "executable.env", "not the name"),
        ({"env": {"A\0": "x"}}, "executable.env", "not the name"),
        ({"env": {"A": "\0"}}, "executable.env['A']", "NUL"),
        ({"env": {"A": "x" * LONGEST_WORD}}, "executable.env['A']", "the kernel takes"),
        ({"working_directory": "tmp"}, "executable.working_directory", "absolute"),
        ({"working_directory": "/\0"}, "executable.working_directory", "NUL"),
        ({"working_directory": "/" * 5000}, "executable.working_directory", "longer"),
        ({"user": "a\0"}, "executable.user", "NUL"),
        ({"group": "a" * 256}, "executable.group", "longer"),
        ({"stdin": b"x" * (STDIN_LIMIT + 1)}, "executable.stdin", "at most"),
        ({"stdin": b"x", "terminal": True}, "executable.stdin", "excludes terminal"),
        ({"stdin_open": True, "terminal": True}, "executable.stdin_open", "excludes terminal"),
        ({"stdin_open": True, "stdin": b""}, "executable.stdin_open", "excludes stdin"),
        ({"stdin_open": True, "stdin_file": "/x"}, "executable.stdin_open", "excludes stdin_file"),
        ({"stop_timeout": -0.1}, "executable.stop_timeout", "between 0 s and 1 h"),
        ({"stop_timeout": 3600.5}, "executable.stop_timeout", "between 0 s and 1 h"),
        ({"stop_timeout": float("nan")}, "executable.stop_timeout", "between 0 s and 1 h"),
    ],
)
def test_a_bad_field_is_named(changes, field, why):
    with pytest.raises(BadValue) as caught:
        check(**changes)
    assert caught.value.field == field
    assert why in caught.value.why


def test_a_bad_name_is_named():
    with pytest.raises(BadValue) as caught:
        check_spec(WorkloadSpec("a b", GOOD))
    assert caught.value.field == "name"


def test_three_megabytes_of_arguments_pass():
    check(argv=("a", *["x" * 100_000] * 30))


def test_sizes_are_counted_in_bytes():
    with pytest.raises(BadValue):
        check(argv=("a", "€" * (LONGEST_WORD // 3 + 1)))


@pytest.mark.parametrize(
    ("name", "value"), [("", 15), ("SIGINT", 2), ("KILL", 9), ("SIGUSR1", 10)]
)
def test_signals_are_known_by_name(name, value):
    assert number(name) == value


@pytest.mark.parametrize("name", ["SIGNOPE", "9", "sigterm", "SIGSTOP", "CONT", "SIGSIGTERM"])
def test_a_signal_that_ends_nothing_is_refused(name):
    with pytest.raises(BadValue):
        number(name)
