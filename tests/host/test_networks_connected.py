"""Workloads are connected: addresses, links, ports; by themselves, in crowds, and when it goes wrong."""

import asyncio
import os
import socket
from functools import partial

import pytest

from aurae.linux import rtnetlink
from aurae.linux.netlink import NETLINK_NETFILTER, Netlink, Request
from aurae.linux.nfnetlink import IPCTNL_MSG_CT_GET, NFGENMSG
from aurae.model.network import Attachment, Endpoint, NetworkSpec, Protocol, PublishedPort
from aurae.model.refusal import AlreadyExists, Exhausted, FailedPrecondition, InvalidField
from tests.support.netspace import moved, within
from tests.support.networked import OWNER, Node, node
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

A = (Attachment("a"),)


@pytest.fixture(autouse=True)
def own_network():
    with moved():
        yield


async def connected(it: Node, key: str, *attachments: Attachment) -> Endpoint:
    """Have a workload on networks; returns its first endpoint."""
    found = await it.networks.reserve(key, OWNER, key, attachments or A, (), "start")
    await it.networks.connect(key, it.space(key))
    return found[0]


def inside(it: Node, key: str) -> dict[str, set[str]]:
    """Return the interfaces of a workload and their addresses."""
    with within(it.space(key), Netlink) as kernel:
        links = {
            link.index: link.name
            for link in map(rtnetlink.parse_link, kernel.dump(rtnetlink.all_links()))
            if link
        }
        found: dict[str, set[str]] = {name: set() for name in links.values()}
        for one in map(rtnetlink.parse_address, kernel.dump(rtnetlink.all_addresses())):
            assert one
            family = socket.AF_INET if len(one.address) == 4 else socket.AF_INET6
            found[links[one.index]].add(socket.inet_ntop(family, one.address))
    return found


