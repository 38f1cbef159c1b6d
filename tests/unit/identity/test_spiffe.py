"""SPIFFE IDs: what is one, and all that is not."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.identity.spiffe import InvalidSpiffeId, SpiffeId, node_id, user_id

GOOD = [
    "spiffe://example.org",
    "spiffe://example.org/a",
    "spiffe://example.org/a/b/c",
    "spiffe://example.org/A-Z_0.9",
    "spiffe://example.org/...",
    "spiffe://10.0.0.1/a",
    "spiffe://a_b-c.d/x",
    "spiffe://" + "a" * 255,
    "spiffe://e/" + "a" * (2048 - 11),
]
BAD = [
    "",
    "spiffe:",
    "spiffe://",
    "spiffe:///a",
    "https://example.org/a",
    "SPIFFE://example.org/a",
    "spiffe://Example.org/a",
    "spiffe://example.org/",
    "spiffe://example.org/a/",
    "spiffe://example.org//a",
    "spiffe://example.org/./a",
    "spiffe://example.org/a/..",
    "spiffe://example.org/a\n",
    "spiffe://example.org\n",
    "spiffe://example.org/a b",
    "spiffe://example.org/%61",
    "spiffe://example.org:443/a",
    "spiffe://user@example.org/a",
    "spiffe://example.org/a?b",
    "spiffe://example.org/a#b",
    "spiffe://[::1]/a",
    "spiffe://\u212aube/a",
    "spiffe://example.org/\u0430",
    "spiffe://example.org/a\0",
    "spiffe://" + "a" * 256,
    "spiffe://e/" + "a" * (2048 - 10),
    " spiffe://example.org/a",
]


@pytest.mark.parametrize("text", GOOD)
def test_a_valid_id_is_read_and_written_back_unchanged(text: str) -> None:
    assert str(SpiffeId.parse(text)) == text


@pytest.mark.parametrize("text", BAD)
def test_an_invalid_id_is_refused(text: str) -> None:
    with pytest.raises(InvalidSpiffeId):
        SpiffeId.parse(text)


REFERENCE = re.compile(
    r"\Aspiffe://[a-z0-9._-]{1,255}(/(?!\.{1,2}(/|\Z))[A-Za-z0-9._-]+)*\Z", re.ASCII
)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="ab./-_A\n%:@é").map(lambda rest: "spiffe://" + rest),
        st.from_regex(REFERENCE),
    )
)
@example("spiffe://a/b\n")
def test_the_parser_agrees_with_the_grammar(text: str) -> None:
    try:
        parsed = SpiffeId.parse(text)
    except InvalidSpiffeId:
        assert not REFERENCE.match(text) or len(text) > 2048
    else:
        assert REFERENCE.match(text)
        assert str(parsed) == text


def test_an_id_cannot_be_made_of_parts_that_no_text_holds() -> None:
    with pytest.raises(InvalidSpiffeId):
        user_id("aurae.local", "n", "domain\\user")
    with pytest.raises(InvalidSpiffeId):
        node_id("aurae.local", "a/b")
    with pytest.raises(InvalidSpiffeId):
        node_id("Aurae.local", "a")


def test_a_local_user_is_told_by_the_path_alone() -> None:
    assert user_id("td", "n", "bob").local_user() == ("n", "bob")
    assert node_id("td", "n").local_user() is None
    assert SpiffeId.parse("spiffe://td/host/n/user/bob/x").local_user() is None
    assert user_id("td", "n", "bob").path == "/host/n/user/bob"
