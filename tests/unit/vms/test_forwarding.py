"""Connections into a guest and out of it, through its channel and no network."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aurae.model.looks import Look
from aurae.model.refusal import FailedPrecondition, NotFound
from aurae.model.service import Command, HealthCheck, HttpProbe
from aurae.services import probes
from aurae.supervise.tasks import OwnedTasks
from aurae.vms.fields import Fields, fields
from aurae.vms.forwarding import Target, dial, relay
from aurae.vms.frames import Kind
from aurae.vms.guest import Guest
from aurae.vms.offers import Offers, Visitor, accept
from aurae.vms.streams import Stream
from aurae.vms.tags import Tag
from aurae.vms.vsock import NAME, SERVICE, Facade, Outlet
from tests.support.guest_peer import Peer, met
from tests.support.loops import in_loop
from tests.support.native_agent import native_guest
from tests.support.until import eventually

LARGE = bytes(range(256)) * 4096 * 3


@asynccontextmanager
async def echo(kind: str, path: Path) -> AsyncIterator[Target]:
    """A server that sends back what it gets, and where it is."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write(b"bye")
        writer.close()
        await writer.wait_closed()

    if kind == "unix":
        server = await asyncio.start_unix_server(serve, path / "echo")
        target = Target(path=str(path / "echo"))
    else:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        target = Target(server.sockets[0].getsockname()[1])
    try:
        yield target
    finally:
        server.close()
        await server.wait_closed()


async def all_of(sock: socket.socket) -> bytes:
    """All that comes."""
    got = b""
    while data := await asyncio.get_running_loop().sock_recv(sock, 1 << 20):
        got += data
    return got


@pytest.mark.parametrize("kind", ["unix", "tcp"])
def test_a_connection_leads_to_a_server_in_the_guest(kind: str, tmp_path: Path):
    async def scene():
        async with native_guest() as guest, echo(kind, tmp_path) as target:
            async with asyncio.TaskGroup() as group:
                sock = await dial(guest, target, OwnedTasks(group), "ask it")
                with sock:
                    reading = group.create_task(all_of(sock))
                    await asyncio.get_running_loop().sock_sendall(sock, LARGE)
                    sock.shutdown(socket.SHUT_WR)
                    assert await reading == LARGE + b"bye"
            assert not guest.channel._streams

    in_loop(scene())


def test_a_health_check_looks_into_the_guest(tmp_path: Path):
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 Fine\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    async def scene():
        async with native_guest() as guest, asyncio.TaskGroup() as group:
            tasks = OwnedTasks(group)
            server = await asyncio.start_server(answer, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]

            async def dialled(address: str, port: int) -> socket.socket:
                return await dial(guest, Target(port, address), tasks, "look")

            check = HealthCheck(http=HttpProbe(port, path="/"), timeout=20.0)
            look = await probes.look(check, no_command, lambda: None, dialled)
            assert look == Look(True, "status 204")
            server.close()
            await server.wait_closed()

    in_loop(scene())


async def no_command(command: Command, limit: float) -> int:
    raise AssertionError((command, limit))


def test_a_port_where_nobody_listens_is_refused_with_the_reason(tmp_path: Path):
    async def scene():
        async with native_guest() as guest, asyncio.TaskGroup() as group:
            tasks = OwnedTasks(group)
            with pytest.raises(FailedPrecondition, match=r"cannot ask it: .*refused"):
                await dial(guest, Target(1), tasks, "ask it")
            with pytest.raises(NotFound):
                await dial(guest, Target(path=str(tmp_path / "none")), tasks, "ask it")
            assert not guest.channel._streams

    in_loop(scene())


def test_who_leaves_ends_the_connection_in_the_guest(tmp_path: Path):
    async def scene():
        async with native_guest() as guest, echo("unix", tmp_path) as target:
            async with asyncio.TaskGroup() as group:
                sock = await dial(guest, target, OwnedTasks(group), "ask it")
                sock.send(b"x")
                sock.close()
            assert not guest.channel._streams

    in_loop(scene())


