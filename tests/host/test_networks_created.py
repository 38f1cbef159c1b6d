"""Networks are made, refused and deleted: bridges, ranges, owners, forwarding."""

from pathlib import Path

import pytest

from aurae.linux import rtnetlink
from aurae.model.network import DEFAULT, Attachment, NetworkSpec
from aurae.model.refusal import (
    AlreadyExists,
    Denied,
    Exhausted,
    FailedPrecondition,
    InvalidField,
    NotFound,
)
from aurae.networks.creating import default_name
from tests.support.netspace import moved
from tests.support.networked import OTHER, OWNER, Node, node

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

FORWARD, FORWARD6 = "ipv4/ip_forward", "ipv6/conf/all/forwarding"
HEEDS = "ipv6/conf/default/accept_ra"


def settings(*paths: str) -> str:
    """Return what these settings of the kernel are, one digit each."""
    return "".join(Path("/proc/sys/net", path).read_text().strip() for path in paths)


def set_to(path: str, value: str) -> None:
    Path("/proc/sys/net", path).write_text(value)


@pytest.fixture(autouse=True)
def own_network():
    with moved():
        yield


async def addresses(node: Node, bridge: str) -> set[tuple[bytes, int]]:
    sight = await node.sight()
    return set(sight.addresses.get(sight.links[bridge].index, ()))


async def test_a_network_is_a_bridge_with_the_first_address_of_each_range(tmp_path):
    async with node(tmp_path / "s") as it:
        spec = NetworkSpec("a", ("10.1.0.0/24", "fd01::/64"), mtu=1400)
        network = await it.networks.create(spec, OWNER)
        assert (network.gateways, network.subnets) == (("10.1.0.1", "fd01::1"), spec.subnets)
        link = (await it.sight()).links[network.bridge]
        assert (link.kind, link.mtu, link.flags & rtnetlink.IFF_UP) == ("bridge", 1400, 1)
        found = await addresses(it, network.bridge)
        assert {
            (bytes([10, 1, 0, 1]), 24),
            (bytes.fromhex("fd01") + bytes(13) + b"\1", 64),
        } < found
        assert len(found) == 3  # with a link-local one
        assert it.networks.get("a") == network
        assert it.networks.list() == [network]
        await it.networks.delete("a", OWNER)
        assert await it.ours() == set()
        assert it.networks.list() == []
        with pytest.raises(NotFound, match="cannot get the network: network 'a' not found"):
            it.networks.get("a")


async def test_ranges_are_chosen_clear_of_each_other_and_of_the_machine(tmp_path):
    async with node(tmp_path / "s", pool_ipv4="10.7.0.0/22") as it:
        await it.means.kernel.run(lambda socket: socket.call(
            rtnetlink.add_bridge("other", 1500, b"\2" + bytes(5)), rtnetlink.set_up("other")))  # fmt: skip
        index = (await it.sight()).links["other"].index
        await it.means.kernel.run(
            lambda socket: socket.call(rtnetlink.add_address(index, bytes([10, 7, 1, 200]), 28))
        )
        made = [await it.networks.create(NetworkSpec(name), OWNER) for name in "abc"]
        assert {one.subnet4 for one in made} == {f"10.7.{part}.0/24" for part in (0, 2, 3)}
        assert len({one.subnet6 for one in made}) == 3
        with pytest.raises(Exhausted, match=r"no range of 10\.7\.0\.0/22 is free"):
            await it.networks.create(NetworkSpec("d"), OWNER)
        for text, who in (
            ("10.7.1.0/24", "which the machine uses"),
            ("10.7.0.0/23", "of network"),
        ):
            with pytest.raises(AlreadyExists, match=f"overlaps .* {who}"):
                await it.networks.create(NetworkSpec("d", (text,)), OWNER)
        await it.networks.delete("b", OWNER)
        assert (await it.networks.create(NetworkSpec("b"), OWNER)).subnet4 == made[1].subnet4


