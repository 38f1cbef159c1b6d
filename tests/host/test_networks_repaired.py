"""What somebody does to our bridges, links, rules and settings is put right, at once or when asked."""

import asyncio
import contextlib
import subprocess
from pathlib import Path

import pytest

from aurae.linux import rtnetlink
from aurae.model.network import Attachment, NetworkSpec, PublishedPort
from aurae.networks import naming
from tests.support.netspace import moved
from tests.support.networked import LIMIT, OWNER, STEP, Node, node
from tests.support.require import need
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

A = (Attachment("a"),)


@pytest.fixture(autouse=True)
def own_network():
    with moved():
        yield


async def change(it: Node, *requests) -> None:
    await it.means.kernel.run(lambda socket: socket.call(*requests))


@contextlib.asynccontextmanager
async def connected(folder: Path):
    """Give a node with a network `a`, and a workload `w` on it."""
    async with node(folder) as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        (endpoint,) = await it.networks.reserve("w", OWNER, "w", A, (PublishedPort(80),), "start")
        await it.networks.connect("w", it.space("w"))
        assert await it.networks.reconcile() == []
        yield it, network, endpoint


async def is_whole(it: Node, network, endpoint) -> bool:
    sight = await it.sight()
    bridge, link = sight.links.get(network.bridge), sight.links.get(endpoint.host_interface)
    return (
        bridge is not None
        and link is not None
        and link.master == bridge.index
        and bool(bridge.flags & link.flags & rtnetlink.IFF_UP)
        and len(sight.addresses.get(bridge.index, ())) == 3
        and bridge.mtu == network.mtu
    )


def delete_bridge(it, network, endpoint, sight):
    return [rtnetlink.delete_link(network.bridge)]


def bridge_down(it, network, endpoint, sight):
    return [rtnetlink.set_down(network.bridge)]


def link_down(it, network, endpoint, sight):
    return [rtnetlink.set_down(endpoint.host_interface)]


def link_taken_off(it, network, endpoint, sight):
    return [rtnetlink.set_master(endpoint.host_interface, 0)]


def address_gone(it, network, endpoint, sight):
    index = sight.links[network.bridge].index
    return [rtnetlink.delete_address(index, bytes(map(int, network.gateway4.split("."))), 24)]


DEEDS = {
    delete_bridge: [
        "bridge {bridge} of network 'a' was gone",
        "link {link} of w was off network 'a'",
    ],
    bridge_down: ["bridge {bridge} of network 'a' was down"],
    link_down: ["link {link} of w was off network 'a'"],
    link_taken_off: ["link {link} of w was off network 'a'"],
    address_gone: ["bridge {bridge} of network 'a' had lost {gateway}/24"],
}


@pytest.mark.parametrize("deed", list(DEEDS))
async def test_what_is_done_to_links_is_found_and_put_right(tmp_path, deed):
    async with connected(tmp_path / "s") as (it, network, endpoint):
        await change(it, *deed(it, network, endpoint, await it.sight()))
        assert not await is_whole(it, network, endpoint)
        names = {
            "bridge": network.bridge,
            "link": endpoint.host_interface,
            "gateway": network.gateway4,
        }
        assert await it.networks.reconcile() == [text.format(**names) for text in DEEDS[deed]]
        assert await is_whole(it, network, endpoint)
        assert await it.networks.reconcile() == []


@pytest.mark.parametrize("deed", list(DEEDS))
async def test_what_is_done_to_links_is_put_right_without_being_asked(tmp_path, deed):
    async with connected(tmp_path / "s") as (it, network, endpoint):
        async with asyncio.TaskGroup() as group:
            watch = group.create_task(it.networks.watch())
            await change(it, *deed(it, network, endpoint, await it.sight()))
            async with asyncio.timeout(LIMIT):
                while not await is_whole(it, network, endpoint):  # noqa: ASYNC110  # nobody tells us
                    await asyncio.sleep(STEP)
            watch.cancel()
        assert await it.networks.reconcile() == []


def looks_of(it: Node) -> list[list[str]]:
    """Return what all looks have found, as they come."""
    looks: list[list[str]] = []
    reconcile = it.networks._watching._reconcile

    async def counted() -> list[str]:
        looks.append(list(await reconcile()))
        return looks[-1]

    it.networks._watching._reconcile = counted
    return looks


