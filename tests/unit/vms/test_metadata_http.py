"""Requests of guests: what is understood, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.vms.metadata_http import (
    JSON,
    LONGEST_BODY,
    Malformed,
    Request,
    Response,
    parse,
    render,
)

PIECES = st.sampled_from(
    [
        b"GET ",
        b"/",
        b"HTTP/1.1",
        b"\r\n",
        b"\n",
        b": ",
        b" ",
        b"Host",
        b"Content-Length",
        b"7",
        b"http://",
    ]
)


def test_a_request_is_read():
    head = b"PUT /latest/api/token?x HTTP/1.1\r\nHost: a\r\nX-Metadata-Token-TTL-Seconds:  60 \r\nA: b\r\nA: c"
    assert parse(head) == Request(
        "PUT",
        "/latest/api/token",
        {"host": "a", "x-metadata-token-ttl-seconds": "60", "a": "b, c"},
    )


def test_the_host_may_be_in_the_target():
    assert parse(b"GET http://169.254.169.254 HTTP/1.1").path == "/"
    assert parse(b"GET HTTP://169.254.169.254/a HTTP/1.1").path == "/a"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"GET / HTTP/2.0",
        b"GET  / HTTP/1.1",
        b"GET / HTTP/1.1 ",
        b"GET a HTTP/1.1",
        b"G(T / HTTP/1.1",
        b"GET /\x80 HTTP/1.1",
        b"GET / HTTP/1.1\r\nA : b",
        b"GET / HTTP/1.1\r\nA: b\r\n c",
        b"GET / HTTP/1.1\r\nA: b\nC: d",
        b"GET / HTTP/1.1\r\nA: \x00",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
        b"GET / HTTP/1.1\r\nContent-Length: -1",
        b"GET / HTTP/1.1\r\nContent-Length: %d" % (LONGEST_BODY + 1),
        b"GET / HTTP/1.1\r\nContent-Length: " + b"9" * 5000,
    ],
)
def test_what_is_not_plainly_right_is_refused(head: bytes):
    with pytest.raises(Malformed):
        parse(head)


@pytest.mark.parametrize(
    ("head", "is_last"),
    [
        (b"GET / HTTP/1.1", False),
        (b"GET / HTTP/1.1\r\nConnection: Close", True),
        (b"GET / HTTP/1.0", True),
        (b"GET / HTTP/1.0\r\nConnection: keep-alive", False),
    ],
)
def test_a_connection_stays_as_its_version_says(head: bytes, is_last: bool):
    assert parse(head).is_last is is_last


@pytest.mark.parametrize(
    ("accept", "wants"),
    [
        ("", False),
        ("*/*", False),
        ("text/plain", False),
        (JSON, True),
        ("Application/JSON; charset=utf-8", True),
        (f"text/plain, {JSON}", False),
        (f"text/plain;q=0, {JSON}", True),
        ("image/png", False),
    ],
)
def test_json_is_answered_where_it_is_asked_for(accept: str, wants: bool):
    assert Request("GET", "/", {"accept": accept}).wants_json is wants


def test_a_response_says_how_long_it_is():
    said = render(Response(200, "ä", fields={"Allow": "GET"}), is_last=True)
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0] == b"HTTP/1.1 200 OK"
    assert {b"Content-Length: 2", b"Allow: GET", b"Connection: close"} <= set(head.split(b"\r\n"))
    assert body == "ä".encode()


@given(st.binary(max_size=200) | st.lists(PIECES, max_size=12).map(b"".join))
def test_any_bytes_are_a_request_or_are_refused(head: bytes):
    try:
        found = parse(head)
    except Malformed:
        return
    assert found.path.startswith("/")
    assert 0 <= found.body <= LONGEST_BODY
