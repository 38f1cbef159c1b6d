"""Rows of the tables of networks: `networks`, `endpoints`, `freed_addresses` and `forwarding`."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from aurae.model.network import Endpoint, Network
from aurae.state import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")

MOST_FREED = 4096
"""Addresses of one network of which we remember that somebody had them."""
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

_log = logging.getLogger("aurae.state")


@dataclass(slots=True)
class Rows:
    """What the tables hold.

    `freed` has for each network the addresses that were given back, the latest last; `forwarding`
    what a setting of the kernel was before we changed it, by its path.
    """

    networks: dict[int, Network] = field(default_factory=dict)
    endpoints: dict[int, Endpoint] = field(default_factory=dict)
    freed: dict[int, list[str]] = field(default_factory=dict)
    forwarding: dict[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are that people would miss."""
        return len(self.networks) + len(self.endpoints)


def save_network(connection: sqlite3.Connection, network: Network) -> None:
    """Write a network."""
    connection.execute(
        "INSERT OR REPLACE INTO networks VALUES (?, ?, ?)",
        (network.id, network.name, record.dump(network)),
    )


def delete_network(connection: sqlite3.Connection, ident: int) -> None:
    """Remove a network with all that is known of its addresses."""
    connection.execute("DELETE FROM networks WHERE id = ?", (ident,))
    connection.execute("DELETE FROM endpoints WHERE network = ?", (ident,))
    connection.execute("DELETE FROM freed_addresses WHERE network = ?", (ident,))


def save_endpoints(connection: sqlite3.Connection, endpoints: Iterable[Endpoint]) -> None:
    """Write endpoints; what was known of their addresses is that they are in use now."""
    for item in endpoints:
        connection.execute(
            "INSERT OR REPLACE INTO endpoints VALUES (?, ?, ?, ?, ?)",
            (item.id, item.key, item.index, item.network_id, record.dump(item)),
        )
        connection.executemany(
            "DELETE FROM freed_addresses WHERE network = ? AND address = ?",
            [(item.network_id, address) for address in item.addresses],
        )


def delete_endpoints(connection: sqlite3.Connection, endpoints: Sequence[Endpoint]) -> None:
    """Remove endpoints and remember that their addresses were used until now."""
    connection.executemany(
        "DELETE FROM endpoints WHERE id = ?", [(item.id,) for item in endpoints]
    )
    for item in endpoints:
        for address in item.addresses:
            _free(connection, item.network_id, address)


def _free(connection: sqlite3.Connection, network: int, address: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO freed_addresses (network, address) VALUES (?, ?)",
        (network, address),
    )
    connection.execute(
        "DELETE FROM freed_addresses WHERE network = ?1 AND place <= (SELECT place FROM "
        "freed_addresses WHERE network = ?1 ORDER BY place DESC LIMIT 1 OFFSET ?2)",
        (network, MOST_FREED),
    )


def save_forwarding(connection: sqlite3.Connection, before: Mapping[str, str]) -> None:
    """Write what settings of the kernel were before we changed them; all that is known of them."""
    connection.execute("DELETE FROM forwarding")
    connection.executemany("INSERT INTO forwarding VALUES (?, ?)", before.items())


def save_all(connection: sqlite3.Connection, rows: Rows) -> None:
    """Write everything."""
    for network in rows.networks.values():
        save_network(connection, network)
    for network_id, addresses in rows.freed.items():
        for address in addresses:
            _free(connection, network_id, address)
    save_endpoints(connection, rows.endpoints.values())
    save_forwarding(connection, rows.forwarding)


def everything(connection: sqlite3.Connection) -> Rows:
    """Return all rows; one that cannot be read is told and left out, and what belongs to it too."""
    rows = Rows(dict(_networks(connection)), {}, {}, dict(_forwarding(connection)))
    rows.endpoints = _of_networks(_endpoints(connection), rows)
    for network, address in _freed(connection):
        if network in rows.networks:
            rows.freed.setdefault(network, []).append(address)
    return rows


def readable(connection: sqlite3.Connection) -> Rows:
    """Return what a damaged file still gives."""
    rows = Rows()
    rows.networks = dict(_taken(lambda: _networks(connection)))
    rows.endpoints = _of_networks(_taken(lambda: _endpoints(connection)), rows)
    rows.forwarding = dict(_taken(lambda: _forwarding(connection)))
    return rows


def _of_networks(found: Iterable[tuple[int, Endpoint]], rows: Rows) -> dict[int, Endpoint]:
    return {ident: item for ident, item in found if item.network_id in rows.networks}


def _taken(read: Callable[[], Iterator[T]]) -> Iterator[T]:
    try:
        yield from read()
    except sqlite3.Error:
        return  # what was found until here is what there is


def _networks(connection: sqlite3.Connection) -> Iterator[tuple[int, Network]]:
    return _all(connection, "networks", Network)


def _endpoints(connection: sqlite3.Connection) -> Iterator[tuple[int, Endpoint]]:
    return _all(connection, "endpoints", Endpoint)


def _freed(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    yield from connection.execute("SELECT network, address FROM freed_addresses ORDER BY place")


def _forwarding(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    yield from connection.execute("SELECT path, before FROM forwarding")


def _all(connection: sqlite3.Connection, table: str, kind: type[T]) -> Iterator[tuple[int, T]]:
    for key, text in connection.execute(f"SELECT id, record FROM {table} ORDER BY id"):  # noqa: S608  # ours
        try:
            yield key, record.load(kind, text)
        except _UNREADABLE as error:
            _log.error("cannot read %s of %s: %s", key, table, error)
