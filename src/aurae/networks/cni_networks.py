"""Workloads on networks of CNI plug-ins: the same words as for networks of our own.

Theory. Only the plug-ins know addresses, and only once there is a namespace: what is reserved before are ports of
the host, and numbers of interfaces. A member is on disk before plug-ins are called for it, so that DEL is called
for whatever a dead server has begun. A DEL that fails is owed: it is tried again by `reconcile` and by the next server.
"""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aurae.model import cni
from aurae.model.network import Driver, Endpoint, Network, NetworkSpec
from aurae.model.refusal import FailedPrecondition, NotFound, Refusal
from aurae.networks.cni import CniFailed, Wanted
from aurae.state import cni as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aurae.model.cni import Configuration, Member
    from aurae.model.network import Attachment, PublishedPort
    from aurae.networks.cni import Cni
    from aurae.networks.host_ports import HostPorts
    from aurae.networks.means import Tasks
    from aurae.state.store import Store

T = TypeVar("T")

PUBLISHES = "portMappings"
"""The capability of plug-ins that publish ports."""

_log = logging.getLogger("aurae.networks")


class CniNetworks:
    """Networks of plug-ins, and who is on them. Methods raise Refusal and StateFailed."""

    def __init__(self, plugins: Cni, store: Store, tasks: Tasks, ports: HostPorts) -> None:
        """`ports` holds ports of the host, for all kinds of networks."""
        self._cni = plugins
        self._store = store
        self._tasks = tasks
        self._ports = ports
        self._members: dict[str, tuple[Member, ...]] = {}
        self._owed: dict[int, Member] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._highest = 0

    async def open(self) -> None:
        """Read what there is, hold the ports that are published, and end plug-ins that run on."""
        await self._cni.clear()
        for member in await self._store.read(rows.everything):
            key = member.endpoint.key
            self._members[key] = (*self._members.get(key, ()), member)
            self._highest = max(self._highest, member.endpoint.id)
            for port in member.endpoint.ports:
                try:
                    self._ports.hold(port, f"publish a port of {member.endpoint.name}")
                except Refusal as error:
                    _log.error("%s", error)

    async def adopt(self, keys: AbstractSet[str]) -> None:
        """Take back what none of these keys leads to; the rest stays as it is."""
        for key in self._members.keys() - keys:
            await self.release(key)
        members = [one for each in self._members.values() for one in each]
        if members:
            await self._cni.collect(one.attached for one in members if one.attached)

    def everything(self) -> list[Network]:
        """Return the networks that there are now."""
        return [_network(name) for name in self._cni.networks()]

    def find(self, name: str) -> Network | None:
        """Return a network; None when there is none of this name now."""
        return _network(name) if name in self._cni.networks() else None

    def endpoints(self, key: str) -> tuple[Endpoint, ...]:
        """Return what a workload has."""
        return tuple(one.endpoint for one in self._members.get(key, ()))

    def network_of(self, endpoint: Endpoint) -> Network:
        """Return the network that an endpoint is on; its configuration may have gone."""
        member = next(one for one in self._members[endpoint.key] if one.endpoint.id == endpoint.id)
        return _network(member.asked.network)

    def members(self, network: Network) -> list[Endpoint]:
        """Return who is on a network, by name."""
        found = [
            one.endpoint
            for each in self._members.values()
            for one in each
            if one.asked.network == network.name
        ]
        return sorted(found, key=lambda one: (one.name, one.id))

    async def reserve(
        self,
        key: str,
        owner: str,
        name: str,
        attachments: Sequence[Attachment],
        ports: Sequence[PublishedPort],
        action: str,
    ) -> tuple[Endpoint, ...]:
        """Have a workload be a member of these networks when it is connected; all or nothing."""
        change = partial(self._reserve, key, owner, name, attachments, ports, action)
        return await self._finish(key, change)

    async def connect(self, key: str, netns: str, action: str) -> None:
        """Have plug-ins connect a workload whose network namespace is at a path; all or nothing."""
        await self._finish(key, partial(self._connect, key, netns, action))

    async def disconnect(self, key: str) -> None:
        """Have plug-ins take a workload off its networks; its ports of the host stay held."""
        if key in self._members:
            await self._finish(key, partial(self._disconnect, key))

    async def release(self, key: str) -> None:
        """Take away all that a workload has; nothing is no error."""
        if key in self._members:
            await self._finish(key, partial(self._release, key))

    async def save_all(self) -> None:
        """Write everything again: the state was begun anew."""
        members = [one for each in self._members.values() for one in each]
        await self._store.write(partial(rows.save, members=[*members, *self._owed.values()]))

    async def reconcile(self) -> list[str]:
        """Take back what is owed, and have plug-ins look at what there is; returns what was not right."""
        told = [
            f"{_shown(member)} was not taken back"
            for member in list(self._owed.values())
            if await self._take_back(member)
        ]
        for member in [one for each in self._members.values() for one in each]:
            if member.attached is None or not _is_there(member):
                continue
            try:
                await self._cni.check(member.attached, member.netns)
            except CniFailed as error:
                told.append(f"{_shown(member)} is not as it was made, and stays so: {error}")
        return told

    # Inside.

    async def _finish(self, key: str, change: Callable[[], Coroutine[None, None, T]]) -> T:
        """Make one change of a workload after the other, whoever leaves."""
        lock = self._locks.setdefault(key, asyncio.Lock())

        async def alone() -> T:
            async with lock:
                try:
                    return await change()
                finally:
                    if key not in self._members:
                        self._locks.pop(key, None)

        return await self._tasks.finish(alone())

    async def _reserve(
        self,
        key: str,
        owner: str,
        name: str,
        attachments: Sequence[Attachment],
        ports: Sequence[PublishedPort],
        action: str,
    ) -> tuple[Endpoint, ...]:
        known = self._cni.networks()
        configurations = [_found(known, one.network, action) for one in attachments]
        before = self._members.get(key, ())
        held = self._hold(before, configurations, ports, action)
        members = []
        for index, asked in enumerate(attachments):
            self._highest += 1
            endpoint = Endpoint(
                id=self._highest,
                key=key,
                index=index,
                name=name,
                owner=owner,
                network_id=0,
                interface=f"eth{index}",
                host_interface="",
                mac=asked.mac.lower(),
                aliases=asked.aliases,
                rates=asked.rates,
                ports=held if index == 0 else (),
            )
            members.append(cni.Member(endpoint, asked))
        gone = [one.endpoint.id for one in before]
        self._members[key] = tuple(members)
        if not members:
            del self._members[key]
        await self._store.write(partial(_replace, gone=gone, members=members))
        return self.endpoints(key)

    def _hold(
        self,
        before: Sequence[Member],
        configurations: Sequence[Configuration],
        ports: Sequence[PublishedPort],
        action: str,
    ) -> tuple[PublishedPort, ...]:
        """Hold the ports that are asked for; those that were held and are asked again stay so."""
        if ports and not any(PUBLISHES in one.capabilities for one in configurations[0].plugins):
            why = f"no plug-in of network '{configurations[0].name}' publishes ports"
            raise FailedPrecondition(action, why)
        left = [port for one in before for port in one.endpoint.ports]
        chosen: list[PublishedPort] = []
        fresh: list[PublishedPort] = []
        try:
            for port in ports:
                same = next((one for one in left if _is_same(one, port)), None)
                if same is not None:
                    left.remove(same)
                else:
                    same = self._ports.hold(port, action)
                    fresh.append(same)
                chosen.append(same)
        except BaseException:
            self._ports.let_go(fresh)
            raise
        self._ports.let_go(left)
        return tuple(chosen)

    async def _connect(self, key: str, netns: str, action: str) -> None:
        known = self._cni.networks()
        inode = os.stat(netns).st_ino
        members = []
        for one in self._members.get(key, ()):
            configuration = _found(known, one.asked.network, action)
            wanted = Wanted(one.endpoint, one.asked, one.endpoint.ports)
            attached = self._cni.plan(configuration, wanted)
            members.append(replace(one, attached=attached, netns=netns, inode=inode))
        await self._save(key, members)
        made: list[Member] = []
        try:
            for one in members:
                assert one.attached is not None
                attached, result = await self._cni.add(one.attached, netns)
                endpoint = replace(
                    one.endpoint,
                    ipv4=result.ipv4,
                    ipv6=result.ipv6,
                    mac=result.mac or one.endpoint.mac,
                )
                made.append(replace(one, attached=attached, endpoint=endpoint))
            await self._save(key, made)
        except (CniFailed, StateFailed) as error:
            for one in reversed(made):
                await self._take_back(one)
            self._members[key] = tuple(_apart(one) for one in members)
            if isinstance(error, CniFailed):
                raise FailedPrecondition(action, f"network: {error}") from None
            raise

    async def _disconnect(self, key: str) -> None:
        members = self._members.get(key, ())
        if not any(one.attached for one in members):
            return
        self._members[key] = tuple([_apart(one) for one in members])
        for one in reversed(members):
            await self._take_back(one)
        # One that could not be taken back keeps its row; what is to come gets another id.
        fresh = []
        for one in self._members[key]:
            self._highest += 1
            fresh.append(replace(one, endpoint=replace(one.endpoint, id=self._highest)))
        await self._save(key, fresh)

    async def _release(self, key: str) -> None:
        members = self._members.pop(key, ())
        for one in reversed(members):
            await self._take_back(one)
            self._ports.let_go(one.endpoint.ports)

    async def _take_back(self, member: Member) -> bool:
        """Have plug-ins take a member off its network; False, and it is owed, when they do not."""
        ident = member.endpoint.id
        if member.attached is not None:
            netns = member.netns if _is_there(member) else ""
            try:
                await self._cni.delete(member.attached, netns)
            except CniFailed as error:
                _log.error(
                    "%s cannot be taken back, and will be tried again: %s", _shown(member), error
                )
                self._owed[ident] = member
                return False
        self._owed.pop(ident, None)
        await self._store.write(partial(rows.delete, idents=[ident]))
        return True

    async def _save(self, key: str, members: Sequence[Member]) -> None:
        await self._store.write(partial(rows.save, members=members))
        self._members[key] = tuple(members)


