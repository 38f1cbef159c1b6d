"""Networks in the state: what is written is read again, and what is damaged costs no other row."""

import sqlite3
from dataclasses import replace
from functools import partial

import pytest

from aurae.model.network import Endpoint, Network, NetworkSpec, Protocol, PublishedPort, Rates
from aurae.state import networks
from aurae.state.database import FILE
from aurae.state.networks import MOST_FREED, Rows
from aurae.state.store import Store

pytestmark = pytest.mark.asyncio

SPEC = NetworkSpec("shop", ("10.1.0.0/24",), mtu=1400, internal=True, labels={"a": "b"})
NETWORK = Network(
    3, SPEC, "spiffe://x/y", "aub3", 1400, "10.1.0.0/24", "10.1.0.1", "fd00::/64", "fd00::1", 7
)
PORT = PublishedPort(80, 8080, Protocol.UDP, "127.0.0.1")
ENDPOINT = Endpoint(
    *(5, "run-9", 0, "web", "spiffe://x/y", 3, "eth0", "aue5", "02:00:0a:01:00:02"),
    *("10.1.0.2", "fd00::2", ("www",), Rates(receive=5), (PORT,)),
)
ROWS = Rows({3: NETWORK}, {5: ENDPOINT}, {3: ["10.1.0.9", "10.1.0.4"]}, {"ipv4/ip_forward": "0"})


async def freed(store: Store) -> list[str]:
    return (await store.read(networks.everything)).freed.get(3, [])


async def test_networks_are_read_as_they_were_written(tmp_path):
    store = await Store.open(tmp_path)
    await store.write(partial(networks.save_all, rows=ROWS))
    assert await store.read(networks.everything) == ROWS
    await store.write(partial(networks.delete_network, ident=3))
    assert await store.read(networks.everything) == Rows(forwarding=ROWS.forwarding)
    await store.close()


async def test_addresses_that_are_given_back_are_remembered_in_that_order(tmp_path):
    store = await Store.open(tmp_path)
    await store.write(partial(networks.save_network, network=NETWORK))
    others = [
        replace(ENDPOINT, id=number, key=f"run-{number}", ipv4=f"10.1.0.{number}", ipv6="")
        for number in (7, 8, 9)
    ]
    await store.write(partial(networks.save_endpoints, endpoints=others))
    for item in (others[1], others[0], others[2]):
        await store.write(partial(networks.delete_endpoints, endpoints=[item]))
    assert await freed(store) == ["10.1.0.8", "10.1.0.7", "10.1.0.9"]
    await store.write(partial(networks.save_endpoints, endpoints=[others[0]]))
    await store.write(partial(networks.delete_endpoints, endpoints=[others[0]]))
    assert await freed(store) == ["10.1.0.8", "10.1.0.9", "10.1.0.7"]
    await store.close()


async def test_only_the_latest_of_them_are_remembered(tmp_path):
    store = await Store.open(tmp_path)
    await store.write(partial(networks.save_network, network=NETWORK))
    many = [
        replace(ENDPOINT, id=number, ipv4=f"10.1.{number >> 8}.{number & 255}", ipv6="")
        for number in range(MOST_FREED + 3)
    ]
    await store.write(partial(networks.delete_endpoints, endpoints=many))
    assert await freed(store) == [item.ipv4 for item in many[3:]]
    await store.close()


async def test_a_row_that_cannot_be_read_costs_no_other_but_those_that_belong_to_it(
    tmp_path, caplog
):
    store = await Store.open(tmp_path)
    await store.write(partial(networks.save_all, rows=ROWS))
    orphan = replace(ENDPOINT, id=6, key="run-10", network_id=4)

    def spoil(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO networks VALUES (4, 'odd', '[1]')")
        connection.execute("INSERT INTO endpoints VALUES (7, 'odd', 0, 3, '{')")
        networks.save_endpoints(connection, [orphan])

    await store.write(spoil)
    assert await store.read(networks.everything) == ROWS
    assert "cannot read 4 of networks" in caplog.text
    assert "cannot read 7 of endpoints" in caplog.text
    await store.close()


async def test_networks_are_saved_from_a_damaged_file(tmp_path):
    store = await Store.open(tmp_path)
    await store.write(partial(networks.save_all, rows=ROWS))
    await store.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DROP TABLE cells")
    connection.close()
    store = await Store.open(tmp_path)
    assert "2 rows were saved" in store.problems[0]
    assert await store.read(networks.everything) == replace(ROWS, freed={})
    await store.close()
