"""Documents of metadata: what is taken, how they change, what is at a path."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.metadata import DEEPEST, LARGEST, Absent, NoText, as_text, find, merge, parse
from aurae.model.refusal import BadValue

DOCUMENT = parse(
    '{"meta-data": {"id": "i-1", "n": 7, "tags": ["x", {"y": "z"}]}, "user data": "u"}'
)
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
OBJECTS = st.dictionaries(st.text(max_size=5), VALUES, max_size=4)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]", "must be a JSON object"),
        ("{", "must be JSON"),
        ('{"a": NaN}', "NaN is none"),
        ('{"a": "\\ud800"}', "half a character"),
        ("[" * 100_000, "levels deep"),
        ('{"a": ' + "[" * DEEPEST + "]" * DEEPEST + "}", "levels deep"),
        ('{"a": ' + "9" * 5000 + "}", "must be JSON"),
        (json.dumps({"a": "x" * LARGEST}), "must have at most"),
    ],
)
def test_what_is_no_document_is_refused(text: str, why: str):
    with pytest.raises(BadValue, match=why):
        parse(text)


def test_nothing_is_an_empty_document():
    assert parse("") == {}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", "meta-data/\nuser data"),
        ("/meta-data", "id\nn\ntags"),
        ("//meta-data///id/", "i-1"),
        ("/latest/meta-data/id", "i-1"),
        ("/latest", "meta-data/\nuser data"),
        ("/user%20data", "u"),
        ("/meta-data/tags/0", "x"),
        ("/meta-data/tags/1/y", "z"),
    ],
)
def test_a_path_leads_to_a_text_or_to_keys(path: str, found: str):
    assert as_text(find(DOCUMENT, path)) == found


@pytest.mark.parametrize(
    "path", ["/x", "/meta-data/tags/2", "/meta-data/tags/00", "/meta-data/id/x", "/latest/x"]
)
def test_what_is_not_there_is_not_found(path: str):
    with pytest.raises(Absent):
        find(DOCUMENT, path)


@pytest.mark.parametrize("path", ["/meta-data/n", "/meta-data/tags"])
def test_a_number_or_a_list_is_no_text(path: str):
    with pytest.raises(NoText):
        as_text(find(DOCUMENT, path))


def test_a_key_of_the_document_comes_before_the_prefix():
    assert find(parse('{"latest": {"a": "1"}, "a": "2"}'), "/latest/a") == "1"


def test_a_patch_changes_adds_and_removes():
    document = '{"a": {"b": "c", "d": "e"}, "f": [1]}'
    assert merge(document, '{"a": {"b": null, "x": {"y": null}}, "f": 2}') == (
        '{"a":{"d":"e","x":{}},"f":2}'
    )


def test_a_patch_that_makes_it_too_big_is_refused():
    half = json.dumps({"a": "x" * (LARGEST // 2)})
    with pytest.raises(BadValue):
        merge(half, json.dumps({"b": "x" * (LARGEST // 2)}))


@given(OBJECTS, OBJECTS)
def test_a_patch_of_a_patched_document_changes_nothing_more(document: object, patch: object):
    once = merge(json.dumps(document), json.dumps(patch))
    assert merge(once, json.dumps(patch)) == once


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_and_any_path_are_taken_or_refused(text: str, path: str):
    try:
        document = parse(text)
    except BadValue:
        document = DOCUMENT
    try:
        find(document, path)
    except Absent:
        return
