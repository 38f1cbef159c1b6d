"""What registries say in headers: challenges, times to return, URLs; and which proxy is used."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.registry import urls
from aurae.registry.answers import told
from aurae.registry.challenges import Challenge, parse
from aurae.registry.failures import RegistryFailed
from aurae.registry.proxies import proxy_for
from aurae.registry.retrying import asked_for, pause
from tests.support.registry_client import settings

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        (['Bearer realm="https://a/t",service="s"'], [("bearer", {"realm": "https://a/t", "service": "s"})]),
        (["BASIC"], [("basic", {})]),
        (["Basic realm=x, Bearer Realm = y"], [("basic", {"realm": "x"}), ("bearer", {"realm": "y"})]),
        (["Basic", "Bearer a=b"], [("basic", {}), ("bearer", {"a": "b"})]),
        (['Bearer a="b\\"c, d=\\\\e"'], [("bearer", {"a": 'b"c, d=\\e'})]),
        (["Negotiate YWJj==, Basic a=b"], [("negotiate", {}), ("basic", {"a": "b"})]),
        (["Bearer a=b,, ,c=d"], [("bearer", {"a": "b", "c": "d"})]),
        (["Bearer a=b, a=c"], [("bearer", {"a": "b"})]),
        ([""], []),
        (["="], []),
        ([], []),
        (['Bearer a="b'], [("bearer", {})]),
    ],
)  # fmt: skip
def test_challenges_are_read(headers: list[str], found: list[tuple[str, dict[str, str]]]):
    assert parse(headers) == [Challenge(*one) for one in found]


_NAME = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)


@given(
    st.lists(
        st.tuples(_NAME, st.dictionaries(_NAME, st.text(max_size=12), min_size=1, max_size=3)),
        max_size=3,
    )
)
def test_challenges_that_are_written_are_read(given: list[tuple[str, dict[str, str]]]):
    def quoted(value: str) -> str:
        return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'

    headers = [
        f"{scheme} " + ", ".join(f"{name}={quoted(value)}" for name, value in words.items())
        for scheme, words in given
    ]
    assert parse(headers) == [Challenge(*one) for one in given]


@given(st.lists(st.text('Ba=", \\\t;x', max_size=40) | st.text(max_size=40), max_size=3))
def test_any_header_is_read_or_not(headers: list[str]):
    for scheme, parameters in parse(headers):
        assert scheme == scheme.lower()
        assert all(parameters)


def test_a_header_that_is_meant_to_take_long_takes_no_time():
    for header in ('Bearer a="' + "\\" * 20_000, "a " * 10_000, "a=" * 10_000, ", " * 10_000):
        assert len(parse([header])) <= 8192


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7),
        (" 0 ", 0),
        ("Fri, 02 Jan 2026 03:04:15 GMT", 10),
        ("Fri, 02 Jan 2026 03:04:15 -0000", 10),
        ("Fri, 02 Jan 2025 03:04:15 GMT", 0),
        ("", None),
        ("-7", None),
        ("soon", None),
        ("\u0667", None),
        ("9" * 400, 999_999_999),
    ],
)
def test_a_time_to_return_is_read(text: str, seconds: float | None):
    assert asked_for(text, NOW) == seconds


@given(
    st.text(max_size=40) | st.from_regex(r"\w{3}, \d{1,9} \w{3} \d{1,9} [\d:]{1,9} [+-]?\w{1,9}")
)
def test_any_time_to_return_is_seconds_or_nothing(text: str):
    found = asked_for(text, NOW)
    assert found is None or found >= 0


def test_pauses_grow_and_have_a_limit():
    patience = settings(first_pause=1.0, longest_pause=10.0)
    for attempt, most in ((1, 1), (2, 2), (3, 4), (5, 10), (1000, 10)):
        assert most / 2 <= pause(patience, attempt, None) <= most
    assert 7 <= pause(patience, 1, 7.0) <= 8


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/x", "https://a.io/x"),
        ("y?z=%2F", "https://a.io/v2/y?z=%2F"),
        ("//b.io/x", "https://b.io/x"),
        ("https://b.io:8443/x#y", "https://b.io:8443/x"),
        ("https://[::1]/", "https://[::1]/"),
    ],
)
def test_a_redirect_is_relative_to_where_it_stands(location: str, target: str):
    assert urls.follow("https://a.io/v2/q", location) == target


def test_an_origin_is_scheme_host_and_port():
    assert urls.origin("HTTPS://A.io/x") == urls.Origin("https", "a.io", 443)
    assert urls.origin("http://[::1]:80/") == urls.Origin("http", "::1", 80)
    assert [urls.is_loopback(host) for host in ("localhost", "127.9.9.9", "::1")] == [True] * 3
    assert not any(
        urls.is_loopback(host) for host in ("localhost.io", "128.0.0.1", "127.0.0.1.io")
    )
    assert urls.shown("https://a.io/x?signature=secret") == "https://a.io/x"


@given(st.text(max_size=40) | st.from_regex(r"https?://[\w.@:\[\]/?#%-]{0,30}"))
def test_any_url_has_an_origin_or_is_refused(text: str):
    try:
        found = urls.origin(text)
    except RegistryFailed:
        return
    assert found.scheme in ("http", "https")
    assert found.host
    assert 0 < found.port < 65_536


@given(st.text(max_size=40) | st.text("/:.?#[]@%a1 \n", max_size=20))
def test_any_redirect_from_https_stays_with_it_or_is_refused(location: str):
    try:
        target = urls.follow("https://a.io/v2/q", location)
    except RegistryFailed:
        return
    assert urls.origin(target).scheme == "https"


@pytest.mark.parametrize(
    ("url", "environment", "proxy"),
    [
        ("http://a.io", {}, None),
        ("http://a.io", {"http_proxy": "http://p:1"}, "http://p:1"),
        ("http://a.io", {"HTTP_PROXY": "p:1"}, "http://p:1"),
        ("http://a.io", {"http_proxy": "http://p", "HTTP_PROXY": "http://q"}, "http://p"),
        ("https://a.io", {"http_proxy": "http://p"}, None),
        ("https://a.io", {"HTTPS_PROXY": "http://p"}, "http://p"),
        ("https://127.0.0.1", {"https_proxy": "http://p"}, None),
        ("https://localhost", {"https_proxy": "http://p"}, None),
        ("https://[::1]:5000", {"https_proxy": "http://p"}, None),
        ("https://a.io", {"https_proxy": "http://p", "no_proxy": "b.io, a.io"}, None),
        ("https://x.a.io", {"https_proxy": "http://p", "NO_PROXY": "a.io"}, None),
        ("https://xa.io", {"https_proxy": "http://p", "NO_PROXY": "a.io"}, "http://p"),
        ("https://a.io", {"https_proxy": "http://p", "NO_PROXY": ".a.io"}, "http://p"),
        ("https://x.a.io", {"https_proxy": "http://p", "NO_PROXY": "*.a.io"}, None),
        ("https://a.io:5000", {"https_proxy": "http://p", "NO_PROXY": "a.io:5000"}, None),
        ("https://a.io", {"https_proxy": "http://p", "NO_PROXY": "a.io:5000"}, "http://p"),
        ("https://10.1.2.3", {"https_proxy": "http://p", "NO_PROXY": "10.0.0.0/8"}, None),
        ("https://11.1.2.3", {"https_proxy": "http://p", "NO_PROXY": "10.0.0.0/8"}, "http://p"),
        ("https://[fd00::1]", {"https_proxy": "http://p", "NO_PROXY": "fd00::1"}, None),
        ("https://[fd00::1]", {"https_proxy": "http://p", "NO_PROXY": "[fd00::1]:443"}, None),
        ("https://a.io", {"https_proxy": "http://p", "NO_PROXY": "*"}, None),
        ("https://a.io", {"https_proxy": "http://p", "NO_PROXY": ",,/,x/y"}, "http://p"),
    ],
)
def test_the_environment_names_the_proxy(url: str, environment: dict[str, str], proxy: str | None):
    assert proxy_for(urls.origin(url), environment) == proxy


@pytest.mark.parametrize(
    "proxy", ["https://p", "socks5://p", "http://", "http://p:x", "http://p:0"]
)
def test_a_proxy_that_cannot_be_used_is_named_by_its_variable(proxy: str):
    with pytest.raises(RegistryFailed, match="HTTPS_PROXY holds no URL of a proxy"):
        proxy_for(urls.origin("https://a.io"), {"https_proxy": proxy})


@given(st.text(max_size=20), st.text(",.*:/[]a1", max_size=20))
def test_any_exception_is_understood(host: str, exceptions: str):
    target = urls.Origin("https", host, 443)
    assert proxy_for(target, {"https_proxy": "http://p", "no_proxy": exceptions}) in (
        None,
        "http://p",
    )


@given(st.binary(max_size=60) | st.text().map(str.encode))
def test_any_error_is_told_in_one_printable_line(body: bytes):
    assert told(body).isprintable()
    assert len(told(body)) <= 300