async def test_a_workload_that_ends_costs_no_look_at_everything(tmp_path):
    async with connected(tmp_path / "s") as (it, network, _):
        looks = looks_of(it)
        async with asyncio.TaskGroup() as group:
            watch = group.create_task(it.networks.watch())
            it.leave("w")
            await it.agreed({network.bridge})
            await eventually(lambda: it.rules.endpoints == {}, "its rules go", LIMIT)
            watch.cancel()
        assert looks == []
        await it.networks.release("w")


async def test_what_we_do_ourselves_is_no_trouble(tmp_path):
    async with node(tmp_path / "s") as it:
        looks = looks_of(it)
        async with asyncio.TaskGroup() as group:
            watch = group.create_task(it.networks.watch())
            await it.networks.create(NetworkSpec("a"), OWNER)
            for key in ("one", "two"):
                await it.networks.reserve(key, OWNER, key, A, (), "start")
                await it.networks.connect(key, it.space(key))
            await it.networks.create(NetworkSpec("b"), OWNER)
            await it.networks.release("one")
            it.leave("one")
            await it.agreed(
                {it.networks.get(name).bridge for name in "ab"}
                | {it.networks.endpoints("two")[0].host_interface}
            )
            await it.networks.delete("b", OWNER)
            watch.cancel()
        assert looks == []


@pytest.mark.parametrize(
    "command", ["flush ruleset", "delete table inet {}", "flush table bridge {}"]
)
async def test_rules_that_somebody_removes_are_made_anew(tmp_path, command):
    nft = need("nft")
    async with connected(tmp_path / "s") as (it, _, endpoint):
        before = rules(nft)
        assert endpoint.host_interface in before
        run(nft, command.format(naming.table(it.choices.tag)))
        assert rules(nft) != before
        assert await it.networks.reconcile() == ["rules of nftables were not as they have to be"]
        assert rules(nft) == before


async def test_a_bridge_that_is_gone_when_a_workload_comes_is_made_first(tmp_path):
    async with connected(tmp_path / "s") as (it, network, endpoint):
        await change(it, rtnetlink.delete_link(network.bridge))
        await it.networks.reserve("x", OWNER, "x", A, (), "start x")
        await it.networks.connect("x", it.space("x"), "start x")
        assert await is_whole(it, network, endpoint)
        assert await is_whole(it, network, it.networks.endpoints("x")[0])


async def test_a_link_of_a_bridges_name_that_is_none_is_told_once_and_left_alone(tmp_path, caplog):
    async with connected(tmp_path / "s") as (it, network, _):
        space = it.space("other")
        await change(
            it,
            rtnetlink.delete_link(network.bridge),
            rtnetlink.add_pair(network.bridge, 0, 1500, "x", space, bytes([2, 0, 0, 0, 0, 1])),
        )
        for _ in range(2):
            assert await it.networks.reconcile() == []
        (problem,) = it.networks.problems()
        assert caplog.text.count("is no bridge") == 1
        assert "a link of that name is no bridge" in problem
        assert (await it.sight()).links[network.bridge].kind == "veth"
        await change(it, rtnetlink.delete_link(network.bridge))
        assert len(await it.networks.reconcile()) == 2
        assert it.networks.problems() == []


async def test_forwarding_that_is_put_off_is_put_on_again(tmp_path):
    async with connected(tmp_path / "s") as (it, _, _):
        for path in ("ipv4/ip_forward", "ipv6/conf/all/forwarding"):
            put(path, "0")
            assert await it.networks.reconcile() == [f"/proc/sys/net/{path} was off"]
        assert await it.networks.reconcile() == []


async def test_all_at_once_after_a_restart(tmp_path):
    nft = need("nft")
    async with connected(tmp_path / "s") as (it, network, endpoint):
        before = rules(nft)
        await it.networks.close()
        run(nft, "flush ruleset")
        run(need("ip"), "link", "delete", network.bridge)
        put("ipv4/ip_forward", "0")
        await it.restart(["w"])
        assert await is_whole(it, network, endpoint)
        assert rules(nft) == before
        assert await it.networks.reconcile() == []


def put(path: str, value: str) -> None:
    Path("/proc/sys/net", path).write_text(value)


def run(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def rules(nft: str) -> str:
    return run(nft, "-s", "list", "ruleset")
