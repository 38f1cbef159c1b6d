"""Who gets which address of a range."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.networks import addresses
from aurae.networks.addresses import Pool

NET = ip_network("10.1.0.0/24")
SIX = ip_network("fd00:1::/64")


def test_addresses_go_up_from_the_one_after_the_gateway():
    pool = Pool(NET)
    assert str(pool.gateway) == "10.1.0.1"
    assert [pool.take() for _ in range(3)] == ["10.1.0.2", "10.1.0.3", "10.1.0.4"]
    pool = Pool(SIX)
    assert str(pool.gateway) == "fd00:1::1"
    assert [pool.take() for _ in range(2)] == ["fd00:1::2", "fd00:1::3"]


def test_what_was_given_back_just_now_is_the_last_that_anybody_gets():
    pool = Pool(ip_network("10.1.0.0/29"))
    taken = [pool.take() for _ in range(5)]
    assert pool.take() == ""
    for text in (taken[2], taken[0]):
        pool.give_back(text)
    assert [pool.take() for _ in range(3)] == [taken[2], taken[0], ""]


def test_what_nobody_had_comes_before_what_was_given_back():
    pool = Pool(NET)
    first = pool.take()
    pool.give_back(first)
    rest = [pool.take() for _ in range(252)]
    assert first not in rest
    assert pool.take() == first
    assert pool.take() == ""


def test_the_order_of_giving_back_outlives_a_restart():
    pool = Pool(ip_network("10.1.0.0/29"), ["10.1.0.5", "10.1.0.2"])
    assert [pool.take() for _ in range(5)] == [
        f"10.1.0.{number}" for number in (6, 3, 4, 5, 2)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("10.2.0.5", "is not in 10.1.0.0/24"),
        ("fd00:1::5", "is not in 10.1.0.0/24"),
        ("10.1.0.0", "stands for all of 10.1.0.0/24"),
        ("10.1.0.255", "stands for all of 10.1.0.0/24"),
        ("10.1.0.1", "is the gateway's"),
        ("10.1.0.2", "is taken"),
    ],
)
def test_an_address_that_cannot_be_had_is_told_why(text, why):
    pool = Pool(NET)
    pool.take()
    assert pool.claim(text) == why


def test_an_address_that_somebody_chose_is_given_to_no_other():
    pool = Pool(NET)
    assert pool.claim("10.1.0.3") == ""
    assert pool.claim("10.1.0.254") == ""
    assert {pool.take() for _ in range(251)} >= {"10.1.0.2", "10.1.0.253"}
    assert pool.take() == ""
    pool.give_back("10.1.0.3")
    assert pool.take() == "10.1.0.3"


def test_one_that_was_chosen_at_the_end_of_a_large_range_leaves_what_is_before_it():
    pool = Pool(SIX)
    assert pool.claim("fd00:1::ffff:ffff:ffff:ffff") == ""
    assert pool.take() == "fd00:1::2"


def test_a_large_range_remembers_only_the_latest(monkeypatch):
    monkeypatch.setattr(addresses, "REMEMBERED", 3)
    pool = Pool(SIX)
    for text in [pool.take() for _ in range(10)]:
        pool.give_back(text)
    assert len(pool._freed) == 3
    assert pool.take() == "fd00:1::c"


@given(
    st.sampled_from(["10.1.0.0/29", "10.1.0.0/28", "fd00::/124"]),
    st.lists(
        st.tuples(st.sampled_from(["take", "back", "claim"]), st.integers(0, 15)), max_size=80
    ),
)
def test_nobody_ever_has_what_another_has_and_a_range_is_used_up_only_when_it_is(text, steps):
    subnet = ip_network(text)
    pool = Pool(subnet)
    usable = subnet.num_addresses - (3 if subnet.version == 4 else 2)
    held: list[str] = []
    for what, number in steps:
        if what == "take":
            found = pool.take()
            assert bool(found) == (len(held) < usable)
            if found:
                assert found not in held
                assert ip_address(found) in subnet
                held.append(found)
        elif what == "claim":
            wanted = str(subnet.network_address + number % subnet.num_addresses)
            if not pool.claim(wanted):
                assert wanted not in held
                held.append(wanted)
        elif held:
            pool.give_back(held.pop(number % len(held)))
