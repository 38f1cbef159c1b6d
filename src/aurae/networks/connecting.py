"""Workloads are connected and disconnected here, as a whole."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aurae.model.refusal import FailedPrecondition, unready
from aurae.networks.joints import Joint
from aurae.networks.links import Links
from aurae.networks.taps import Tap

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from aurae.model.network import Endpoint, Rates
    from aurae.networks.doors import Doors
    from aurae.networks.means import Means
    from aurae.networks.register import Hold
    from aurae.networks.reserving import Reserving
    from aurae.networks.ruling import Ruling

T = TypeVar("T")


class Connecting:
    """Links what holds have. Methods raise Refusal and StateFailed; the lock of a hold is the caller's."""

    def __init__(
        self,
        means: Means,
        ruling: Ruling,
        reserving: Reserving,
        doors: Doors,
        repair: Callable[[], Awaitable[object]],
    ) -> None:
        """`repair` puts bridges right that somebody has removed."""
        self._means = means
        self._ruling = ruling
        self._reserving = reserving
        self._doors = doors
        self._repair = repair
        self._links = Links(means, ruling)

    async def connect(self, hold: Hold, namespace: int, action: str) -> None:
        """Link all that is not linked yet into a network namespace: all of it, or none of it.

        It is on disk, too, when this returns.
        """
        idents = {item.id for item in hold.endpoints} - hold.linked
        if idents:
            await self._connect(
                hold, idents, partial(self._links.join, namespace=namespace), action
            )

    async def connect_taps(self, hold: Hold, action: str) -> list[Tap]:
        """Make a tap for everything that a virtual machine has: all of them, or none. Nothing may be linked."""
        if hold.linked:
            raise FailedPrecondition(action, "it is connected already")
        idents = {item.id for item in hold.endpoints}
        self._reserving.have(hold, tuple(replace(item, is_tap=True) for item in hold.endpoints))

        async def link(joints: Sequence[Joint]) -> list[int]:
            for joint in joints:
                await self._doors.have(joint.network)
            return await self._links.join_taps(joints)

        ends = await self._connect(hold, idents, link, action)
        return [
            Tap(end, joint.endpoint, joint.network, joint.is_default)
            for end, joint in zip(ends, self._joints(hold, idents), strict=True)
        ]

    async def set_rates(self, hold: Hold, ident: int, rates: Rates | None, action: str) -> None:
        """Change how fast a virtual machine sends and receives by one of its endpoints."""
        before = hold.endpoints
        endpoint = next(one for one in before if one.id == ident)
        if not endpoint.is_tap and ident in hold.linked:
            raise FailedPrecondition(action, "the rates of a container stay while it runs")
        changed = replace(endpoint, rates=rates)
        self._reserving.have(hold, tuple(changed if one is endpoint else one for one in before))
        self._means.store.hasten()
        try:
            if ident in hold.linked:
                await self._ruling.set_rates(changed)
            await self._reserving.settled(hold)
        except BaseException:
            self._reserving.have(hold, before)
            raise

    async def disconnect(self, hold: Hold, idents: set[int] | None = None) -> None:
        """Take links and rules away of all, or of these; what is reserved stays."""
        gone = hold.linked & (hold.linked if idents is None else idents)
        hold.linked -= gone
        hold.spent |= gone
        await self._links.part(self._joints(hold, gone))

    async def _connect(
        self,
        hold: Hold,
        idents: set[int],
        link: Callable[[Sequence[Joint]], Awaitable[T]],
        action: str,
    ) -> T:
        """Link endpoints by a function of `Links`; returns what that does when it is on disk."""
        if hold.spent & idents:
            self._reserving.renew(hold)
        self._means.store.hasten()
        hold.joining |= idents
        try:
            result = await self._join(hold, idents, link, action)
            hold.linked |= idents
        finally:
            hold.joining -= idents
        try:
            await self._reserving.settled(hold)
        except BaseException:
            await self.disconnect(hold, idents)
            raise
        return result

    async def _join(
        self,
        hold: Hold,
        idents: set[int],
        link: Callable[[Sequence[Joint]], Awaitable[T]],
        action: str,
    ) -> T:
        """Link endpoints; once more after a repair when a bridge was not there."""
        try:
            return await self._try(hold, idents, link)
        except OSError:
            await self._repair()
            self._reserving.renew(hold)
            try:
                return await self._try(hold, idents, link)
            except OSError as error:
                raise unready(action, error.errno or 0, str(error.strerror or error)) from error

    async def _try(
        self, hold: Hold, idents: set[int], link: Callable[[Sequence[Joint]], Awaitable[T]]
    ) -> T:
        try:
            return await link(self._joints(hold, idents))
        except BaseException:
            hold.spent |= idents
            raise

    def _joints(self, hold: Hold, idents: set[int]) -> list[Joint]:
        networks = self._means.register.networks
        default = _way_out(hold, self._means)
        return [
            Joint(item, networks[item.network_id], item is default)
            for item in hold.endpoints
            if item.id in idents and item.network_id in networks
        ]


def _way_out(hold: Hold, means: Means) -> Endpoint | None:
    """Return the endpoint through which everything without another route goes: the first with a way out."""
    networks = means.register.networks
    for endpoint in hold.endpoints:
        network = networks.get(endpoint.network_id)
        if network is not None and not network.spec.internal:
            return endpoint
    return next(iter(hold.endpoints), None)
