"""How many connections there may be, in all and of one user, so that nobody shuts out the others.

The owner of the daemon is counted as well but always gets in: at the limit an idle connection of
its own makes room; when all are busy a few more are allowed; and when these are taken, the oldest
of them makes room. Another user never takes the places that are kept for the owner.
"""

from collections import Counter
from dataclasses import dataclass

from h2.errors import ErrorCodes

from aurae.server.protocol import ServerProtocol

EXTRA = 8
"""Connections the owner may have beyond the limit of one user."""
HANDSHAKES_EACH = 32
HANDSHAKES = 256
"""TLS handshakes at the same time, of one user and of all of a kind; more are closed unanswered."""
REFUSALS_EACH = 4
"""Refused connections of one user that are told why at the same time; more are closed unanswered."""

Key = tuple[str, str]
"""Whom a connection counts for: ("uid", "1000") or ("ip", "192.0.2.1")."""


class TooMany(Exception):
    """There is no place for this connection; the text names the limit."""


@dataclass(eq=False, slots=True)
class Place:
    """One connection's place; `protocol` is None until the handshake is done."""

    key: Key
    refused: bool = False
    protocol: ServerProtocol | None = None


SETTINGS = ("setting max_connections", "setting max_connections_per_user")


class Connections:
    """The places of all connections, in the order in which they were taken."""

    def __init__(
        self, total: int, each: int, owner: Key, limits: tuple[str, str] = SETTINGS
    ) -> None:
        """Admit `total`, and `each` of one user; `limits` are the names of both for people."""
        self._limits = limits
        self._total = total
        self._each = each
        self._owner = owner
        self._kept = min(EXTRA + 24, total // 4)
        self._places: dict[Place, None] = {}
        self._count: Counter[Key] = Counter()

    def __len__(self) -> int:
        """How many places are taken."""
        return len(self._places)

    def protocols(self) -> list[ServerProtocol]:
        """Return the connections whose handshake is done."""
        return [place.protocol for place in self._places if place.protocol is not None]

    def handshaking(self, key: Key) -> bool:
        """Say whether another handshake for `key` may begin.

        Strangers on TCP never take the place of local users, nor does anybody that of the owner.
        """
        pending = [
            place.key
            for place in self._places
            if place.protocol is None and place.key[0] == key[0]
        ]
        if pending.count(key) >= HANDSHAKES_EACH:
            return False
        return key == self._owner or len(pending) < HANDSHAKES

    def take(self, key: Key) -> Place:
        """Take a place; raises TooMany."""
        if key == self._owner:
            self._make_room()
        elif len(self._places) >= self._total - self._kept:
            raise TooMany(
                f"cannot connect: the daemon has {len(self._places)} connections"
                f" ({self._limits[0]} = {self._total})"
            )
        elif self._count[key] >= self._each:
            raise TooMany(
                f"cannot connect: {' '.join(key)} has {self._count[key]} connections"
                f" ({self._limits[1]} = {self._each})"
            )
        return self._add(Place(key))

    def refuse(self, key: Key) -> Place | None:
        """Take a place for a connection that is only told why it is refused; None when there are many."""
        if sum(place.refused and place.key == key for place in self._places) >= REFUSALS_EACH:
            return None
        return self._add(Place(key, refused=True))

    def release(self, place: Place) -> None:
        """Give a place back; nothing happens the second time."""
        if place in self._places:
            del self._places[place]
            if not place.refused:
                self._count[place.key] -= 1
                if not self._count[place.key]:
                    del self._count[place.key]

    def _add(self, place: Place) -> Place:
        self._places[place] = None
        if not place.refused:
            self._count[place.key] += 1
        return place

    def _make_room(self) -> None:
        own = [place for place in self._places if place.key == self._owner and not place.refused]
        if len(own) < self._each and len(self._places) < self._total:
            return
        idle = [
            place for place in own if place.protocol is not None and not place.protocol.open_calls
        ]
        if idle:
            victim = min(idle, key=_idle_since)
        elif len(own) >= self._each + EXTRA:
            victim = own[-EXTRA]
        else:
            return
        self.release(victim)
        if victim.protocol is not None:
            victim.protocol.fail(ErrorCodes.NO_ERROR, "closed for a newer connection of yours")


def _idle_since(place: Place) -> float:
    return place.protocol.idle_since if place.protocol is not None else 0.0
