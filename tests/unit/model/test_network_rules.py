"""What may be asked of networks, and that every refusal names its field."""

import contextlib
from dataclasses import replace
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.network import Attachment, NetworkSpec, Protocol, PublishedPort, Rates
from aurae.model.network_rules import (
    MOST_ALIASES,
    MOST_ATTACHMENTS,
    MOST_PORTS,
    address,
    check_attachments,
    check_network,
    check_ports,
    mac,
    subnet,
)
from aurae.model.refusal import BadValue


def refused(check, *arguments) -> str:
    """Return the field of the refusal that must come."""
    with pytest.raises(BadValue) as caught:
        check(*arguments)
    return caught.value.field


@pytest.mark.parametrize(
    "spec",
    [
        NetworkSpec("a"),
        NetworkSpec("default", mtu=1280),
        NetworkSpec("back-end", ("10.0.0.0/8", "fd00::/32"), labels={"team": "shop"}),
        NetworkSpec("a" * 63, ("192.168.7.4/30",), ipv6=False, mtu=576),
        NetworkSpec("A9", ("2001:db8::/126",), mtu=65_535),
    ],
)
def test_a_network_may_be_asked_for_like_this(spec):
    check_network(spec)


@pytest.mark.parametrize(
    "name",
    ["", "-a", "a-", "a.b", "a/b", "..", "a b", "é", "a\n", "a" * 64, "host", "none", "own"],
)
def test_a_name_that_is_none_is_refused(name):
    assert refused(check_network, NetworkSpec(name)) == "name"


@pytest.mark.parametrize(
    "text",
    [
        *("", "10.0.0.0", "10.0.0.1/24", "10.0.0.0/31", "10.0.0.0/7", "fd00::/127", "fd00::/31"),
        *("127.0.0.0/24", "0.0.0.0/8", "224.0.0.0/24", "255.255.255.0/24", "169.254.7.0/24"),
        *("::/64", "fe80::/64", "ff02::/64", "::ffff:10.0.0.0/120", "fd00::%1/64", "64:ff9b::/96"),
        *(
            "10.0.0.0/24/24",
            "10.0.0.0/-1",
            "x",
            "\u0661\u0660.0.0.0/24",
            "10.0.0.0/255.255.255.0/1",
        ),
    ],
)
def test_a_range_that_no_network_can_have_is_refused(text):
    assert refused(check_network, NetworkSpec("a", (text,))) == "subnets[0]"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"subnets": ("10.0.0.0/24", "10.1.0.0/24")}, "subnets[1]"),
        ({"subnets": ("fd00::/64", "fd01::/64")}, "subnets[1]"),
        ({"subnets": ("10.0.0.0/24", "fd00::/64", "fd01::/64")}, "subnets"),
        ({"subnets": ("fd00::/64",), "ipv6": False}, "subnets[0]"),
        ({"mtu": 1279}, "mtu"),
        ({"mtu": 575, "ipv6": False}, "mtu"),
        ({"mtu": 65_536}, "mtu"),
        ({"mtu": -1}, "mtu"),
        ({"labels": {"": "x"}}, "labels"),
        ({"labels": {"a\n": "x"}}, "labels"),
        ({"labels": {"a" * 254: "x"}}, "labels"),
        ({"labels": {"a": "x" * 262_144}}, "labels"),
        ({"labels": {str(number): "" for number in range(257)}}, "labels"),
    ],
)
def test_a_network_that_cannot_be_is_refused_by_its_field(change, field):
    assert refused(check_network, replace(NetworkSpec("a"), **change)) == field


@given(st.ip_addresses().map(str), st.integers(0, 128))
def test_every_range_that_passes_is_one_of_the_ipaddress_module(text, length):
    try:
        found = subnet(f"{text}/{length}")
    except BadValue:
        return
    assert found == ip_network(f"{text}/{length}")
    assert found.num_addresses >= 4


@given(st.text())
def test_any_text_is_a_range_or_refused(text):
    with contextlib.suppress(BadValue):
        subnet(text)


@given(st.text())
def test_any_text_is_an_address_or_refused(text):
    with contextlib.suppress(BadValue):
        address(text, "ipv4", 4)
    with contextlib.suppress(BadValue):
        mac(text, "mac")


