"""Places for connections: limits for everyone, and a way in for the owner."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest
from h2.errors import ErrorCodes

from aurae.server.connections import EXTRA, Connections, Place, TooMany

if TYPE_CHECKING:
    from aurae.server.protocol import ServerProtocol

OWNER = ("uid", "0")
OTHER = ("uid", "1000")


@dataclass
class FakeProtocol:
    """Stands for a connection that is busy or idle."""

    open_calls: int = 0
    idle_since: float = 0.0
    ended: list[str] = field(default_factory=list)

    def fail(self, code: ErrorCodes, text: str) -> None:
        self.ended.append(text)


def connected(place: Place, calls: int = 0, since: float = 0.0) -> FakeProtocol:
    protocol = FakeProtocol(calls, since)
    place.protocol = cast("ServerProtocol", protocol)
    return protocol


def test_a_user_has_a_limit_of_its_own() -> None:
    connections = Connections(100, 4, OWNER)
    places = [connections.take(OTHER) for _ in range(4)]
    with pytest.raises(TooMany, match=r"uid 1000 has 4 connections.*max_connections_per_user = 4"):
        connections.take(OTHER)
    connections.take(("uid", "1001"))
    connections.release(places[0])
    connections.release(places[0])
    connections.take(OTHER)


def test_others_leave_places_for_the_owner() -> None:
    connections = Connections(100, 4, OWNER)
    for uid in range(1000, 1075):
        connections.take(("uid", str(uid)))
    with pytest.raises(TooMany, match="max_connections = 100"):
        connections.take(("uid", "2000"))
    assert len(connections) == 75
    connections.take(OWNER)


def test_the_owner_gets_in_by_closing_its_longest_idle_connection() -> None:
    connections = Connections(100, 3, OWNER)
    busy, old, new = (connections.take(OWNER) for _ in range(3))
    protocols = connected(busy, calls=1), connected(old, since=1.0), connected(new, since=2.0)
    connections.take(OWNER)
    assert [len(protocol.ended) for protocol in protocols] == [0, 1, 0]
    assert len(connections) == 3


def test_the_owner_gets_in_when_all_its_connections_are_busy() -> None:
    connections = Connections(100, 3, OWNER)
    protocols = [connected(connections.take(OWNER), calls=1) for _ in range(3 + EXTRA)]
    connections.take(OWNER)
    # The long-lived ones stay; the oldest of the extra ones goes.
    assert [index for index, item in enumerate(protocols) if item.ended] == [3]


def test_refusals_are_limited_and_do_not_count() -> None:
    connections = Connections(100, 1, OWNER)
    place = connections.take(OTHER)
    told = [connections.refuse(OTHER) for _ in range(6)]
    assert [item is None for item in told] == [False] * 4 + [True] * 2
    connections.release(place)
    connections.take(OTHER)


def test_handshakes_of_one_user_are_limited() -> None:
    connections = Connections(1000, 500, OWNER)
    while connections.handshaking(OTHER):
        connections.take(OTHER)
    assert len(connections) == 32
    assert connections.handshaking(OWNER)
