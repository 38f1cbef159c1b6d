"""Reading what the kernel has: whatever stands there, it is read or refused."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.networks.elements import Element
from aurae.networks.listing import Listing, flat, parse

things = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["nftables", "chain", "rule", "set", "map", "elem", "concat", "prefix", "name"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


def test_chains_have_their_rules_and_sets_their_elements():
    text = json.dumps(
        {
            "nftables": [
                {"metainfo": {"version": "1.0.6"}},
                {"chain": {"family": "inet", "name": "forward", "hook": "forward", "prio": 0}},
                {"rule": {"chain": "forward", "expr": [{"drop": None}]}},
                {"set": {"family": "inet", "name": "a", "elem": ["x", {"concat": ["y", "z"]}]}},
                {
                    "map": {
                        "family": "inet",
                        "name": "m",
                        "elem": [["k", {"goto": {"target": "c"}}]],
                    }
                },
            ]
        }
    )
    found = parse(text.encode())
    assert found.chains["forward"][1] == '[{"drop": null}]'
    assert found.elements == {
        Element("inet", "a", ("x",)),
        Element("inet", "a", ("y", "z")),
        Element("inet", "m", ("k",), ("goto c",)),
    }


def test_prefixes_and_elements_with_more_are_read():
    prefix = {"concat": ["b", {"prefix": {"addr": "10.0.0.0", "len": 24}}]}
    assert flat(prefix) == ("b", "10.0.0.0/24")
    assert flat({"elem": {"val": "x", "counter": {}}}) == ("x",)


@given(things)
def test_any_json_is_read_or_refused(thing: object):
    try:
        found = parse(json.dumps({"nftables": thing}).encode())
    except ValueError:
        return
    assert isinstance(found, Listing)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(text: bytes):
    with suppress(ValueError):
        assert isinstance(parse(text), Listing)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"null", b'{"nftables": 1}', b"[" * 100_000])
def test_what_is_no_listing_is_refused_or_empty(text: bytes):
    with suppress(ValueError):
        assert parse(text) == Listing()
