"""Published ports at `::1`: the server hands connections on."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from aurae.model.network import Attachment, NetworkSpec, Protocol, PublishedPort
from aurae.model.refusal import AlreadyExists
from aurae.networks import relays
from tests.support.netspace import moved, within
from tests.support.networked import Node, node
from tests.support.until import eventually

OWNER = "spiffe://aurae.test/ann"
WEB = PublishedPort(80, 8080)

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def own_network() -> Iterator[None]:
    with moved():
        yield


@pytest.fixture
def greeting() -> Iterator[Callable[[int, bytes], None]]:
    """Have somebody in a namespace send back what comes, with a name before it."""
    with contextlib.ExitStack() as stack:

        def begin(space: int, name: bytes) -> None:
            listener = within(
                space,
                lambda: socket.create_server(
                    ("::", 80), family=socket.AF_INET6, dualstack_ipv6=True
                ),
            )
            thread = threading.Thread(target=serve, args=(listener, name))
            thread.start()
            stack.callback(thread.join)
            stack.callback(listener.close)
            stack.callback(listener.shutdown, socket.SHUT_RDWR)

        yield begin


def serve(listener: socket.socket, name: bytes) -> None:
    with contextlib.suppress(OSError):
        while True:
            sock, _ = listener.accept()
            with sock, contextlib.suppress(OSError):
                data = b""
                while part := sock.recv(65_536):
                    data += part
                sock.sendall(name + b" " + data)


@contextlib.asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Node]:
    async with node(folder / "s") as it, asyncio.TaskGroup() as group:
        watching = group.create_task(it.networks.watch())
        await it.networks.create(NetworkSpec("front"), OWNER)
        try:
            yield it
        finally:
            watching.cancel()


async def join(it: Node, key: str, *ports: PublishedPort, network: str = "front") -> None:
    await it.networks.reserve(key, OWNER, key, [Attachment(network)], ports, "start")
    await it.networks.connect(key, it.space(key), "start")


def ask(data: bytes = b"hello", address: str = "::1", port: int = 8080) -> bytes:
    with socket.create_connection((address, port), 10) as sock:
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)
        found = b""
        while part := sock.recv(65_536):
            found += part
        return found


async def test_a_published_port_is_reached_at_the_loopback_addresses(tmp_path: Path, greeting):
    async with running(tmp_path) as it:
        await join(it, "web", WEB)
        greeting(it.space("web"), b"web")
        assert await asyncio.to_thread(ask) == b"web hello"
        assert await asyncio.to_thread(ask, b"x", "127.0.0.1") == b"web x"
        large = bytes(3_000_000)
        assert await asyncio.to_thread(ask, large) == b"web " + large


async def test_a_port_at_one_loopback_address_is_there_alone(tmp_path: Path, greeting):
    async with running(tmp_path) as it:
        await join(it, "web", PublishedPort(80, 8080, host_address="::1"))
        greeting(it.space("web"), b"web")
        assert await asyncio.to_thread(ask) == b"web hello"
        with pytest.raises(ConnectionRefusedError):
            await asyncio.to_thread(ask, b"", "127.0.0.1")


async def test_a_workload_without_ipv6_is_reached_by_it(tmp_path: Path, greeting):
    async with running(tmp_path) as it:
        await it.networks.create(NetworkSpec("four", ipv6=False), OWNER)
        await join(it, "web", WEB, network="four")
        greeting(it.space("web"), b"web")
        assert await asyncio.to_thread(ask) == b"web hello"


async def test_a_port_that_leads_nowhere_refuses_and_is_held(tmp_path: Path, greeting):
    async with running(tmp_path) as it:
        await join(it, "web", WEB)
        greeting(it.space("web"), b"web")
        assert await asyncio.to_thread(ask) == b"web hello"
        await it.networks.disconnect("web")
        with pytest.raises(ConnectionRefusedError):
            await asyncio.to_thread(ask)
        with pytest.raises(AlreadyExists, match="8080"):
            await it.networks.reserve(
                "other", OWNER, "other", [Attachment("front")], [WEB], "start"
            )
        with pytest.raises(OSError, match="in use"):
            await asyncio.to_thread(socket.create_server, ("::1", 8080), family=socket.AF_INET6)
        await it.networks.release("web")
        await it.networks.reserve("other", OWNER, "other", [Attachment("front")], [WEB], "start")


async def test_a_port_is_published_and_withdrawn_while_it_runs(tmp_path: Path, greeting):
    async with running(tmp_path) as it:
        await join(it, "web")
        greeting(it.space("web"), b"web")
        for _ in range(3):
            await it.networks.publish("web", WEB, "publish")
            assert await asyncio.to_thread(ask) == b"web hello"
            await it.networks.unpublish("web", WEB)
            with pytest.raises(ConnectionRefusedError):
                await asyncio.to_thread(ask)


async def test_several_behind_a_port_take_turns_here_too(tmp_path: Path, greeting):
    async with running(tmp_path) as it:
        for key in ("one", "two"):
            await join(it, key)
            greeting(it.space(key), key.encode())
        await it.networks.balance("both", [WEB], ["one", "two"], "share")
        found = [await asyncio.to_thread(ask, b"") for _ in range(4)]
        assert sorted(found) == [b"one ", b"one ", b"two ", b"two "]
        await it.networks.balance("both", [WEB], ["two"], "share")
        assert await asyncio.to_thread(ask, b"") == b"two "
        await it.networks.unbalance("both")
        with pytest.raises(ConnectionRefusedError):
            await asyncio.to_thread(ask)


async def test_a_workload_that_does_not_listen_ends_the_connection(tmp_path: Path):
    async with running(tmp_path) as it:
        await join(it, "web", WEB)
        assert await asyncio.to_thread(ask, b"") == b""


async def test_no_more_connections_are_taken_than_a_number_and_the_rest_waits(
    tmp_path: Path, greeting, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(relays, "MOST", 5)
    async with running(tmp_path) as it:
        await join(it, "web", WEB)
        greeting(it.space("web"), b"web")
        held = [socket.create_connection(("::1", 8080), 10) for _ in range(5)]
        asking = asyncio.ensure_future(asyncio.to_thread(ask))
        await eventually(lambda: it.networks._relays._open == 5, "five are taken")
        assert not asking.done()
        for sock in held:
            sock.close()
        assert await asking == b"web hello"
        await eventually(lambda: it.networks._relays._open == 0, "all have ended")


async def test_datagrams_to_a_port_that_leads_nowhere_are_not_kept(tmp_path: Path):
    async with running(tmp_path) as it:
        await join(it, "web", PublishedPort(80, 8080, Protocol.UDP))
        for one in it.means.host_ports.sockets(PublishedPort(80, 8080, Protocol.UDP)):
            assert one.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) < 5000
