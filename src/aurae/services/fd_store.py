"""Descriptors that a service has the daemon keep over its restarts (FDSTORE=1 of sd_notify(3))."""

from __future__ import annotations

import asyncio
import logging
import select
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aurae.linux import files
from aurae.linux.descriptors import same_description
from aurae.processes import closing
from aurae.services.readable import readable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from aurae.services.notify import Heard

_log = logging.getLogger("aurae.services")

USUAL_NAME = "stored"

Entry = tuple[int, str, bool]
"""What a row holds of one descriptor: its id at init, its name, and whether its hanging up ends it."""


class Keeper(Protocol):
    """Init, which holds copies, so that a crash of the server loses none."""

    async def keep(self, fd: int) -> int:
        """Have a copy kept; returns its id. Raises OSError, such as for want of room."""

    def drop(self, ident: int, last: int) -> None:
        """Have the copy of this id closed, and then ours, `last`, which is taken."""


@dataclass(frozen=True, slots=True)
class _Stored:
    ident: int
    name: str
    poll: bool
    fd: int

    @property
    def entry(self) -> Entry:
        return self.ident, self.name, self.poll


class FdStore:
    """The stored descriptors of one service, in the order they came.

    One counts as stored when its entry is saved. Init has it before, and a server that dies
    between the two leaves one at init that no entry names, which is to be dropped at adoption.
    """

    def __init__(
        self,
        service: str,
        limit: int,
        keeper: Keeper,
        save: Callable[[list[Entry]], Awaitable[None]],
    ) -> None:
        """Store at most `limit` for the service called `service`; `save` puts entries on disk."""
        self._service = service
        self._limit = limit
        self._keeper = keeper
        self._save = save
        self._stored: list[_Stored] = []
        self._one_at_a_time = asyncio.Lock()
        self._epoll = select.epoll()
        self._has_complained = False

    def restore(self, entries: Iterable[Entry], fds: Mapping[int, int]) -> None:
        """Take up what an earlier server had saved; `fds` of init's by id, taken if an entry names it.

        Entries of what init has not are left out.
        """
        for ident, name, poll in entries:
            if ident in fds:
                self._put(_Stored(ident, name, poll, fds[ident]))

    @property
    def entries(self) -> list[Entry]:
        """What is stored, as it is saved."""
        return [stored.entry for stored in self._stored]

    @property
    def names(self) -> list[str]:
        """For LISTEN_FDNAMES."""
        return [stored.name for stored in self._stored]

    @property
    def idents(self) -> list[int]:
        """The ids at init, in the order of `names`."""
        return [stored.ident for stored in self._stored]

    def __len__(self) -> int:
        return len(self._stored)

    async def obey(self, heard: Heard) -> None:
        """Do what a message asks of the store."""
        said = heard.said
        if said.fd_store_remove and said.fd_name is not None:
            await self.remove(said.fd_name)
        if said.fd_store and heard.fds:
            await self.add(heard.take_fds(), said.fd_name or USUAL_NAME, poll=said.fd_poll)

    async def add(self, fds: list[int], name: str, *, poll: bool) -> None:
        """Store descriptors, which are taken: one that is stored already, or one too many, is closed."""
        left = fds[::-1]
        try:
            async with self._one_at_a_time:
                while left:
                    await self._add(left.pop(), name, poll=poll)
        finally:
            for fd in left:
                closing.close(fd)

    async def remove(self, name: str) -> None:
        """Drop all that have a name."""
        async with self._one_at_a_time:
            await self._drop([stored for stored in self._stored if stored.name == name])

    def clear(self) -> None:
        """Drop all; that nothing is stored is the caller's to save."""
        for stored in self._stored:
            self._forget(stored)
            self._keeper.drop(stored.ident, stored.fd)
        self._stored.clear()

    async def watch(self) -> None:
        """Drop those that hang up or fail, until cancelled."""
        while True:
            await readable(self._epoll.fileno())
            async with self._one_at_a_time:
                gone = {fd for fd, _ in self._epoll.poll(0)}
                await self._drop([stored for stored in self._stored if stored.fd in gone])

    def close(self) -> None:
        """Let go of them here; init keeps them."""
        for stored in self._stored:
            self._forget(stored)
            closing.close(stored.fd)
        self._stored.clear()
        self._epoll.close()

    async def _add(self, fd: int, name: str, *, poll: bool) -> None:
        if any(same_description(fd, stored.fd) for stored in self._stored):
            closing.close(fd)
            return
        if len(self._stored) >= self._limit:
            self._complain(fd, f"fd_store is {self._limit}")
            return
        if not files.can_be_closed_at_once(fd):
            self._complain(fd, "its file system may never answer")
            return
        try:
            ident = await self._keeper.keep(fd)
        except OSError as error:
            self._complain(fd, error.strerror or str(error))
            return
        except BaseException:
            closing.close(fd)
            raise
        stored = _Stored(ident, name, poll, fd)
        try:
            await self._save([*self.entries, stored.entry])
        except BaseException:
            self._keeper.drop(ident, fd)
            raise
        self._put(stored)

    def _put(self, stored: _Stored) -> None:
        if stored.poll:
            # Without an event of its own an entry tells of EPOLLHUP and EPOLLERR alone.
            # A plain file never hangs up, and others the kernel may refuse to watch: a deep nest
            # of epoll descriptors.
            with suppress(OSError):
                self._epoll.register(stored.fd, 0)
        self._stored.append(stored)

    async def _drop(self, those: list[_Stored]) -> None:
        for stored in those:
            self._stored.remove(stored)
            self._forget(stored)
            self._keeper.drop(stored.ident, stored.fd)
        if those:
            await self._save(self.entries)

    def _forget(self, stored: _Stored) -> None:
        # An entry of epoll lasts as long as any copy, init's and the service's too.
        with suppress(OSError):
            self._epoll.unregister(stored.fd)

    def _complain(self, fd: int, why: str) -> None:
        closing.close(fd)
        if not self._has_complained:
            self._has_complained = True
            _log.warning("%s: cannot store a descriptor: %s", self._service, why)