def talks(it: Node, key: str, address: str, to: str = "") -> bool:
    """Say whether a workload reaches an address of another one, or of the host."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listen = partial(socket.create_server, (address, 0), family=family)
    with within(it.space(to), listen) if to else listen() as listener:
        place = (address, listener.getsockname()[1])
        try:
            within(it.space(key), partial(socket.create_connection, place, 2)).close()
        except OSError:
            return False
    return True


async def test_workloads_reach_each_other_and_the_gateway_by_both_families(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a", host_access=True), OWNER)
        await connected(it, "one")
        other = await connected(it, "two")
        assert inside(it, "two")["eth0"] >= {other.ipv4, other.ipv6}
        assert inside(it, "two")["lo"] == {"127.0.0.1", "::1"}
        for address in other.addresses:
            assert talks(it, "one", address, to="two"), address
        for address in network.gateways:
            assert talks(it, "one", address), address
        assert it.networks.endpoints("two") == (other,)
        assert set(it.rules.endpoints.values()) == {*it.networks.endpoints("one"), other}


async def test_a_workload_on_two_networks_has_two_interfaces_and_one_way_out(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("in", internal=True), OWNER)
        out = await it.networks.create(NetworkSpec("out", host_access=True), OWNER)
        await connected(it, "w", Attachment("in"), Attachment("out"))
        first, second = it.networks.endpoints("w")
        assert (first.interface, second.interface) == ("eth0", "eth1")
        found = inside(it, "w")
        assert first.ipv4 in found["eth0"]
        assert second.ipv4 in found["eth1"]
        with within(it.space("w"), Netlink) as kernel:
            routes = list(map(rtnetlink.parse_route, kernel.dump(rtnetlink.all_routes())))
            names = {
                link.index: link.name
                for link in map(rtnetlink.parse_link, kernel.dump(rtnetlink.all_links()))
                if link
            }
        ways = {names[one.index] for one in routes if one and not one.prefix and one.table == 254}
        assert ways == {"eth1"}
        assert talks(it, "w", out.gateway4)


async def test_a_workload_without_ipv6_on_its_network_has_none_at_all(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a", ipv6=False), OWNER)
        endpoint = await connected(it, "w")
        assert inside(it, "w")["eth0"] == {endpoint.ipv4}


async def test_a_workload_that_has_switched_ipv6_off_is_connected_by_the_other_family(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)

        def switch_off() -> None:
            for name in ("all", "default"):
                path = f"/proc/sys/net/ipv6/conf/{name}/disable_ipv6"
                fd = os.open(path, os.O_WRONLY)
                os.write(fd, b"1")
                os.close(fd)

        within(it.space("w"), switch_off)
        endpoint = await connected(it, "w")
        assert inside(it, "w")["eth0"] == {endpoint.ipv4}


async def test_addresses_and_macs_that_are_asked_for_are_had(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a", ("10.1.0.0/24", "fd01::/64")), OWNER)
        asked = Attachment("a", ipv4="10.1.0.77", ipv6="fd01:0::77", mac="02:00:00:00:AA:01")
        endpoint = await connected(it, "w", asked)
        assert endpoint.addresses == ("10.1.0.77", "fd01::77")
        with within(it.space("w"), Netlink) as kernel:
            link = rtnetlink.parse_link(kernel.ask(rtnetlink.get_link("eth0")))
        assert link
        assert link.mac.hex(":") == endpoint.mac == "02:00:00:00:aa:01"
        for attachment, kind, text in (
            (Attachment("a", ipv4="10.1.0.77"), AlreadyExists, "address 10.1.0.77 of network 'a'"),
            (Attachment("a", ipv6="fd01::77"), AlreadyExists, "address fd01::77 of network 'a'"),
            (Attachment("a", mac=endpoint.mac), AlreadyExists, "MAC 02:00:00:00:aa:01 of network"),
            (Attachment("a", ipv4="10.2.0.1"), InvalidField, "10.2.0.1 is not in 10.1.0.0/24"),
            (Attachment("a", ipv4="10.1.0.1"), InvalidField, "10.1.0.1 is the gateway's"),
            (Attachment("a", ipv4="10.1.0.255"), InvalidField, "stands for all of"),
        ):
            with pytest.raises(kind, match=text):
                await it.networks.reserve("x", OWNER, "x", (attachment,), (), "start x")
        assert it.networks.endpoints("x") == ()
        # What was refused took nothing.
        again = Attachment("a", ipv4="10.1.0.78", ipv6="fd01::78")
        assert (await connected(it, "x", again)).addresses == ("10.1.0.78", "fd01::78")


async def test_a_range_that_is_used_up_refuses_and_gives_again_what_was_given_back(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a", ("10.1.0.0/29",), ipv6=False), OWNER)
        keys = [f"w{number}" for number in range(5)]
        for key in keys:
            await it.networks.reserve(key, OWNER, key, A, (), "start")
        with pytest.raises(Exhausted, match=r"cannot start x: all addresses of 10\.1\.0\.0/29 of"):
            await it.networks.reserve("x", OWNER, "x", A, (), "start x")
        freed = it.networks.endpoints("w3")[0].ipv4
        await it.networks.release("w3")
        await it.restart(keys)
        (endpoint,) = await it.networks.reserve("x", OWNER, "x", A, (), "start x")
        assert endpoint.ipv4 == freed


async def test_the_same_key_has_the_same_addresses_and_after_a_break_another_link(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        ports = (PublishedPort(80),)
        first = await it.networks.reserve("w", OWNER, "w", A, ports, "start")
        assert await it.networks.reserve("w", OWNER, "w", A, ports, "start") == first
        await it.networks.connect("w", it.space("w"))
        await it.networks.connect("w", it.space("w"))
        assert await it.networks.reserve("w", OWNER, "w", A, ports, "start") == first
        await it.networks.disconnect("w")
        assert it.rules.endpoints == {}
        it.leave("w")
        await it.restart(["w"])
        (again,) = await it.networks.reserve("w", OWNER, "w", A, ports, "start")
        assert (again.addresses, again.mac, again.ports) == (
            first[0].addresses, first[0].mac, first[0].ports,
        )  # fmt: skip
        assert again.host_interface != first[0].host_interface
        await it.networks.connect("w", it.space("w"))
        assert again.ipv4 in inside(it, "w")["eth0"]


async def test_networks_are_added_to_and_taken_from_a_workload_that_runs(tmp_path):
    async with node(tmp_path / "s") as it:
        for name in "ab":
            await it.networks.create(NetworkSpec(name), OWNER)
        first = await connected(it, "w")
        both = (Attachment("b"), Attachment("a"))
        found = await it.networks.reserve("w", OWNER, "w", both, (), "connect")
        await it.networks.connect("w", it.space("w"))
        assert [item.interface for item in found] == ["eth0", "eth1"]
        assert found[0] == first
        assert set(inside(it, "w")) >= {"lo", "eth0", "eth1"}


@pytest.mark.parametrize("protocol", list(Protocol))
async def test_a_published_port_is_nobody_elses(tmp_path, protocol):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        kind = socket.SOCK_STREAM if protocol is Protocol.TCP else socket.SOCK_DGRAM
        (endpoint,) = await it.networks.reserve(
            "w", OWNER, "w", A, (PublishedPort(80, protocol=protocol),), "start"
        )
        number = endpoint.ports[0].host_port
        for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            with socket.socket(family, kind) as other, pytest.raises(OSError, match="in use"):
                other.bind((address, number))
        taken = PublishedPort(81, number, protocol)
        with pytest.raises(AlreadyExists, match=rf"start x: port {number} \(\w+\) of the host is"):
            await it.networks.reserve("x", OWNER, "x", A, (PublishedPort(7), taken), "start x")
        assert it.networks.endpoints("x") == ()
        await it.restart(["w"])
        with pytest.raises(AlreadyExists):
            await it.networks.reserve("x", OWNER, "x", A, (taken,), "start x")
        await it.networks.release("w")
        await it.networks.reserve("x", OWNER, "x", A, (taken,), "start x")


async def test_a_port_that_cannot_be_published_is_refused_with_nothing_left(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        await it.networks.create(NetworkSpec("in", internal=True), OWNER)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            number = listener.getsockname()[1]
            for attachments, port, text in (
                (A, PublishedPort(80, number), "of the host is taken"),
                (A, PublishedPort(80, host_address="192.0.2.1"), "192.0.2.1 is no address of the"),
                ((Attachment("in"),), PublishedPort(80), "needs a network that is not internal"),
                ((), PublishedPort(80), "needs a network that is not internal"),
            ):
                with pytest.raises((AlreadyExists, FailedPrecondition), match=text):
                    await it.networks.reserve("w", OWNER, "w", attachments, (port,), "start w")
                assert it.networks.endpoints("w") == ()
        assert list(it.networks.members(it.networks.get("a"))) == []


async def test_ports_are_published_and_not_any_more_while_a_workload_runs(tmp_path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        await connected(it, "w")
        port = await it.networks.publish("w", PublishedPort(80))
        assert it.networks.endpoints("w")[0].ports == (port,)
        assert next(iter(it.rules.endpoints.values())).ports == (port,)
        await it.restart(["w"])
        assert it.networks.endpoints("w")[0].ports == (port,)
        assert await it.networks.unpublish("w", port)
        assert not await it.networks.unpublish("w", port)
        assert it.networks.endpoints("w")[0].ports == ()
        socket.create_server(("", port.host_port)).close()
        it.rules.refusal = OSError(12, "no memory")
        with pytest.raises(OSError, match="no memory"):
            await it.networks.publish("w", port)
        assert it.networks.endpoints("w")[0].ports == ()
        socket.create_server(("", port.host_port)).close()


async def test_a_hundred_workloads_are_connected_at_once_and_leave_nothing(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        keys = [f"run-{number}" for number in range(100)]
        spaces = {key: it.space(key) for key in keys}

        async def start(key: str) -> Endpoint:
            (endpoint,) = await it.networks.reserve(key, OWNER, key, A, (), "start")
            await it.networks.connect(key, spaces[key])
            return endpoint

        found = await asyncio.gather(*map(start, keys))
        for field in ("ipv4", "ipv6", "mac", "host_interface", "id"):
            assert len({getattr(item, field) for item in found}) == 100, field
        assert await it.ours() == {network.bridge, *(item.host_interface for item in found)}
        assert talks(it, keys[0], found[99].ipv4, to=keys[99])
        for key in keys:
            it.leave(key)
        await asyncio.gather(*map(it.networks.release, keys))
        assert it.rules.endpoints == {}
        await it.agreed({network.bridge})
        await it.networks.delete("a", OWNER)


async def test_a_namespace_that_is_none_or_a_name_inside_that_is_taken_leaves_nothing(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        await it.networks.reserve("w", OWNER, "w", A, (), "start w")
        null = os.open("/dev/null", os.O_RDONLY)
        try:
            with pytest.raises(FailedPrecondition, match=r"cannot start w: .*add link "):
                await it.networks.connect("w", null, "start w")
        finally:
            os.close(null)
        with within(it.space("w"), Netlink) as kernel:
            kernel.call(rtnetlink.add_bridge("eth0", 1500, b"\2" + bytes(5)))
            with pytest.raises(FailedPrecondition, match=r"cannot start w: .*File exists"):
                await it.networks.connect("w", it.space("w"), "start w")
            kernel.call(rtnetlink.delete_link("eth0"))
        assert await it.ours() == {network.bridge}
        assert it.rules.endpoints == {}
        await it.networks.connect("w", it.space("w"), "start w")


async def test_one_of_two_links_that_fails_takes_the_other_with_it(tmp_path):
    async with node(tmp_path / "s") as it:
        bridges = {(await it.networks.create(NetworkSpec(name), OWNER)).bridge for name in "ab"}
        both = (Attachment("a"), Attachment("b"))
        await it.networks.reserve("w", OWNER, "w", both, (), "start w")
        with within(it.space("w"), Netlink) as kernel:
            kernel.call(rtnetlink.add_bridge("eth1", 1500, b"\2" + bytes(5)))
        with pytest.raises(FailedPrecondition):
            await it.networks.connect("w", it.space("w"), "start w")
        assert await it.ours() == bridges


async def test_rules_that_cannot_be_made_leave_no_link(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        await it.networks.reserve("w", OWNER, "w", A, (), "start w")
        it.rules.refusal = FailedPrecondition("make rules", "the kernel cannot")
        with pytest.raises(FailedPrecondition, match="the kernel cannot"):
            await it.networks.connect("w", it.space("w"), "start w")
        assert await it.ours() == {network.bridge}
        it.rules.refusal = None
        await it.networks.connect("w", it.space("w"), "start w")


async def test_a_namespace_that_went_by_itself_is_no_error(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        endpoint = await connected(it, "w")
        it.leave("w")
        await it.agreed({network.bridge})
        await it.networks.reconcile()
        assert it.rules.endpoints == {}
        assert it.networks.endpoints("w") == (endpoint,)
        await it.networks.release("w")
        await it.networks.release("w")
        assert it.networks.endpoints("w") == ()


async def test_links_are_taken_over_by_the_next_server_and_others_released(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a", host_access=True), OWNER)
        kept = await connected(it, "kept")
        await connected(it, "gone")
        await it.restart(["kept"])
        assert it.networks.endpoints("gone") == ()
        assert set(it.rules.endpoints.values()) == {kept}
        await it.agreed({network.bridge, kept.host_interface})
        assert talks(it, "kept", network.gateway4)
        assert inside(it, "gone") == {"lo": {"127.0.0.1", "::1"}}


async def test_flows_of_who_has_gone_are_forgotten_before_somebody_has_the_address(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a", host_access=True), OWNER)
        before = await connected(it, "one")
        assert talks(it, "one", network.gateway4)
        assert has_flows(before.ipv4)
        it.leave("one")
        await it.networks.release("one")
        asked = Attachment("a", ipv4=before.ipv4)
        await it.networks.reserve("two", OWNER, "two", (asked,), (), "start")
        await it.networks.connect("two", it.space("two"))
        assert not has_flows(before.ipv4)


async def test_flows_of_who_has_gone_are_forgotten_soon(tmp_path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a", host_access=True), OWNER)
        before = await connected(it, "one")
        assert talks(it, "one", network.gateway4)
        await it.networks.release("one")
        await eventually(lambda: not has_flows(before.ipv4), "they are forgotten")


def has_flows(address: str) -> bool:
    """Say whether the kernel knows of a flow from or to an address of IPv4."""
    body = NFGENMSG.pack(socket.AF_INET, 0, 0)
    with Netlink(NETLINK_NETFILTER) as kernel:
        flows = kernel.dump(Request(IPCTNL_MSG_CT_GET, 0, body, "list flows"))
    return any(socket.inet_aton(address) in flow for flow in flows)
