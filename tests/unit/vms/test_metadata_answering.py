"""What guests are answered, and for how long tokens are good."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.metadata import parse
from aurae.model.vm import MetadataVersion
from aurae.vms.metadata_answering import EC2_TOKEN, EC2_TTL, TOKEN, TTL, answer
from aurae.vms.metadata_http import JSON, Request
from aurae.vms.metadata_tokens import Tokens

V1, V2 = MetadataVersion.V1, MetadataVersion.V2
TOKEN_PATH = "/latest/api/token"
DOCUMENT = parse('{"a": {"b": "c", "d": {}}, "n": 7}')


class Clock:
    """Time that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> Tokens:
    return Tokens(clock)


def status(tokens: Tokens, method: str, path: str, version: MetadataVersion, **fields: str) -> int:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return answer(Request(method, path, named), DOCUMENT, version, tokens).status


def test_version_1_answers_without_a_token(tokens: Tokens):
    found = answer(Request("GET", "/a"), DOCUMENT, V1, tokens)
    assert (found.status, found.body, found.kind) == (200, "b\nd/", "text/plain")
    found = answer(Request("GET", "/latest/a", {"accept": JSON}), DOCUMENT, V1, tokens)
    assert (found.status, json.loads(found.body), found.kind) == (200, DOCUMENT["a"], JSON)
    assert status(tokens, "GET", "/a", V1, x_metadata_token="nonsense") == 200


def test_version_2_answers_with_a_token_only(tokens: Tokens):
    given = answer(Request("PUT", TOKEN_PATH, {TTL: "60"}), DOCUMENT, V2, tokens)
    assert (given.status, given.fields) == (200, {"X-metadata-token-ttl-seconds": "60"})
    assert answer(Request("GET", "/a/b", {TOKEN: given.body}), DOCUMENT, V2, tokens).body == "c"
    assert status(tokens, "GET", "/a/b", V2) == 401
    assert status(tokens, "GET", "/a/b", V2, x_metadata_token="AAAA") == 401
    assert status(tokens, "GET", "/x", V2, x_metadata_token=given.body) == 404


def test_names_of_headers_that_ec2_has_are_known(tokens: Tokens):
    given = answer(Request("PUT", TOKEN_PATH, {EC2_TTL: "60"}), DOCUMENT, V2, tokens)
    assert (
        answer(Request("GET", "/n", {EC2_TOKEN: given.body}), DOCUMENT, V2, tokens).status == 501
    )


@pytest.mark.parametrize("version", [V1, V2])
@pytest.mark.parametrize(
    "seconds", ["0", "21601", "-1", "1.5", "x", "\N{SUPERSCRIPT TWO}", "9" * 500]
)
def test_no_token_is_good_for_no_time_or_for_ever(
    tokens: Tokens, version: MetadataVersion, seconds: str
):
    assert status(tokens, "PUT", TOKEN_PATH, version, **{TTL: seconds}) == 400


def test_no_token_is_given_without_a_time_or_through_a_proxy_or_elsewhere(tokens: Tokens):
    assert status(tokens, "PUT", TOKEN_PATH, V2) == 400
    assert (
        status(tokens, "PUT", TOKEN_PATH, V2, **{TTL: "60", "x-forwarded-for": "1.2.3.4"}) == 400
    )
    assert status(tokens, "PUT", "/a", V2, **{TTL: "60"}) == 404
    assert status(tokens, "PUT", "//latest/api//token/", V2, **{TTL: "1"}) == 200
    assert status(tokens, "PUT", TOKEN_PATH, V2, **{TTL: "21600"}) == 200


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "HEAD", "get"])
def test_other_methods_are_refused_with_those_that_are_not(tokens: Tokens, method: str):
    found = answer(Request(method, "/"), DOCUMENT, V1, tokens)
    assert (found.status, found.fields) == (405, {"Allow": "GET, PUT"})


def test_what_is_no_text_is_answered_as_json_only(tokens: Tokens):
    assert status(tokens, "GET", "/n", V1) == 501
    assert answer(Request("GET", "/n", {"accept": JSON}), DOCUMENT, V1, tokens).body == "7"


def test_a_token_ends(tokens: Tokens, clock: Clock):
    token = tokens.issue(60)
    clock.now += 59.9
    assert tokens.is_good(token)
    clock.now += 0.2
    assert not tokens.is_good(token)


def test_a_token_is_good_for_one_machine(tokens: Tokens, clock: Clock):
    assert not Tokens(clock).is_good(tokens.issue(60))


def test_a_token_that_was_changed_is_none(tokens: Tokens):
    said = base64.urlsafe_b64decode(tokens.issue(60))
    longer = bytes([said[0] | 1]) + said[1:]
    assert not tokens.is_good(base64.urlsafe_b64encode(longer).decode())


@given(
    st.text(max_size=100)
    | st.binary(max_size=60).map(lambda some: base64.b64encode(some).decode())
)
def test_any_other_text_is_no_token(text: str):
    assert not Tokens(Clock()).is_good(text)
