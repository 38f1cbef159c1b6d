"""The channel of a real machine: how quick it is, what it survives, and ways into the guest and out of it."""

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aurae.supervise.tasks import OwnedTasks
from aurae.vms import guest_orders as orders
from aurae.vms.fields import fields
from aurae.vms.frames import Kind
from aurae.vms.guest import Guest
from aurae.vms.guest_answers import State
from aurae.vms.guest_files import GuestFiles
from aurae.vms.guest_sessions import GuestSession, GuestSessions
from aurae.vms.offers import Offers
from aurae.vms.vsock import NAME, SERVICE, Facade, Outlet
from tests.support.container_files import in_pieces, local_unpackers, members, whole
from tests.support.guests import RawGuest, busybox_root
from tests.support.layers import END, file
from tests.support.require import need_root

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

ENV = {"PATH": "/bin"}
PORT = 52
FLOOD = orders.Process(("cat", "/dev/zero"), ENV)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RawGuest]:
    """Give a machine that all of them look at."""
    need_root()
    root = busybox_root(tmp_path_factory.mktemp("root"))
    with RawGuest(tmp_path_factory.mktemp("machine"), root) as running:
        yield running


@asynccontextmanager
async def reached(machine: RawGuest, offers: Offers | None = None) -> AsyncIterator[Guest]:
    """Give its guest, which is set up."""
    async with machine.met(offers.take if offers else None) as guest:
        if guest.hello.state is State.NEW:
            door = orders.Door(SERVICE, port=PORT)
            setup = orders.Setup(orders.Root("root"), doors=(door,))
            await guest.set_up(setup, "set it up")
        yield guest


async def size_of(session: GuestSession, limit: int = 1 << 62) -> int:
    """How much it writes."""
    count = 0
    while count < limit and (data := await session.streams.outputs[1].read()):
        count += len(data)
    return count


def sh(text: str, *, reads: bool = False) -> orders.Process:
    """A shell that does this."""
    return orders.Process(("sh", "-c", text), ENV, reads=reads)


async def test_questions_and_sessions_are_quick(machine: RawGuest) -> None:
    async with reached(machine) as guest, asyncio.TaskGroup() as group:
        sessions = GuestSessions(OwnedTasks(group))
        await guest.ping("ping it")
        trips = []
        for _ in range(50):
            began = time.perf_counter()
            await guest.ping("ping it")
            trips.append(time.perf_counter() - began)
        runs = []
        for _ in range(5):
            began = time.perf_counter()
            assert await sessions.run(guest, orders.Process(("true",), ENV), "run it") == 0
            runs.append(time.perf_counter() - began)
        trip, run = sorted(trips)[25], sorted(runs)[2]
        print(f"ping {trip * 1e6:.0f} us, exec of true {run * 1e3:.1f} ms")
        assert trip < 0.05
        assert run < 1


async def test_much_goes_both_ways(machine: RawGuest) -> None:
    many = 8 << 20
    async with reached(machine) as guest, asyncio.TaskGroup() as group:
        sessions = GuestSessions(OwnedTasks(group))
        out = sh(f"head -c {many} /dev/zero")
        async with sessions.opened(guest, out, "read") as session:
            began = time.perf_counter()
            assert await size_of(session) == many
            read = many / (time.perf_counter() - began) / 1e6
        async with sessions.opened(guest, sh("wc -c", reads=True), "write") as session:
            assert session.streams.input is not None
            began = time.perf_counter()
            await session.streams.input.write(bytes(many))
            await session.streams.input.end()
            assert int(await session.streams.outputs[1].read()) == many
            written = many / (time.perf_counter() - began) / 1e6
        print(f"out of the guest {read:.1f} MB/s, into it {written:.1f} MB/s")


async def test_nobody_who_does_not_read_holds_up_others(machine: RawGuest) -> None:
    async with reached(machine) as guest, asyncio.TaskGroup() as group:
        sessions = GuestSessions(OwnedTasks(group))
        async with sessions.opened(guest, FLOOD, "flood") as _:
            async with sessions.opened(guest, FLOOD, "flood") as session:
                await size_of(session, 1 << 20)
                await guest.ping("ping it")
                status = await sessions.run(guest, orders.Process(("true",), ENV), "run it")
                assert status == 0


async def test_a_server_that_comes_back_amid_a_flood_begins_anew(machine: RawGuest) -> None:
    for _ in range(3):
        async with reached(machine) as guest:
            stream = guest.channel.stream()

            await stream.say(Kind.EXEC, fields(FLOOD.pairs()))
            await stream.answer(Kind.STARTED)
            await stream.read(1)
            guest.channel.line.send(b"half a frame" * 3)
    async with reached(machine) as guest:
        await guest.ping("ping it")
        commands = [process.command for process in await guest.top("look")]
        assert "cat /dev/zero" not in commands


async def test_files_go_in_and_come_out(machine: RawGuest) -> None:
    content = os.urandom(1 << 20) * 4
    async with local_unpackers() as unpackers, asyncio.TaskGroup() as group:
        files = GuestFiles(unpackers, OwnedTasks(group))
        async with reached(machine) as guest:
            archive = file(b"large", content, uid=7)
            archive += file(b"small", b"x") + END
            began = time.perf_counter()
            assert await files.copy_in(guest, "/root", in_pieces(archive), keep_owners=True) == 2
            taken = time.perf_counter() - began
            began = time.perf_counter()
            got = await whole(files.copy_out(guest, "/root/large"))
            given = time.perf_counter() - began
            print(f"files in {4 / taken:.1f} MiB/s, out {4 / given:.1f} MiB/s")
            assert content in got
            assert members(got)["large"].uid == 7
            everything = members(await whole(files.export(guest)))
            assert "bin/busybox" in everything
            assert not any(name.startswith("proc/") for name in everything)


async def test_the_guests_sockets_are_reached_from_the_host_and_the_hosts_from_there(
    machine: RawGuest, tmp_path: Path
) -> None:
    """A connection goes into the guest, to a port that leads back out."""
    async with asyncio.TaskGroup() as group:
        tasks = OwnedTasks(group)
        offers = Offers(tasks)
        offers.offer(SERVICE, Outlet(tmp_path).serve)
        async with reached(machine, offers) as guest:
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(str(tmp_path / NAME))
            facade = Facade(guest, listener, tasks)

            async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                writer.write((await reader.read()).upper())
                writer.close()
                await writer.wait_closed()

            server = await asyncio.start_unix_server(echo, tmp_path / f"{NAME}_{PORT}")
            reader, writer = await asyncio.open_unix_connection(tmp_path / NAME)
            writer.write(b"CONNECT %d\n" % PORT)
            assert (await reader.readline()).startswith(b"OK ")
            writer.write(b"there and back" * 10_000)
            writer.write_eof()
            assert await reader.read() == b"THERE AND BACK" * 10_000
            writer.close()
            facade.close()
            server.close()
            await server.wait_closed()
