"""Who is found by which name, and what does not exist."""

from dataclasses import replace
from ipaddress import ip_address

import dns.message
import dns.rcode
import dns.reversename
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.network import Endpoint, Network, NetworkSpec
from aurae.networks import dns_wire
from aurae.networks.dns_names import Directory, said

NETWORK = Network(
    1,
    NetworkSpec("Front"),
    *("ann", "aub1", 1500, "10.88.0.0/24", "10.88.0.1"),
    *("fd00:1::/64", "fd00:1::1"),
)


def endpoint(number: int, name: str, *aliases: str, six: bool = True) -> Endpoint:
    return Endpoint(
        number,
        *(f"run-{number}", 0, name, "ann", 1, "eth0", f"aue{number}", "02:00:0a:58:00:05"),
        *(f"10.88.0.{number}", f"fd00:1::{number:x}" if six else "", aliases),
    )


DIRECTORY = Directory(
    NETWORK,
    [
        endpoint(5, "Shop/web", "www", "old.web.example"),
        endpoint(6, "db", six=False),
        endpoint(7, "copy-a", "copies"),
        endpoint(8, "copy-b", "copies"),
    ],
)


def ask(name: str, kind: str = "A", turn: int = 0) -> tuple[int, list[str]] | None:
    query = dns_wire.parse(dns.message.make_query(name, kind).to_wire())
    found = DIRECTORY.look_up(query, turn)
    if found is None:
        return None
    message = dns.message.from_wire(said(query, found, 1232))
    assert bool(message.authority) != bool(message.answer), "a no says how long it is good for"
    return message.rcode(), [str(item) for rrset in message.answer for item in rrset]


@pytest.mark.parametrize(
    "name",
    [
        *("web", "WEB", "web.shop", "www", "old.web.example"),
        *("web.front.internal", "Web.Shop.FRONT.internal", "www.front.internal"),
    ],
)
def test_a_member_is_found_by_each_of_its_names(name: str):
    assert ask(name) == (0, ["10.88.0.5"])
    assert ask(name, "AAAA") == (0, ["fd00:1::5"])


@pytest.mark.parametrize("kind", ["AAAA", "TXT", "MX", "HTTPS", "ANY"])
def test_a_name_without_a_record_of_that_kind_is_there_all_the_same(kind: str):
    assert ask("db", kind) == (0, [])


@pytest.mark.parametrize("name", ["nobody", "shop", "nobody.front.internal", "a.b.front.internal"])
def test_a_name_of_the_network_that_nobody_has_does_not_exist(name: str):
    assert ask(name) == (dns.rcode.NXDOMAIN, [])


def test_the_domain_of_the_network_is_there():
    assert ask("front.internal") == (0, [])


@pytest.mark.parametrize("name", ["example.com", "web.example.com", "web.other.internal", "."])
def test_names_of_others_are_asked_elsewhere(name: str):
    assert ask(name) is None


def test_members_with_one_name_take_turns_in_coming_first():
    both = ["10.88.0.7", "10.88.0.8"]
    assert ask("copies", turn=0) == (0, both)
    assert ask("copies", turn=1) == (0, both[::-1])


def test_addresses_are_found_backwards():
    for address in ("10.88.0.5", "fd00:1::5"):
        name = str(dns.reversename.from_address(address))
        assert ask(name, "PTR") == (0, ["web.shop.front.internal."])
        assert ask(name, "TXT") == (0, [])
    assert ask(str(dns.reversename.from_address("10.88.0.1")), "PTR") == (
        0,
        ["gateway.front.internal."],
    )
    missing = str(dns.reversename.from_address("10.88.0.99"))
    assert ask(missing, "PTR") == (dns.rcode.NXDOMAIN, [])


@pytest.mark.parametrize(
    "name",
    [
        *("1.2.0.192.in-addr.arpa", "0.88.10.in-addr.arpa", "arpa", "in-addr.arpa", "x.arpa"),
        *("300.0.88.10.in-addr.arpa", "x.0.88.10.in-addr.arpa", "5.ip6.arpa", "home.arpa"),
    ],
)
def test_what_is_no_whole_address_of_ours_is_asked_elsewhere(name: str):
    assert ask(name, "PTR") is None


@pytest.mark.parametrize("name", ["a..b", "a.", "/".join(["a" * 63] * 32), "é", "a" * 64])
def test_a_name_that_is_none_of_dns_is_not_told_backwards(name: str):
    directory = Directory(NETWORK, [endpoint(5, name)])
    reverse = str(dns.reversename.from_address("10.88.0.5"))
    query = dns_wire.parse(dns.message.make_query(reverse, "PTR").to_wire())
    found = directory.look_up(query)
    assert found is not None
    dns.message.from_wire(said(query, found, 512))
    assert found.code == dns.rcode.NXDOMAIN


def test_every_address_of_a_name_is_in_one_answer_up_to_a_number():
    crowd = [
        replace(endpoint(5, "a", "all"), ipv4=str(ip_address("10.88.0.2") + n)) for n in range(99)
    ]
    query = dns_wire.parse(dns.message.make_query("all", "A").to_wire())
    found = Directory(NETWORK, crowd).look_up(query)
    assert found is not None
    assert len(found.records) == 32


@given(st.lists(st.binary(min_size=1, max_size=20), max_size=5), st.integers(0, 300))
def test_any_name_is_looked_up(labels: list[bytes], kind: int):
    raw = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    data = dns_wire.HEADER.pack(1, 0, 1, 0, 0, 0) + raw + kind.to_bytes(2, "big") + b"\0\1"
    query = dns_wire.parse(data)
    found = DIRECTORY.look_up(query)
    if found is not None:
        assert dns_wire.parse(data).ident == int.from_bytes(said(query, found, 512)[:2], "big")
