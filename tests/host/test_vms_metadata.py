"""Guests ask for metadata: each gets its own, whatever it tries, and nobody else gets any."""

import asyncio
import contextlib
import re
import socket
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest

from aurae.linux import rtnetlink
from aurae.linux.netlink import Netlink
from aurae.linux.nftables import Nftables
from aurae.model.network import NetworkSpec
from aurae.model.vm import Metadata as Asked
from aurae.model.vm import MetadataVersion
from aurae.networks import doors, naming
from aurae.networks.ruleset import METADATA
from aurae.vms import metadata
from tests.support import frames
from tests.support.netspace import moved, within
from tests.support.networked import OWNER, Node, node
from tests.support.tapped import A, Guest, guest, metadata_in

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

V1, V2 = MetadataVersion.V1, MetadataVersion.V2
PLAIN = NetworkSpec("a")
GET = "GET /name HTTP/1.1\r\n\r\n"


@pytest.fixture(autouse=True)
def own_network() -> Iterator[None]:
    with moved():
        yield


class Here:
    """A node with a network whose guests are answered."""

    def __init__(self, it: Node, folder: Path) -> None:
        self.node = it
        self.metadata = metadata_in(folder)

    @property
    def port(self) -> int:
        """The door's port."""
        (port,) = self.node.means.register.doors.values()
        return port

    @contextlib.asynccontextmanager
    async def guest(self, name: str, version: MetadataVersion = V1) -> AsyncIterator[Guest]:
        async with guest(self.node, name) as made:
            self.metadata.tell(name, Asked(f'{{"name": "{name}"}}', version))
            yield made

    async def ask(
        self, space: int, text: str = GET, place: tuple[str, int] = (METADATA, 80)
    ) -> str:
        """Return what a namespace is answered; empty when it cannot connect, or hears nothing."""
        return await asyncio.to_thread(within, space, partial(asked, text, place))


def asked(text: str, place: tuple[str, int]) -> str:
    said = b""
    with contextlib.suppress(OSError), socket.create_connection(place, 3) as sock:
        sock.sendall(text.encode())
        sock.shutdown(socket.SHUT_WR)
        while piece := sock.recv(4096):
            said += piece
    return said.decode()


def bodies(said: str) -> list[str]:
    return re.findall(r"\r\n\r\n(.*?)(?=HTTP/1\.1|$)", said, re.DOTALL)


@contextlib.asynccontextmanager
async def here(folder: Path, spec: NetworkSpec = PLAIN) -> AsyncIterator[Here]:
    async with node(folder) as it:
        await it.networks.create(spec, OWNER)
        made = Here(it, folder)
        it.networks.answer_metadata(made.metadata.converse)
        serving = asyncio.create_task(it.networks.watch())
        try:
            yield made
        finally:
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving


async def test_each_guest_reads_its_own_and_a_container_none(tmp_path: Path):
    async with here(tmp_path / "s") as it, it.guest("one") as one, it.guest("two") as two:
        assert bodies(await it.ask(one.space)) == ["one"]
        assert bodies(await it.ask(two.space)) == ["two"]
        assert bodies(await it.ask(two.space, GET + GET)) == ["two", "two"]
        await it.node.networks.reserve("box", OWNER, "box", A, (), "start")
        await it.node.networks.connect("box", it.node.space("box"))
        assert await it.ask(it.node.space("box")) == ""


async def test_version_2_asks_for_a_token(tmp_path: Path):
    async with here(tmp_path / "s") as it, it.guest("one", V2) as one, it.guest("two", V2) as two:
        assert (await it.ask(one.space)).startswith("HTTP/1.1 401 ")
        put = "PUT /latest/api/token HTTP/1.1\r\nX-metadata-token-ttl-seconds: 60\r\n\r\n"
        (token,) = bodies(await it.ask(one.space, put))
        with_token = f"GET /name HTTP/1.1\r\nX-metadata-token: {token}\r\n\r\n"
        assert bodies(await it.ask(one.space, with_token)) == ["one"]
        assert (await it.ask(two.space, with_token)).startswith("HTTP/1.1 401 ")
        it.metadata.merge("one", '{"name": "another"}')
        assert bodies(await it.ask(one.space, with_token)) == ["another"]


async def test_a_guest_that_is_told_nothing_finds_nothing(tmp_path: Path):
    async with here(tmp_path / "s") as it, it.guest("one") as one:
        it.metadata.forget("one")
        assert (await it.ask(one.space)).startswith("HTTP/1.1 404 ")


async def test_an_internal_network_has_it_too(tmp_path: Path):
    async with here(tmp_path / "s", NetworkSpec("a", internal=True)) as it, it.guest("one") as one:
        assert bodies(await it.ask(one.space)) == ["one"]


