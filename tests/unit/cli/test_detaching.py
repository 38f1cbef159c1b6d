"""Keys that detach are found wherever pieces of what is typed begin and end."""

import argparse
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.cli.detaching import DEFAULT, Detaching, keys


@given(st.binary(max_size=40), st.lists(st.integers(0, 45), max_size=6))
def test_what_is_typed_before_the_keys_is_passed_on_and_they_are_not(before, cuts):
    before = before.replace(bytes(DEFAULT), b"")
    typed = before + bytes(DEFAULT) + b"later"
    places = sorted({min(cut, len(typed)) for cut in cuts} | {0, len(typed)})
    watch, passed = Detaching(DEFAULT), b""
    for start, end in itertools.pairwise(places):
        passed += watch.take(typed[start:end])
        if watch.done:
            break
    assert watch.done
    assert passed == typed[: typed.index(bytes(DEFAULT))]


def test_half_the_keys_are_passed_on_with_what_follows():
    watch = Detaching(DEFAULT)
    assert watch.take(b"a\x10") == b"a"
    assert watch.take(b"b") == b"\x10b"
    assert not watch.done


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("ctrl-p,ctrl-q", b"\x10\x11"), ("ctrl-a,d", b"\x01d"), ("ctrl-]", b"\x1d"), ("q", b"q")],
)
def test_keys_are_read_as_people_write_them(text, wanted):
    found = keys(text)
    assert (bytes(found), str(found)) == (wanted, text)


@pytest.mark.parametrize("text", ["", "ctrl-", "ctrl-P,", "ctrl-pp", "é", "\x01", "f1"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="is not a key"):
        keys(text)