def test_attachments_of_every_kind_are_taken():
    rates = Rates(receive=1000, send=1 << 40, burst=64 * 1024)
    full = Attachment(
        "a", ("web", "web.shop", "a_b"), "10.0.0.5", "fd00::5", "02:00:00:00:00:0A", rates
    )
    check_attachments((full, Attachment("b")))
    check_attachments([Attachment(f"n{number}") for number in range(MOST_ATTACHMENTS)])


@pytest.mark.parametrize(
    ("attachment", "field"),
    [
        (Attachment("host"), "network"),
        (Attachment(""), "network"),
        (Attachment("a", ("",)), "aliases[0]"),
        (Attachment("a", ("b", "x..y")), "aliases[1]"),
        (Attachment("a", ("-x",)), "aliases[0]"),
        (Attachment("a", ("x" * 64,)), "aliases[0]"),
        (Attachment("a", ("x." * 127,)), "aliases[0]"),
        (Attachment("a", ("x",) * (MOST_ALIASES + 1)), "aliases"),
        (Attachment("a", ipv4="fd00::1"), "ipv4"),
        (Attachment("a", ipv4="10.0.0.5/24"), "ipv4"),
        (Attachment("a", ipv6="10.0.0.5"), "ipv6"),
        (Attachment("a", ipv6="fd00::1%eth0"), "ipv6"),
        (Attachment("a", mac="01:00:00:00:00:01"), "mac"),
        (Attachment("a", mac="00:00:00:00:00:00"), "mac"),
        (Attachment("a", mac="02-00-00-00-00-01"), "mac"),
        (Attachment("a", mac="02:00:00:00:00"), "mac"),
        (Attachment("a", rates=Rates(receive=999)), "rates.receive"),
        (Attachment("a", rates=Rates(send=(1 << 40) + 1)), "rates.send"),
        (Attachment("a", rates=Rates(burst=0)), "rates.burst"),
    ],
)
def test_an_attachment_that_cannot_be_is_refused_by_its_field(attachment, field):
    assert refused(check_attachments, [Attachment("first"), attachment]) == f"networks[1].{field}"


def test_a_network_twice_or_too_many_networks_are_refused():
    assert refused(check_attachments, [Attachment("a"), Attachment("a")]) == "networks[1].network"
    many = [Attachment(f"n{number}") for number in range(MOST_ATTACHMENTS + 1)]
    assert refused(check_attachments, many) == "networks"


def test_ports_that_do_not_meet_are_taken_together():
    check_ports(
        [
            PublishedPort(80, 8080),
            PublishedPort(80, 8080, Protocol.UDP),
            PublishedPort(80),
            PublishedPort(80),
            PublishedPort(1, 1, host_address="127.0.0.1"),
            PublishedPort(1, 1, host_address="::1"),
            PublishedPort(65_535, 65_535),
        ]
    )
    check_ports([PublishedPort(number + 1) for number in range(MOST_PORTS)])


@pytest.mark.parametrize(
    ("port", "field"),
    [
        (PublishedPort(0), "[1].port"),
        (PublishedPort(65_536), "[1].port"),
        (PublishedPort(80, -1), "[1].host_port"),
        (PublishedPort(80, 65_536), "[1].host_port"),
        (PublishedPort(80, 8080, host_address="0.0.0.0"), "[1].host_address"),
        (PublishedPort(80, 8080, host_address="::"), "[1].host_address"),
        (PublishedPort(80, 8080, host_address="224.0.0.1"), "[1].host_address"),
        (PublishedPort(80, 8080, host_address="::ffff:127.0.0.1"), "[1].host_address"),
        (PublishedPort(80, 8080, host_address="x"), "[1].host_address"),
        (PublishedPort(81, 9), "[1].host_port"),
        (PublishedPort(81, 9, host_address="127.0.0.1"), "[1].host_port"),
    ],
)
def test_a_port_that_cannot_be_is_refused_by_its_field(port, field):
    assert refused(check_ports, [PublishedPort(80, 9), port]) == f"ports{field}"


def test_every_address_after_one_address_is_refused_and_so_are_two_ways_to_write_one():
    one = PublishedPort(80, 9, host_address="fd00::1")
    assert refused(check_ports, [one, PublishedPort(80, 9)]) == "ports[1].host_port"
    again = replace(one, host_address="fd00:0::1")
    assert refused(check_ports, [one, again]) == "ports[1].host_port"
    assert refused(check_ports, [PublishedPort(1)] * (MOST_PORTS + 1)) == "ports"
