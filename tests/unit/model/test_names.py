"""Names: which are allowed, and how one is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.names import (
    LONGEST,
    check_executable_name,
    check_name,
    full_name,
    made_up_name,
    shown_name,
    split_name,
)
from aurae.model.refusal import BadValue


@pytest.mark.parametrize("name", ["a", "Web-1", "0.x_y", "a" * 63])
def test_letters_digits_and_three_signs_make_a_name(name):
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "-a", ".a", "_a", "a b", "a/b", "a\n", "é", "a" * 64, "a\0", "\u06f1"]
)
def test_everything_else_is_refused(name):
    with pytest.raises(BadValue):
        check_name(name)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("/bin/cat", "cat-17"),
        ("sh", "sh-17"),
        ("./my tool!", "my-tool-17"),
        ("/", "workload-17"),
        ("...", "workload-17"),
        ("/opt/-x", "x-17"),
        ("ü", "workload-17"),
    ],
)
def test_a_name_is_made_of_the_base_name_and_the_id(command, name):
    assert made_up_name(command, 17) == name


@given(st.text(), st.integers(min_value=1, max_value=2**63 - 1))
def test_every_made_up_name_is_a_name(command, ident):
    name = made_up_name(command, ident)
    assert check_name(name) == name
    assert len(name) <= LONGEST
    assert name.endswith(f"-{ident}")
    assert made_up_name(command, ident, 2) not in (name, made_up_name(command, ident, 3))


@pytest.mark.parametrize("name", ["web", "my app!", "é", "-x", ".", "a" * 255])
def test_an_executable_may_have_any_printable_name(name):
    assert check_executable_name(name) == name


@pytest.mark.parametrize("name", ["", "a/b", "a\n", "a\0", "\x1b[2J", "a" * 256, "a\u202eb"])
def test_an_executable_may_have_no_other_name(name):
    with pytest.raises(BadValue):
        check_executable_name(name)


@pytest.mark.parametrize(
    ("text", "cell", "name"),
    [("web", "/", "web"), ("a/web", "a", "web"), ("a/b-c/my app", "a/b-c", "my app")],
)
def test_a_name_may_have_its_cell_before_it(text, cell, name):
    assert split_name(text) == (cell, name)
    assert full_name(cell, name) == text
    assert shown_name(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "/", "/web", "a/", "//web", "a//web", "/a/web", "../web", "a/../web", "_1/web", "a b/c",
     "a\n/web", "a/web\n", "é/web", "-a/web", "a" * 64 + "/web", "a/" * 33 + "web", "my app"],
)  # fmt: skip
def test_what_names_no_workload_in_any_cell_is_refused(text):
    with pytest.raises(BadValue):
        split_name(text)
    assert shown_name(text) == (repr(text[:63]) if text else "a workload")
