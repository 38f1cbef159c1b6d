"""Texts of settings become values, or a few words say what was expected."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.config import values


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10s", 10),
        ("5m", 300),
        ("1h", 3600),
        ("30d", 2592000),
        ("1h30m", 5400),
        ("250ms", 0.25),
        ("0", 0),
    ],
)
def test_durations_are_read_as_seconds(text: str, seconds: float) -> None:
    assert values.duration(text) == seconds


@pytest.mark.parametrize("text", ["", "10", "s", "-1s", "1s ", "1 s", "1x", "1e3s", "٣s", "1s\n"])
def test_other_texts_are_no_durations(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        values.duration(text)


@pytest.mark.parametrize("text", ["", "10.88.0.0/13", "10.1.2.0/24"])
def test_ranges_are_read_as_they_are(text: str) -> None:
    assert values.address_pool(4, 24)(text) == text


@pytest.mark.parametrize(
    "text",
    ["10.88.0.1/13", "10.88.0.0", "10.88.0.0/25", "10.88.0.0/7", "fd00::/48", "x/8", "/", "1/٣"],
)
def test_other_texts_are_no_ranges(text: str) -> None:
    with pytest.raises(ValueError, match="is no range of IPv4 with a prefix of /8 to /24"):
        values.address_pool(4, 24)(text)


def test_ranges_of_ipv6_have_their_own_prefixes() -> None:
    assert values.address_pool(6, 64)("fd00:1::/48") == "fd00:1::/48"
    for text in ("fd00:1::/65", "fd00:1::1/48", "10.88.0.0/13"):
        with pytest.raises(ValueError, match="is no range of IPv6"):
            values.address_pool(6, 64)(text)


@pytest.mark.parametrize(
    ("text", "number"), [("16MiB", 16 << 20), ("4 GiB", 4 << 30), ("512", 512), ("0B", 0)]
)
def test_sizes_are_read_as_bytes(text: str, number: int) -> None:
    assert values.size(text) == number


@pytest.mark.parametrize("text", ["", "16MB", "MiB", "-1", "1.5GiB", "16mib", "1\n"])
def test_other_texts_are_no_sizes(text: str) -> None:
    with pytest.raises(ValueError, match="is not a size"):
        values.size(text)


@given(st.integers(0, 10**9))
def test_a_duration_survives_writing_and_reading(milliseconds: int) -> None:
    seconds = milliseconds / 1000
    assert values.duration(values.duration_text(seconds)) == pytest.approx(seconds)


@given(st.integers(0, 1 << 50))
def test_a_size_survives_writing_and_reading(number: int) -> None:
    assert values.size(values.size_text(number)) == number


@pytest.mark.parametrize("text", ["run/aurae", "", "/a/../b", "/a\0b"])
def test_paths_are_absolute_and_straight(text: str) -> None:
    with pytest.raises(ValueError, match="is not an absolute path"):
        values.absolute_path(text)


def test_a_socket_whose_path_the_kernel_could_not_take_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        values.socket_path("/" + "x" * 100)


@pytest.mark.parametrize("text", ["0.0.0.0:9000", "[::1]:9000", "node-1:0", ""])
def test_listen_addresses_are_taken(text: str) -> None:
    assert values.listen_address(text) == text


@pytest.mark.parametrize("text", ["9000", "host:", "host:66000", "::1:90x", "ho st:1", ":80"])
def test_other_listen_addresses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"host:port|port over"):
        values.listen_address(text)


@pytest.mark.parametrize("text", ["a,-b", "a b", "x" * 64, "a..b"])
def test_names_that_are_not_of_dns_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a DNS name"):
        values.dns_names(text)


def test_a_bounded_value_outside_names_its_bounds() -> None:
    bounded = values.between(values.duration, "1s", "1h")
    assert bounded("1h") == 3600
    with pytest.raises(ValueError, match="is not between 1s and 1h"):
        bounded("61m")


@pytest.mark.parametrize(
    "parse",
    [
        values.duration, values.size, values.count, values.absolute_path, values.socket_path,
        values.trust_domain, values.path_segment, values.group_name, values.dns_names,
        values.listen_address,
    ],
)  # fmt: skip
@given(text=st.text())
def test_whatever_comes_is_a_value_or_a_value_error(
    parse: Callable[[str], object], text: str
) -> None:
    with suppress(ValueError):
        parse(text)
