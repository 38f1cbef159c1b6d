"""Virtual machines on networks: their links are taps, and all else is as with containers."""

import asyncio
import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from aurae.linux import rtnetlink, tap
from aurae.model.network import Attachment, NetworkSpec, PublishedPort, Rates
from aurae.model.refusal import FailedPrecondition, InvalidField, NotFound
from aurae.networks.taps import close as close_taps
from tests.support import frames
from tests.support.netspace import moved, within
from tests.support.networked import OWNER, node
from tests.support.tapped import A, Guest, guest, taps
from tests.support.until import until

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

SIZE = 3 * 1024 * 1024


@pytest.fixture(autouse=True)
def own_network() -> Iterator[None]:
    with moved():
        yield


def carried(space: int, to: int, address: str) -> int:
    """Return how many bytes get from one namespace to an address of another by TCP."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listen = partial(socket.create_server, (address, 0), family=family)
    with within(to, listen) as listener:
        place = (address, listener.getsockname()[1])
        return exchanged(listener, lambda: within(space, partial(connection, place)))


def connection(place: tuple[str, int]) -> socket.socket:
    return socket.create_connection(place, 5)


def exchanged(listener: socket.socket, connect: Callable[[], socket.socket]) -> int:
    """Return how many bytes of a long text come through a connection."""
    listener.settimeout(5)
    with connect() as client:
        server, _ = listener.accept()

        def send() -> None:
            with server:
                server.sendall(bytes(SIZE))

        sending = threading.Thread(target=send)
        sending.start()
        count = 0
        client.settimeout(10)
        while piece := client.recv(1 << 20):
            count += len(piece)
        sending.join()
    return count


async def test_a_guest_and_a_container_exchange_long_segments_both_ways(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        found = await it.networks.reserve("box", OWNER, "box", A, (), "start")
        await it.networks.connect("box", it.space("box"))
        async with guest(it, "vm") as vm:
            for address in found[0].addresses:
                assert carried(vm.space, it.space("box"), address) == SIZE, address
            for address in vm.tap.endpoint.addresses:
                assert carried(it.space("box"), vm.space, address) == SIZE, address


async def test_a_published_port_leads_to_a_guest(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        async with guest(it, "vm") as vm:
            port = await it.networks.publish("vm", PublishedPort(80))
            with within(vm.space, lambda: frames.listen(80)) as listener:
                place = ("127.0.0.1", port.host_port)
                assert exchanged(listener, lambda: connection(place)) == SIZE


async def test_a_tap_has_the_mtu_of_its_network_and_goes_with_its_descriptor(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a", mtu=1400), OWNER)
        found = await taps(it, "vm")
        link = (await it.sight()).links[found[0].endpoint.host_interface]
        assert (link.kind, link.mtu, found[0].mtu) == ("tun", 1400, 1400)
        assert not os.get_inheritable(found[0].fd)
        close_taps(found)
        await it.agreed({network.bridge})


async def test_a_machine_that_is_disconnected_has_its_addresses_again_and_another_tap(
    tmp_path: Path,
):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        first = await taps(it, "vm")
        with pytest.raises(FailedPrecondition, match="connected already"):
            await it.networks.connect_taps("vm")
        await it.networks.disconnect("vm")
        assert not it.rules.endpoints
        second = await taps(it, "vm")
        assert first[0].endpoint.addresses == second[0].endpoint.addresses
        # What somebody still has of the first one leads nowhere.
        await it.agreed({network.bridge, second[0].endpoint.host_interface})
        close_taps(first)
        close_taps(second)
        await it.networks.release("vm")
        await it.agreed({network.bridge})


async def test_a_machine_on_two_networks_has_two_taps_and_one_way_out(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("in", internal=True), OWNER)
        await it.networks.create(NetworkSpec("out"), OWNER)
        found = await taps(it, "vm", Attachment("in"), Attachment("out"))
        assert [(one.network.name, one.is_default) for one in found] == [
            ("in", False),
            ("out", True),
        ]
        close_taps(found)


def held() -> set[str]:
    """Return what this process has open."""
    return {os.path.realpath(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")}


async def test_nobody_is_given_half_of_the_taps(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        one = await it.networks.create(NetworkSpec("a"), OWNER)
        two = await it.networks.create(NetworkSpec("b"), OWNER)
        it.rules.refusal = FailedPrecondition("rule", "no")
        with pytest.raises(FailedPrecondition):
            await taps(it, "vm", Attachment("a"), Attachment("b"))
        it.rules.refusal = None
        await it.agreed({one.bridge, two.bridge})
        assert tap.CONTROL not in held()


async def test_whoever_leaves_before_the_taps_are_there_leaves_none(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        await it.networks.reserve("vm", OWNER, "vm", A, (), "start")
        asking = asyncio.create_task(it.networks.connect_taps("vm"))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await it.networks.release("vm")
        await it.agreed({network.bridge})


async def test_a_tap_of_that_name_which_somebody_has_left_is_not_taken(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        (endpoint,) = await it.networks.reserve("vm", OWNER, "vm", A, (), "start")
        other = tap.make(endpoint.host_interface)
        found = list(await it.networks.connect_taps("vm"))
        assert found[0].endpoint.host_interface != endpoint.host_interface
        os.close(other)
        close_taps(found)


async def test_networks_of_a_machine_that_runs_stay(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        await it.networks.create(NetworkSpec("b"), OWNER)
        found = await taps(it, "vm")
        with pytest.raises(FailedPrecondition, match="stay while it runs"):
            await it.networks.attach("vm", OWNER, "vm", Attachment("b"), "attach")
        with pytest.raises(FailedPrecondition, match="stay while it runs"):
            await it.networks.detach("vm", network, "detach")
        close_taps(found)
        await it.networks.disconnect("vm")
        await it.networks.attach("vm", OWNER, "vm", Attachment("b"), "attach")
        await it.networks.detach("vm", network, "detach")
        assert [one.network_id for one in it.networks.endpoints("vm")] == [2]


async def test_a_guest_goes_on_when_the_server_is_another_one(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        async with guest(it, "vm") as vm:
            name = vm.tap.endpoint.host_interface
            await it.restart({"vm"})
            assert set(it.rules.endpoints.values()) == set(it.networks.endpoints("vm"))
            assert it.networks.endpoints("vm")[0].is_tap
            assert await it.ours() == {network.bridge, name}
            async with guest(it, "other") as other:
                address = vm.tap.endpoint.ipv4
                assert carried(other.space, vm.space, address) == SIZE
            await it.restart()
            await it.agreed({network.bridge})


async def test_a_tap_off_its_bridge_is_put_back(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        async with guest(it, "vm") as vm, guest(it, "other") as other:
            name = vm.tap.endpoint.host_interface
            await it.means.kernel.run(
                lambda netlink: netlink.call(
                    rtnetlink.set_master(name, 0), rtnetlink.set_down(name)
                )
            )
            (told,) = await it.networks.reconcile()
            assert f"link {name} of vm was off" in told
            assert carried(other.space, vm.space, vm.tap.endpoint.ipv4) == SIZE


async def test_what_a_guest_receives_and_sends_is_held_to_its_rates(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a"), OWNER)
        rates = Rates(receive=4_000_000, send=200_000)
        async with (
            guest(it, "vm", Attachment("a", rates=rates)) as vm,
            guest(it, "other") as other,
        ):
            began = time.monotonic()
            assert (
                await asyncio.to_thread(carried, vm.space, other.space, other.tap.endpoint.ipv4)
                == SIZE
            )
            assert time.monotonic() - began > 0.5, "of 3 MiB up to 0.4 MB come at once"
            address = other.tap.endpoint.ipv4
            with within(other.space, partial(datagrams, address)) as receiver:
                with within(vm.space, partial(datagrams, vm.tap.endpoint.ipv4)) as sender:
                    for _ in range(1000):
                        sender.sendto(bytes(1400), receiver.getsockname())
                got = await asyncio.to_thread(counted, receiver)
            assert 100_000 <= got < 500_000, "what may be sent in a second, and a burst"


async def test_rates_change_while_a_guest_runs(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        async with guest(it, "vm") as vm, guest(it, "other") as other:
            took = partial(seconds, vm.space, other)
            for rates in (Rates(4_000_000, 500_000), Rates(3_000_000, 400_000)):
                await it.networks.set_rates("vm", network, rates, "limit")
                assert await asyncio.to_thread(took) > 0.5
                assert it.networks.endpoints("vm")[0].rates == rates
            await it.networks.set_rates("vm", network, None, "limit")
            await asyncio.to_thread(until, lambda: took() < 0.5, "it is fast again")
            assert await it.rules.is_whole()
            with pytest.raises(InvalidField, match=r"rates\.send"):
                await it.networks.set_rates("vm", network, Rates(send=0), "limit")
            with pytest.raises(NotFound):
                await it.networks.set_rates("nobody", network, None, "limit")


def seconds(space: int, other: Guest) -> float:
    """Return how long a guest takes to read a long text."""
    began = time.monotonic()
    assert carried(space, other.space, other.tap.endpoint.ipv4) == SIZE
    return time.monotonic() - began


def datagrams(address: str) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((address, 0))
    sock.setsockopt(socket.SOL_SOCKET, 33, 1 << 22)  # SO_RCVBUFFORCE
    sock.settimeout(0.3)
    return sock


def counted(receiver: socket.socket) -> int:
    """Return how many bytes come until nothing does."""
    got = 0
    with contextlib.suppress(TimeoutError):
        while True:
            got += len(receiver.recv(2000))
    return got
