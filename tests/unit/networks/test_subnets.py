"""Which range a network gets."""

from ipaddress import IPv6Network, ip_network

from hypothesis import given
from hypothesis import strategies as st

from aurae.networks.subnets import choose, overlapping, own_pool

POOL = "10.88.0.0/13"


def nets(*texts: str):
    return [ip_network(text) for text in texts]


def test_the_first_range_that_nothing_uses_is_chosen():
    assert choose(POOL, []) == ip_network("10.88.0.0/24")
    taken = nets("10.88.0.0/24", "10.88.1.128/25", "fd00::/8", "192.168.0.0/16")
    assert choose(POOL, taken) == ip_network("10.88.2.0/24")
    assert choose("fd00:1::/48", nets("fd00:1::/64")) == ip_network("fd00:1:0:1::/64")


def test_the_search_begins_anywhere_and_goes_round():
    assert choose(POOL, [], start=5) == ip_network("10.88.5.0/24")
    assert choose(POOL, nets("10.95.255.0/24"), start=2047) == ip_network("10.88.0.0/24")


def test_a_pool_that_is_used_up_gives_none():
    assert choose("10.88.0.0/23", nets("10.88.0.0/24", "10.88.1.7/32")) is None
    assert choose(POOL, nets("10.0.0.0/8")) is None


def test_a_pool_smaller_than_a_range_is_one_range():
    assert choose("10.88.0.0/28", []) == ip_network("10.88.0.0/28")


@given(st.sets(st.integers(0, 31)), st.integers(0, 31))
def test_what_is_chosen_overlaps_nothing(numbers, start):
    taken = [ip_network(f"10.88.{number}.0/24") for number in numbers]
    found = choose("10.88.0.0/19", taken, start)
    assert (found is None) == (len(numbers) == 32)
    assert found is None or overlapping(found, taken) is None


def test_a_daemon_has_ranges_of_its_own():
    one, other = own_pool("machine", "a"), own_pool("machine", "b")
    assert one == own_pool("machine", "a") != other
    assert IPv6Network(one).subnet_of(IPv6Network("fd00::/8"))
    assert IPv6Network(one).prefixlen == 48
