"""What is kept of resolvers' answers, for how long, and how much of it."""

from dataclasses import dataclass

import dns.message
import dns.rrset

from aurae.networks import dns_wire
from aurae.networks.dns_cache import OVERHEAD, Cache


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def exchange(name: str, ttl: int = 60, count: int = 1) -> tuple[dns_wire.Query, bytes]:
    message = dns.message.make_query(name, "A")
    answer = dns.message.make_response(message)
    addresses = [f"10.0.{number >> 8}.{number & 255}" for number in range(count)]
    answer.answer.append(dns.rrset.from_text(f"{name}.", ttl, "IN", "A", *addresses))
    return dns_wire.parse(message.to_wire()), answer.to_wire()


def test_an_answer_is_kept_while_it_is_good_and_grows_old():
    clock = Clock()
    cache = Cache(clock)
    query, data = exchange("example.com")
    cache.put(1, query, data)
    clock.now += 59
    found = cache.get(1, query)
    assert found is not None
    assert dns.message.from_wire(found).answer[0].ttl == 1
    clock.now += 1
    assert cache.get(1, query) is None
    assert cache.size == 0


def test_nothing_is_kept_longer_than_five_minutes():
    clock = Clock()
    cache = Cache(clock)
    query, data = exchange("example.com", ttl=86_400)
    cache.put(1, query, data)
    clock.now += 301
    assert cache.get(1, query) is None


def test_no_network_sees_what_another_asked_for():
    cache = Cache(Clock())
    query, data = exchange("example.com")
    cache.put(1, query, data)
    assert cache.get(2, query) is None
    cache.forget(1)
    assert cache.get(1, query) is None


def test_the_case_of_a_name_makes_no_difference():
    cache = Cache(Clock())
    query, data = exchange("example.com")
    cache.put(1, query, data)
    other, _ = exchange("EXAMPLE.com")
    assert cache.get(1, other) is not None


def test_memory_is_bounded_and_what_is_used_stays():
    cache = Cache(Clock(), most=50 * (OVERHEAD + 100))
    first, data = exchange("first.example.com")
    cache.put(1, first, data)
    for number in range(500):
        query, data = exchange(f"n{number}.example.com")
        cache.put(1, query, data)
        assert cache.get(1, first) is not None
        assert cache.size <= 50 * (OVERHEAD + 100)
    assert cache.get(1, exchange("n0.example.com")[0]) is None


def test_one_large_answer_does_not_push_out_all_others():
    cache = Cache(Clock(), most=10_000)
    query, data = exchange("big.example.com", count=300)
    cache.put(1, query, data)
    assert cache.get(1, query) is None


def test_an_answer_that_comes_again_takes_the_place_of_the_first():
    cache = Cache(Clock())
    query, data = exchange("example.com")
    cache.put(1, query, data)
    size = cache.size
    cache.put(1, query, data)
    assert cache.size == size
