"""Answers of resolvers, kept for as long as they are good; the least used go first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.networks import dns_wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.networks.dns_wire import Query

Key = tuple[int, tuple[bytes, ...], int, int, bool, bool, int]

MOST_BYTES = 2 * 1024 * 1024
OVERHEAD = 512
"""Bytes that an answer costs beside its own."""
LONGEST = 300
"""Seconds that any answer is kept: what is said of a name may change sooner than its owner thinks."""
LONGEST_NO = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, when it came, until when it is good."""

    data: bytes
    since: float
    until: float
    places: tuple[int, ...]


class Cache:
    """All networks' answers. No network sees what another one asked for."""

    def __init__(self, clock: Callable[[], float], most: int = MOST_BYTES) -> None:
        """`clock` is monotonic; `most` is how many bytes are kept."""
        self._clock = clock
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()

    @property
    def size(self) -> int:
        """Bytes that are kept, about."""
        return self._size

    def get(self, network: int, query: Query) -> bytes | None:
        """Return the answer to a question as it is by now; None when there is none."""
        key = key_of(network, query)
        kept = self._kept.get(key)
        if kept is None:
            return None
        now = self._clock()
        if now >= kept.until:
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return dns_wire.aged(kept.data, kept.places, int(now - kept.since))

    def put(self, network: int, query: Query, data: bytes) -> None:
        """Keep an answer if it may be kept. Raises Malformed."""
        life = dns_wire.lifetime(query, data)
        _, flags, _, answers, _, _ = dns_wire.HEADER.unpack_from(data)
        is_no = not answers or flags & dns_wire.RCODE
        seconds = min(life.seconds, LONGEST_NO if is_no else LONGEST)
        if seconds <= 0 or len(data) + OVERHEAD > self._most // 4:
            return
        key, now = key_of(network, query), self._clock()
        if key in self._kept:
            self._drop(key)
        self._kept[key] = Kept(data, now, now + seconds, life.places)
        self._size += len(data) + OVERHEAD
        while self._size > self._most:
            self._drop(next(iter(self._kept)))

    def forget(self, network: int) -> None:
        """Forget what a network asked for."""
        for key in [key for key in self._kept if key[0] == network]:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        self._size -= len(self._kept.pop(key).data) + OVERHEAD


def key_of(network: int, query: Query) -> Key:
    """Return what is the same for all who ask the same."""
    disabled = query.flags & dns_wire.CHECKING_DISABLED
    return (
        *(network, query.labels, query.kind, query.group),
        *(query.extended, query.dnssec, disabled),
    )
