"""A command line becomes words as in a shell, without a shell."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.command import LONGEST_LINE, SHOWN_BYTES, shown_argv, split_command
from aurae.model.refusal import BadValue

WORDS = st.lists(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1
)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("cat /etc/resolv.conf", ("cat", "/etc/resolv.conf")),
        ("  a\tb\nc ", ("a", "b", "c")),
        ("a 'b c' \"d e\"", ("a", "b c", "d e")),
        (r"a b\ c", ("a", "b c")),
        (r'"a\"b" "\x"', ('a"b', r"\x")),
        ("echo $HOME *.c ~ # no; comment | x", ("echo", "$HOME", "*.c", "~", "#", "no;", "comment", "|", "x")),
        ("a ''", ("a", "")),
    ],
)  # fmt: skip
def test_words_are_split_and_nothing_is_expanded(line, words):
    assert split_command(line) == words


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a 'b", "a quote is not closed"),
        ('a "b', "a quote is not closed"),
        ("a \\", "a backslash ends it"),
        ("", "is empty"),
        (" \t", "is empty"),
        ("a\0b", "has a NUL character"),
    ],
)
def test_a_line_that_is_no_command_says_why(line, why):
    with pytest.raises(BadValue) as caught:
        split_command(line)
    assert caught.value.why == why


@given(WORDS)
def test_quoted_words_come_back_as_they_were(words):
    assert split_command(shlex.join(words)) == tuple(words)


@given(st.text() | st.text("ab \t\r\n\v'\"\\#$é"))
def test_any_text_is_split_as_by_shlex_or_refused_with_it(text):
    try:
        expected = shlex.split(text)
    except ValueError:
        expected = []
    try:
        found = list(split_command(text))
    except BadValue:
        found = []
    assert found == (expected if "\0" not in text else [])


def test_a_line_has_a_greatest_length_in_bytes():
    longest = "é" * (LONGEST_LINE // 2) + "x"
    assert split_command(longest) == (longest,)
    with pytest.raises(BadValue, match="has 131072 bytes, at most 131071 are allowed: use argv"):
        split_command(longest + "x")


def test_a_short_command_line_is_kept_whole():
    assert shown_argv(["a", "b c"]) == ("a", "b c")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=3000), max_size=5))
def test_what_is_kept_of_a_command_line_is_bounded_and_valid(words):
    kept = shown_argv(words)
    assert sum(len(word.encode()) + 1 for word in kept) <= SHOWN_BYTES + 4
    if kept != tuple(words):
        assert kept[-1].endswith("…")