async def line(reader: asyncio.StreamReader) -> bytes:
    """The next line; none where it was broken off."""
    try:
        async with asyncio.timeout(20):
            return await reader.readline()
    except ConnectionResetError:
        return b""


def test_the_facade_connects_to_ports_of_the_guest(tmp_path: Path):
    async def serve(peer: Peer) -> None:
        frame = await peer.frame()
        assert frame.kind == Kind.CONNECT
        await peer.send(frame.stream, Kind.OK)
        data = await peer.frame()
        await peer.send(data.stream, Kind.DATA, data.payload.upper())
        await peer.send(data.stream, Kind.EOF)
        assert (await peer.frame()).kind == Kind.EOF

    async def scene():
        async with met() as (channel, peer), asyncio.TaskGroup() as group:
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(str(tmp_path / NAME))
            listener.listen()
            facade = Facade(Guest(channel, Fields(b"")), listener, OwnedTasks(group))
            serving = group.create_task(serve(peer))
            reader, writer = await asyncio.open_unix_connection(tmp_path / NAME)
            writer.write(b"CONNECT 52\nhello")
            assert (await line(reader)).startswith(b"OK 1073741825")
            assert await reader.read() == b"HELLO"
            writer.close()
            await serving
            for wrong in (b"CONNECT x\n", b"CONNECT 0\n", b"CONNECT 99999999999\n", b"x" * 40):
                reader, writer = await asyncio.open_unix_connection(tmp_path / NAME)
                writer.write(wrong)
                assert await line(reader) == b""
                writer.close()
            facade.close()
            assert not channel._streams

    in_loop(scene())


def test_the_guest_comes_out_where_somebody_listens(tmp_path: Path):
    deep = tmp_path / ("d" * 100)
    deep.mkdir()

    async def scene():
        async with asyncio.TaskGroup() as group:
            offers = Offers(OwnedTasks(group))
            offers.offer(SERVICE, Outlet(deep).serve)
            async with met() as (channel, peer):
                channel._offered = offers.take
                wanted = fields([(Tag.SERVICE, SERVICE), (Tag.PORT, 7), (Tag.PID, 9)])
                await peer.send(2, Kind.OPEN, wanted)
                frame = await peer.frame()
                assert (frame.stream, frame.kind) == (2, Kind.ERROR)
                short = tmp_path / "short"
                short.symlink_to(deep)
                listener = socket.socket(socket.AF_UNIX)
                listener.bind(f"{short}/{NAME}_7")
                listener.listen()
                listener.setblocking(False)
                await peer.send(4, Kind.OPEN, wanted)
                sock, _ = await asyncio.get_running_loop().sock_accept(listener)
                assert (await peer.frame()).kind == Kind.OK
                await peer.send(4, Kind.DATA, b"from inside")
                await peer.send(4, Kind.EOF)
                assert await all_of(sock) == b"from inside"
                sock.close()
                listener.close()
                assert (await peer.frame()).kind == Kind.EOF
                await peer.send(6, Kind.OPEN, fields([(Tag.SERVICE, "no\x1b")]))
                assert b"no service no" in (await peer.frame()).payload

    in_loop(scene())


def test_a_service_hears_who_has_come():
    seen: list[Visitor] = []

    async def serve(stream: Stream, visitor: Visitor) -> None:
        seen.append(visitor)
        await accept(stream)
        ours, theirs = socket.socketpair()
        ours.send(b"welcome")
        ours.close()
        await relay(stream, theirs)

    async def scene():
        async with asyncio.TaskGroup() as group:
            offers = Offers(OwnedTasks(group))
            offers.offer("door", serve)
            async with met() as (channel, peer):
                channel._offered = offers.take
                said = fields(
                    [(Tag.SERVICE, "door"), (Tag.PID, 5), (Tag.UID, 6), (Tag.PATH, "/run/d")]
                )
                await peer.send(2, Kind.OPEN, said)
                assert (await peer.frame()).kind == Kind.OK
                assert (await peer.frame()).payload == b"welcome"
                await peer.send(2, Kind.CLOSE)
                await eventually(lambda: not channel._streams, "it is over")

    in_loop(scene())
    assert seen == [Visitor(5, 6, 0, "/run/d", 0)]
