"""Watches for what others do to our links: what goes wrong is noticed at once, and in any case soon."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aurae.linux import rtnetlink
from aurae.linux.netlink import Events
from aurae.networks import naming
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aurae.linux.netlink import Message
    from aurae.linux.rtnetlink import Link
    from aurae.networks.means import Means

PERIOD = 30.0
"""Seconds between two looks when nothing is told: of nftables, we are told nothing."""
QUIET = 0.05
"""Seconds to wait for what else happens before we look."""
GROUPS = (
    rtnetlink.RTNLGRP_LINK,
    rtnetlink.RTNLGRP_IPV4_IFADDR,
    rtnetlink.RTNLGRP_IPV6_IFADDR,
)

_log = logging.getLogger("aurae.networks")


class Watching:
    """Looks when the kernel tells of a change that is not ours. Asleep while there is no network."""

    def __init__(
        self,
        means: Means,
        reconcile: Callable[[], Awaitable[Sequence[str]]],
        lose: Callable[[AbstractSet[str]], Awaitable[None]],
    ) -> None:
        """`reconcile` looks and repairs; `lose` takes note of links that have gone for good."""
        self._means = means
        self._reconcile = reconcile
        self._lose = lose
        self._wanted = asyncio.Event()
        self._trouble = asyncio.Event()
        self._wrong: set[str] = set()
        self._gone: set[str] = set()
        self._events: Events | None = None

    def begin(self) -> None:
        """There is a network from now on; what happens is kept until it is watched. Raises OSError."""
        if self._events is None:
            self._events = Events(GROUPS)
        self._wanted.set()

    def close(self) -> None:
        """Hear of nothing any more; after `watch`."""
        if self._events is not None:
            self._events.close()
            self._events = None

    async def watch(self) -> None:
        """Watch until cancelled."""
        await self._wanted.wait()
        assert self._events is not None
        loop, descriptor = asyncio.get_running_loop(), self._events.fileno()
        loop.add_reader(descriptor, self._read)
        try:
            while True:
                await self._look()
        finally:
            loop.remove_reader(descriptor)

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(PERIOD):
                await self._trouble.wait()
                await asyncio.sleep(QUIET)
        except TimeoutError:
            self._wrong.add("")
        self._trouble.clear()
        wrong, gone = self._wrong, self._gone
        self._wrong, self._gone = set(), set()
        try:
            # A link that goes is taken off its bridge first: that is the end of a workload, not trouble.
            if wrong - gone:
                for text in await self._reconcile():
                    _log.warning("repaired: %s", text)
            else:
                await self._lose(gone)
        except (OSError, StateFailed) as error:
            _log.error("cannot look at networks: %s", error)

    def _read(self) -> None:
        assert self._events is not None
        try:
            found = self._events.read()
        except OSError as error:
            _log.error("cannot read what happens to links: %s", error)
            found = None
        if found is None:
            self._wrong.add("")
        else:
            self._take_note(found)
        if self._wrong or self._gone:
            self._trouble.set()

    def _take_note(self, messages: Iterable[Message]) -> None:
        """Remember what of ours is not as it has to be, and which links have gone."""
        means = self._means
        prefix, indices = naming.prefix(means.choices.tag), means.register.indices
        masters: dict[str, int] | None = None
        for message in messages:
            if message.kind == rtnetlink.RTM_DELADDR:
                address = rtnetlink.parse_address(message.body)
                if address is not None and address.index in indices.values():
                    self._wrong.add("")
            event = rtnetlink.link_event(message)
            if event is None or not event[1].name.startswith(prefix):
                continue
            if masters is None:
                masters = self._masters()
            self._compare(*event, masters)

    def _compare(self, has_gone: bool, link: Link, masters: Mapping[str, int]) -> None:
        if has_gone:
            self._means.kernel.has_gone(link.name)
        if link.name not in masters:
            return
        if has_gone and masters[link.name]:
            self._gone.add(link.name)
        elif has_gone or not link.flags & rtnetlink.IFF_UP or link.master != masters[link.name]:
            self._wrong.add(link.name)
        else:
            # What came before was how it was while we made it.
            self._wrong.discard(link.name)

    def _masters(self) -> dict[str, int]:
        """Return our links by name and the bridge that each has to be on, 0 for a bridge."""
        register = self._means.register
        found = {
            network.bridge: 0
            for network in register.networks.values()
            if network.id in register.indices and network.id not in register.leaving
        }
        for _, endpoint in register.linked():
            found[endpoint.host_interface] = register.indices.get(endpoint.network_id, 0)
        return found
