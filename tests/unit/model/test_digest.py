"""Digests: what is one, and what content has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.digest import algorithm, check_digest, digest_of, encoded
from aurae.model.refusal import BadValue

EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_digest_is_of_content():
    assert digest_of(b"") == EMPTY
    assert check_digest(EMPTY) == EMPTY
    assert (algorithm(EMPTY), encoded(EMPTY)) == tuple(EMPTY.split(":"))
    assert check_digest(digest_of(b"", "sha512:")).startswith("sha512:cf83e1357eef")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "'' does not begin with sha256: or sha512:"),
        ("sha256", "'sha256' does not begin with sha256: or sha512:"),
        ("md5:" + "0" * 32, "'md5:00000000000000000000000000000000' does not begin with"),
        ("SHA256:" + "0" * 64, "does not begin with sha256: or sha512:"),
        ("sha256:", "'sha256:' has not 64 of the digits 0-9 and a-f"),
        ("sha256:" + "0" * 63, "has not 64 of the digits"),
        ("sha256:" + "0" * 65, "has not 64 of the digits"),
        ("sha256:" + "0" * 64 + "\n", "has not 64 of the digits"),
        ("sha256:" + "A" * 64, "has not 64 of the digits"),
        ("sha256:" + "\u0660" * 64, "has not 64 of the digits"),
        ("sha256:../../../" + "0" * 55, "has not 64 of the digits"),
        ("sha512:" + "0" * 64, "has not 128 of the digits"),
    ],
)
def test_a_refusal_says_why(text: str, why: str):
    with pytest.raises(BadValue) as caught:
        check_digest(text)
    assert why in str(caught.value)


@given(st.text() | st.from_regex(r"sha(256|512):[0-9a-fA-F/.]{0,130}", fullmatch=True))
def test_any_text_is_a_digest_or_is_refused(text: str):
    try:
        found = check_digest(text)
    except BadValue:
        return
    assert found == text
    assert "/" not in found
    assert len(bytes.fromhex(encoded(found))) in (32, 64)