async def test_a_name_that_is_taken_or_none_is_refused_and_nothing_is_left(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        with pytest.raises(AlreadyExists, match="network 'a' already exists"):
            await it.networks.create(NetworkSpec("a"), OTHER)
        with pytest.raises(InvalidField, match="cannot create the network: name: 'a b' is not"):
            await it.networks.create(NetworkSpec("a b"), OWNER)
        assert await it.ours() == {network.bridge}


async def test_a_network_belongs_to_its_owner_and_is_not_deleted_under_its_members(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        with pytest.raises(Denied, match="network 'a' belongs to somebody else"):
            await it.networks.delete("a", OTHER)
        with pytest.raises(Denied, match="cannot start x: network 'a' belongs"):
            await it.networks.reserve("run-1", OTHER, "x", (Attachment("a"),), (), "start x")
        for number in range(5):
            key = f"run-{number}"
            await it.networks.reserve(key, OWNER, f"w{number}", (Attachment("a"),), (), "start")
        with pytest.raises(FailedPrecondition, match="is used by 'w0', 'w1', 'w2' and 2 others"):
            await it.networks.delete("a", OWNER)
        for number in range(5):
            await it.networks.release(f"run-{number}")
        await it.networks.delete("a", OWNER)
        with pytest.raises(NotFound, match="network 'a' not found"):
            await it.networks.reserve("run-1", OWNER, "x", (Attachment("a"),), (), "start")


async def test_each_owner_has_a_default_network_made_when_it_is_needed(tmp_path):
    async with node(tmp_path / "s") as it:
        for number, owner in enumerate((OWNER, OTHER, OWNER, OTHER)):
            await it.networks.reserve(
                f"run-{number}", owner, "w", (Attachment(DEFAULT),), (), "start"
            )
        owners = {network.name: network.owner for network in it.networks.list()}
        assert owners == {DEFAULT: OWNER, default_name(OTHER): OTHER}
        assert len(it.networks.members(it.networks.get(DEFAULT))) == 2


async def test_a_machine_without_ipv6_has_networks_without_it(tmp_path):
    set_to("ipv6/conf/default/disable_ipv6", "1")
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        assert (network.subnet6, network.gateways) == ("", (network.gateway4,))
        with pytest.raises(FailedPrecondition, match="IPv6 is switched off on this machine"):
            await it.networks.create(NetworkSpec("b", ("fd00::/64",)), OWNER)
        (endpoint,) = await it.networks.reserve(
            "run-1", OWNER, "w", (Attachment("a"),), (), "start"
        )
        await it.networks.connect("run-1", it.space("run-1"))
        assert endpoint.ipv6 == ""
        assert settings(FORWARD6) == "0"


async def test_a_network_that_wants_none_has_no_ipv6(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a", ipv6=False), OWNER)
        assert network.subnets == (network.subnet4,)
        assert len(await addresses(it, network.bridge)) == 1


async def test_the_mtu_is_that_of_the_way_out(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.means.kernel.run(lambda socket: socket.call(
            rtnetlink.add_bridge("up0", 1380, b"\2" + bytes(5)), rtnetlink.set_up("up0")))  # fmt: skip
        index = (await it.sight()).links["up0"].index
        await it.means.kernel.run(
            lambda socket: socket.call(
                rtnetlink.add_address(index, bytes([192, 168, 7, 2]), 24),
                rtnetlink.add_default(index, bytes([192, 168, 7, 1])),
            )
        )
        assert (await it.networks.create(NetworkSpec("a"), OWNER)).mtu == 1380
        assert (await it.networks.create(NetworkSpec("b", mtu=9000), OWNER)).mtu == 9000


async def test_forwarding_is_put_on_for_the_first_network_and_off_after_the_last(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("in", internal=True), OWNER)
        assert settings(FORWARD, FORWARD6) == "00"
        await it.networks.create(NetworkSpec("a"), OWNER)
        await it.networks.create(NetworkSpec("b"), OWNER)
        assert settings(FORWARD, FORWARD6, HEEDS) == "112"
        await it.restart()
        await it.networks.delete("a", OWNER)
        assert settings(FORWARD) == "1"
        await it.networks.delete("b", OWNER)
        assert settings(FORWARD, FORWARD6, HEEDS) == "001"


async def test_forwarding_that_somebody_else_has_put_on_stays_on(tmp_path):
    set_to(FORWARD, "1")
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        await it.networks.delete("a", OWNER)
        assert settings(FORWARD, FORWARD6) == "10"


async def test_forwarding_that_is_to_be_left_as_it_is_and_is_off_refuses_a_network(tmp_path):
    async with node(tmp_path / "s", sets_forwarding=False) as it:
        with pytest.raises(FailedPrecondition, match=r"ip_forward is 0, .* setting ip_forward is"):
            await it.networks.create(NetworkSpec("a", ipv6=False), OWNER)
        assert await it.ours() == set()
        await it.networks.create(NetworkSpec("in", internal=True), OWNER)
        set_to(FORWARD, "1")
        await it.networks.create(NetworkSpec("a", ipv6=False), OWNER)


async def test_a_network_whose_rules_cannot_be_made_leaves_nothing(tmp_path):
    async with node(tmp_path / "s") as it:
        it.rules.refusal = FailedPrecondition("make rules", "libnftables1 is not installed")
        with pytest.raises(FailedPrecondition, match="libnftables1 is not installed"):
            await it.networks.create(NetworkSpec("a"), OWNER)
        assert await it.ours() == set()
        await it.restart()
        assert it.networks.list() == []


async def test_two_daemons_side_by_side_have_nothing_in_common(tmp_path):
    async with node(tmp_path / "one") as one, node(tmp_path / "two") as two:
        first = await one.networks.create(NetworkSpec("a"), OWNER)
        second = await two.networks.create(NetworkSpec("a"), OWNER)
        assert first.bridge != second.bridge
        assert first.subnet4 != second.subnet4
        await one.restart()
        assert await two.ours() == {second.bridge}
        await one.networks.delete("a", OWNER)
        assert await two.ours() == {second.bridge}
        assert await two.networks.reconcile() == ["/proc/sys/net/ipv4/ip_forward was off",
                                                  "/proc/sys/net/ipv6/conf/all/forwarding was off"]  # fmt: skip


async def test_networks_outlive_the_server(tmp_path):
    async with node(tmp_path / "s") as it:
        made = [await it.networks.create(NetworkSpec(name), OWNER) for name in "ab"]
        await it.restart()
        assert it.networks.list() == made
        assert await it.ours() == {one.bridge for one in made}
        assert list(it.rules.networks.values()) == made


async def test_links_that_nobody_knows_of_go_with_the_next_start(tmp_path):
    async with node(tmp_path / "s") as it:
        kept = await it.networks.create(NetworkSpec("a"), OWNER)
        stray = f"au{it.choices.tag}b9"
        await it.means.kernel.run(
            lambda socket: socket.call(rtnetlink.add_bridge(stray, 1500, b"\2" + bytes(5)))
        )
        await it.restart()
        await it.agreed({kept.bridge})
        assert (await it.networks.create(NetworkSpec("b"), OWNER)).bridge > stray
