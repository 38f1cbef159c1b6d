"""An answer for each question: from the network's members, from what is kept, or from a resolver."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from aurae.networks import dns_wire
from aurae.networks.dns_names import Directory, said
from aurae.networks.dns_upstream import Busy
from aurae.networks.dns_wire import REFUSED, SERVFAIL, Malformed

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.networks.dns_cache import Cache
    from aurae.networks.dns_upstream import Upstream
    from aurae.networks.dns_wire import Query


class Answering:
    """What the sockets of all networks have in common."""

    def __init__(
        self, directory: Callable[[int], Directory | None], cache: Cache, upstream: Upstream
    ) -> None:
        """`directory` returns who is on a network; None when it is no more."""
        self._directory = directory
        self._cache = cache
        self._upstream = upstream
        self._turns = count()

    def at_once(self, network: int, query: Query, limit: int, *, forward: bool) -> bytes | None:
        """Return an answer that needs nobody else; None when a resolver has to be asked.

        `limit` is how many bytes it may have, 0 for any number. `forward`: whether others may be asked.
        """
        directory = self._directory(network)
        if directory is None:
            return dns_wire.answer(query, REFUSED)
        found = directory.look_up(query, next(self._turns))
        if found is not None:
            return said(query, found, limit)
        if not forward or directory.network.spec.internal:
            return dns_wire.answer(query, REFUSED)
        kept = self._cache.get(network, query)
        if kept is None:
            return None
        return dns_wire.fitting(query, dns_wire.readdressed(query, kept), limit)

    async def of_others(self, network: int, query: Query, limit: int, *, stream: bool) -> bytes:
        """Return what a resolver says; that it failed, when none says anything."""
        try:
            found = await self._upstream.ask(network, query, stream=stream)
            self._cache.put(network, query, found)
        except (OSError, Busy, Malformed):
            return dns_wire.answer(query, SERVFAIL)
        return dns_wire.fitting(query, dns_wire.readdressed(query, found), limit)
