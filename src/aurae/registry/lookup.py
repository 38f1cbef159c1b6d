"""Addresses of a host's name, asked for in threads of their own.

getaddrinfo(3) waits for name servers that a stranger may run, and cannot be cancelled. In the event loop's
pool, which everything else shares, a few slow names would hold up the whole daemon. A thread that
nobody waits for any more ends with its answer, or with the process.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE = 4
"""Names that one user of a registry looks up at the same time; those that nobody waits for count."""


class Address(NamedTuple):
    """Where a host is, as numbers."""

    family: int
    proto: int
    host: str
    port: int


class Lookup:
    """Looks names up for one user of a registry."""

    def __init__(self) -> None:
        """Nothing is looked up."""
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def addresses(self, host: str, port: int, family: int, limit: float) -> list[Address]:
        """Return the addresses of a name. Raises OSError, also when there is none within `limit` seconds."""
        try:
            async with asyncio.timeout(limit):
                await self._turns.acquire()
                return await self._begin(partial(_addresses, host, port, family))
        except TimeoutError:
            raise OSError(f"no name server has an answer within {limit:g} s") from None

    def _begin(self, work: Callable[[], list[Address]]) -> asyncio.Future[list[Address]]:
        """Begin a thread, which has the turn until it ends."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[list[Address]] = loop.create_future()

        def settle(found: list[Address] | Exception) -> None:
            self._turns.release()
            if done.done():
                return
            if isinstance(found, Exception):
                done.set_exception(found)
            else:
                done.set_result(found)

        def run() -> None:
            found: list[Address] | Exception
            try:
                found = work()
            except Exception as error:  # noqa: BLE001  # handed to whoever waits
                found = error
            try:
                loop.call_soon_threadsafe(settle, found)
            except RuntimeError:
                return  # the loop has ended meanwhile

        try:
            # No pool: the process would wait for its threads when it ends.
            threading.Thread(target=run, name="lookup", daemon=True).start()
        except RuntimeError as error:
            settle(OSError(str(error)))
        return done


def _addresses(host: str, port: int, family: int) -> list[Address]:
    found = socket.getaddrinfo(
        host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
    )
    addresses = []
    for kind, _, proto, _, at in found:
        number = str(at[0])
        if kind == socket.AF_INET6 and len(at) == 4 and at[3] and "%" not in number:
            number = f"{number}%{at[3]}"  # of a link-local address
        addresses.append(Address(kind, proto, number, int(at[1])))
    return addresses