def _network(name: str) -> Network:
    """Return a network as others are: it belongs to nobody, and everybody may be on it."""
    return Network(0, NetworkSpec(name, driver=Driver.CNI), "", "", 0)


def _found(known: Mapping[str, Configuration], name: str, action: str) -> Configuration:
    found = known.get(name)
    if found is None:
        raise NotFound(action, f"network '{name}' not found")
    return found


def _apart(member: Member) -> Member:
    """Return a member as it is while it is not connected."""
    endpoint = replace(member.endpoint, ipv4="", ipv6="", mac=member.asked.mac.lower())
    return replace(member, endpoint=endpoint, attached=None, netns="", inode=0)


def _is_there(member: Member) -> bool:
    """Say whether the namespace of a member is still at its path."""
    try:
        return bool(member.netns) and os.stat(member.netns).st_ino == member.inode
    except OSError:
        return False


def _shown(member: Member) -> str:
    return f"{member.endpoint.name} on network '{member.asked.network}'"


def _is_same(held: PublishedPort, asked: PublishedPort) -> bool:
    return replace(asked, host_port=asked.host_port or held.host_port) == held


def _replace(
    connection: sqlite3.Connection, gone: Iterable[int], members: Iterable[Member]
) -> None:
    rows.delete(connection, gone)
    rows.save(connection, members)
