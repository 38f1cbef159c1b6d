"""What networks, members and published ports add to the rule set."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from aurae.model.network import Endpoint, Network, NetworkSpec, PublishedPort, Rates
from aurae.networks.elements import (
    Element,
    Front,
    Part,
    Target,
    Turns,
    change,
    link_local,
    of_endpoint,
    of_front,
    of_network,
)
from aurae.networks.rates import burst

NETWORK = Network(
    1,
    NetworkSpec("web"),
    *("ann", "aub1", 1500, "10.88.0.0/24", "10.88.0.1"),
    *("fd00:1::/64", "fd00:1::1"),
)
ENDPOINT = Endpoint(
    5,
    *("run-5", 0, "web", "ann", 1, "eth0", "aue5", "02:00:0a:58:00:05"),
    *("10.88.0.5", "fd00:1::5"),
)
ONE, TWO = Target("10.88.0.5", "fd00:1::5", 80), Target("10.88.0.6", "", 81)


def names(part: Part) -> set[str]:
    return {element.name for element in part.elements}


def test_a_network_has_what_its_spec_says():
    assert "internal" not in names(of_network(NETWORK))
    spec = NetworkSpec("web", internal=True, host_access=True, names=False)
    found = names(of_network(replace(NETWORK, spec=spec)))
    assert {"internal", "hosted"} <= found
    assert "named" not in found


def test_a_network_of_one_family_says_nothing_of_the_other():
    found = names(of_network(replace(NETWORK, subnet6="", gateway6="")))
    assert not [name for name in found if name.endswith("6")]


def test_a_member_may_speak_by_its_addresses_and_the_link_local_one():
    keys = {element.key for element in of_endpoint(ENDPOINT).elements if element.name == "ipv6"}
    assert keys == {("aue5", "fd00:1::5"), ("aue5", "fe80::aff:fe58:5")}
    keys = {element.key for element in of_endpoint(ENDPOINT).elements if element.name == "ipv4"}
    assert keys == {("aue5", "10.88.0.5")}


def test_a_member_without_ipv6_speaks_none_of_it():
    found = names(of_endpoint(replace(ENDPOINT, ipv6="")))
    assert found == {"macs", "ipv4"}


def test_a_link_local_address_comes_from_the_mac():
    assert link_local("02:00:0a:58:00:05") == "fe80::aff:fe58:5"
    assert link_local("00:11:22:33:44:55") == "fe80::211:22ff:fe33:4455"


def test_a_limit_of_what_is_sent_has_a_burst_of_a_tenth_of_a_second():
    (limit,) = of_endpoint(replace(ENDPOINT, rates=Rates(send=10_000_000))).limits
    assert (limit.rate, limit.burst) == (10_000_000, 1_000_000)
    assert burst(Rates(), 1000) == 65_536
    assert burst(Rates(burst=1 << 40), 1000) == (1 << 32) - 1
    assert not of_endpoint(replace(ENDPOINT, rates=Rates(receive=1000))).limits


def test_one_target_is_an_element_of_each_family():
    part = of_front(Front("", "tcp", 8080), [ONE])
    assert part.elements == {
        Element("inet", "any4", ("tcp", "8080"), ("10.88.0.5", "80")),
        Element("inet", "any6", ("tcp", "8080"), ("fd00:1::5", "80")),
    }
    assert not part.turns


def test_several_targets_take_turns_in_the_families_they_have():
    part = of_front(Front("", "tcp", 8080), [ONE, TWO])
    targets = (("10.88.0.5", 80), ("10.88.0.6", 81))
    assert part.turns == {Turns("turns4_tcp_8080", "tcp", targets)}
    assert names(part) == {"any4_turns", "any6"}


def test_a_front_on_an_address_is_of_its_family():
    assert names(of_front(Front("192.0.2.1", "tcp", 80), [ONE])) == {"own4"}
    assert names(of_front(Front("2001:db8::1", "udp", 80), [ONE])) == {"own6"}
    assert names(of_front(Front("0.0.0.0", "tcp", 80), [ONE])) == {"any4"}
    assert names(of_front(Front("::", "tcp", 80), [ONE])) == {"any6"}
    assert of_front(Front("::1", "tcp", 80), [ONE]) == Part()


def test_a_published_port_names_its_front_and_its_target():
    port = PublishedPort(80, 8080, host_address="192.0.2.1")
    assert Front.of(port) == Front("192.0.2.1", "tcp", 8080)
    assert Target.of(ENDPOINT, port) == ONE


def test_no_change_has_no_command():
    assert change("t", of_endpoint(ENDPOINT), of_endpoint(ENDPOINT)) == ""


def test_a_change_removes_before_it_adds():
    front = Front("", "tcp", 8080)
    lines = change("t", of_front(front, [ONE]), of_front(front, [ONE, TWO])).splitlines()
    assert lines == [
        "delete element inet t any4 { tcp . 8080 : 10.88.0.5 . 80 }",
        "add chain inet t turns4_tcp_8080",
        "add rule inet t turns4_tcp_8080 meta l4proto tcp dnat ip to "
        "numgen inc mod 2 map { 0 : 10.88.0.5 . 80, 1 : 10.88.0.6 . 81 }",
        "add element inet t any4_turns { tcp . 8080 : goto turns4_tcp_8080 }",
    ]


def test_a_change_of_targets_is_one_of_the_chain_alone():
    front, other = Front("", "tcp", 80), Target("10.88.0.7", "", 82)
    lines = change("t", of_front(front, [ONE, TWO]), of_front(front, [ONE, other])).splitlines()
    assert [line.split(" ", 2)[:2] for line in lines] == [
        ["flush", "chain"],
        ["add", "chain"],
        ["add", "rule"],
    ]


def test_names_of_interfaces_are_quoted():
    text = change("t", Part(), of_network(NETWORK))
    assert 'same { "aub1" . "aub1" }' in text
    assert 'ranges4 { "aub1" . 10.88.0.0/24 }' in text
    assert "gateways4 { 10.88.0.1 }" in text


targets = st.lists(
    st.builds(
        Target,
        st.sampled_from(["", "10.88.0.5", "10.88.0.6", "10.88.0.7"]),
        st.sampled_from(["", "fd00::5", "fd00::6"]),
        st.integers(1, 4),
    ),
    max_size=4,
    unique=True,
)


@given(targets, targets, st.sampled_from(["", "192.0.2.1", "::", "::1"]))
def test_what_a_change_adds_is_what_the_change_back_removes(
    before: list[Target], after: list[Target], address: str
):
    front = Front(address, "tcp", 80)
    there = change("t", of_front(front, before), of_front(front, after)).splitlines()
    back = change("t", of_front(front, after), of_front(front, before)).splitlines()
    added = {line[4:] for line in there if line.startswith("add element")}
    removed = {line[7:] for line in back if line.startswith("delete element")}
    assert added == removed