@pytest.mark.parametrize("host_access", [False, True])
async def test_the_door_is_no_way_to_what_others_are_told(tmp_path: Path, host_access: bool):
    spec = NetworkSpec("a", host_access=host_access)
    async with here(tmp_path / "s", spec) as it, it.guest("one") as one:
        await it.node.networks.reserve("box", OWNER, "box", A, (), "start")
        await it.node.networks.connect("box", it.node.space("box"))
        place = (one.tap.network.gateway4, it.port)
        expected = "one" if host_access else ""
        assert "".join(bodies(await it.ask(one.space, place=place))) == expected
        assert await it.ask(it.node.space("box"), place=place) == ""
        assert await asyncio.to_thread(asked, GET, place) == ""


async def test_the_metadata_of_the_machine_itself_is_not_there_for_a_guest(tmp_path: Path):
    async with here(tmp_path / "s") as it, it.guest("one") as one:
        address = rtnetlink.add_address(rtnetlink.LOOPBACK, frames.packed(METADATA), 32)
        await it.node.means.kernel.run(lambda netlink: netlink.call(address))
        for port in (80, 81):
            with socket.create_server((METADATA, port)) as listener:
                said = await it.ask(one.space, place=(METADATA, port))
                assert bodies(said) == (["one"] if port == 80 else [])
                listener.setblocking(False)
                with pytest.raises(BlockingIOError):
                    listener.accept()


async def test_without_the_table_that_knows_links_nobody_is_led(tmp_path: Path):
    async with here(tmp_path / "s") as it, it.guest("one") as one:
        nft = Nftables()
        nft.run(f"flush chain bridge {naming.table(it.node.choices.tag)} member")
        nft.close()
        assert await it.ask(one.space) == ""
        assert await it.node.networks.reconcile()
        assert bodies(await it.ask(one.space)) == ["one"]


async def test_what_a_guest_says_as_another_one_is_not_heard(tmp_path: Path):
    async with here(tmp_path / "s") as it, it.guest("one") as one, it.guest("two") as two:
        heard: list[str] = []

        async def answer(endpoint: object, _: object) -> None:
            heard.append(endpoint.key)  # type: ignore[attr-defined]

        it.node.networks.answer_metadata(answer)
        address = two.tap.endpoint.ipv4
        await asyncio.to_thread(within, one.space, partial(pretend, address))
        assert await it.ask(one.space) == ""
        assert set(heard) == {"one"}


def pretend(address: str) -> None:
    """Try to connect as somebody else."""
    with Netlink() as netlink:
        index = socket.if_nametoindex("eth0")
        netlink.call(rtnetlink.add_address(index, frames.packed(address), 24))
    with socket.socket() as sock, contextlib.suppress(OSError):
        sock.settimeout(0.5)
        sock.bind((address, 0))
        sock.connect((METADATA, 80))


async def test_a_guest_that_floods_keeps_nobody_else_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(metadata, "PATIENCE_S", 0.5)
    async with here(tmp_path / "s") as it, it.guest("one") as one, it.guest("two") as two:
        socks = await asyncio.to_thread(within, one.space, silent)
        try:
            assert await it.ask(one.space) == ""
            assert bodies(await it.ask(two.space)) == ["two"]
            # Those that said nothing, or half of it, are ended.
            ended = await asyncio.gather(*(asyncio.to_thread(ends, sock) for sock in socks))
            assert len(ended) == doors.MOST_OF_ONE
        finally:
            for sock in socks:
                sock.close()
        assert bodies(await it.ask(one.space)) == ["one"]


def silent() -> list[socket.socket]:
    """Return as many connections as one may have, on which nothing is asked."""
    socks = [socket.create_connection((METADATA, 80), 5) for _ in range(doors.MOST_OF_ONE)]
    for sock in socks[::2]:
        sock.sendall(b"GET / HT")
    return socks


def ends(sock: socket.socket) -> None:
    with contextlib.suppress(ConnectionResetError):
        assert sock.recv(1) == b""


async def test_a_guest_is_answered_by_the_next_server_and_by_the_next_bridge(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        network = await it.networks.create(NetworkSpec("a"), OWNER)
        made = Here(it, tmp_path)
        async with made.guest("one") as one:
            await made.metadata.remember("one")
            await it.restart({"one"})
            later = metadata_in(tmp_path)
            await later.recall(["one", "two"])
            it.networks.answer_metadata(later.converse)
            serving = asyncio.create_task(it.networks.watch())
            assert bodies(await made.ask(one.space)) == ["one"]
            await it.means.kernel.remove([network.bridge])
            await it.networks.reconcile()
            assert bodies(await made.ask(one.space)) == ["one"]
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving
