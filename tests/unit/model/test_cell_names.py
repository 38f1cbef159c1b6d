"""Names of cells: which are allowed, and that nothing else ever becomes a folder."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.bad_field import BadField
from aurae.model.cell_names import (
    COMPONENT_PATTERN,
    MOST_LEVELS,
    ancestors,
    check_path,
    components,
    is_component,
    is_within,
    parent,
)

COMPONENT = st.text("aZ09-", min_size=1, max_size=63).filter(
    lambda text: text[0] != "-" and text[-1] != "-"
)
PATH = st.lists(COMPONENT, min_size=1, max_size=MOST_LEVELS).map("/".join)


@pytest.mark.parametrize("name", ["a", "A-9", "0", "a" * 63, "a/b", "a--b/c", "/".join("a" * 32)])
def test_components_of_letters_digits_and_inner_hyphens_make_a_name(name):
    assert check_path(name) == name


@pytest.mark.parametrize("name", ["/a/b", "a/b/", "//a/b//"])
def test_slashes_around_a_name_are_taken_off(name):
    assert check_path(name) == "a/b"


@pytest.mark.parametrize(
    "name",
    [
        *("/", "//", "a//b", ".", "..", "../a", "a/../b", "a/..", "a.b", "cgroup.procs"),
        *("_", "_1", "a_b", "a/_1", "-a", "a-", "a/-", "a b", " a", "a ", "a\n", "a/b\n", "\n"),
        *("a\0", "a" * 64, "a/" + "b" * 64, "\u00e9", "\uff41", "\u0430", "\u06f1", "\u0131"),
        *("a\u200b", "a\u0301", "\u2024\u2024", "a\u2215b", "a\\b", "~", "*", "$(id)"),
    ],
)
def test_everything_else_is_refused_with_upstreams_text(name):
    with pytest.raises(BadField) as refused:
        check_path(name)
    assert str(refused.value) == (
        "Field = cell.name;  Regex = ^(?=.{1,63}$)(?![-])[a-zA-Z0-9-]+(?<![-])$"
    )


def test_an_empty_name_is_required():
    with pytest.raises(BadField, match=r"^Field = cell_name; Required$"):
        check_path("", "cell_name")


def test_more_levels_than_the_most_are_refused():
    with pytest.raises(BadField, match=r"^Field = cell.name; Maximum = 32 levels$"):
        check_path("/".join("a" * 33))


def test_a_huge_name_is_refused_at_once():
    with pytest.raises(BadField):
        check_path("a/" * 2_000_000 + "a")


@given(PATH)
def test_every_path_of_components_is_a_name(path):
    assert check_path(path) == path
    assert "/".join(components(path)) == path
    assert [*ancestors(path), path][-2 if parent(path) else -1] == (parent(path) or path)
    assert all(is_within(path, above) for above in ["", *ancestors(path), path])
    assert not is_within(path, f"{path}x")


@given(st.text() | st.text("aZ09-_./\n\0", max_size=80))
def test_what_is_accepted_is_safe_as_a_path(text):
    try:
        path = check_path(text)
    except BadField:
        return
    assert re.fullmatch(r"[a-zA-Z0-9/-]+", path, re.ASCII)
    assert all(is_component(part) and len(part) <= 63 for part in path.split("/"))


@given(st.text("aZ9-_.\n", max_size=70))
def test_our_rule_of_a_component_is_upstreams(text):
    upstream = re.match(COMPONENT_PATTERN, text) is not None and not text.endswith("\n")
    assert is_component(text) == upstream
