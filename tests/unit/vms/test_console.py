"""The console of a machine: kept, shown and typed into, whatever the guest writes and whoever does not read."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from aurae.vms import console
from aurae.vms.console import ATTACHED, BEHIND, FILE_LIMIT, Console, Crowded, history
from tests.support.loops import in_loop
from tests.support.until import eventually


def kept(folder: Path, text: bytes) -> bool:
    """Whether it is the last that was written."""
    return history(folder).endswith(text)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[Console, socket.socket]]:
    """A console, and the machine's end of it."""
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    made = Console(ours, folder)
    try:
        yield made, theirs
    finally:
        made.close()
        theirs.close()


def test_what_is_written_is_kept_and_shown_to_all_who_are_attached(tmp_path: Path):
    async def scene():
        async with opened(tmp_path) as (one, machine):
            machine.send(b"before ")
            await eventually(lambda: history(tmp_path) == b"before ", "it is kept")
            with one.attached() as first, one.attached() as second:
                machine.send(b"after")
                assert await first.read() == b"after"
                assert await second.read() == b"after"
                machine.close()
                assert await first.read() == b""
            assert history(tmp_path) == b"before after"
            assert one.ended.is_set()

    in_loop(scene())


def test_a_later_server_goes_on_where_the_files_are(tmp_path: Path):
    async def scene():
        for text in (b"one ", b"two "):
            async with opened(tmp_path) as (_, machine):
                machine.send(text)
                await eventually(partial(kept, tmp_path, text), "it is kept")
        assert history(tmp_path) == b"one two "
        assert history(tmp_path, 4) == b"two "

    in_loop(scene())


def test_what_is_typed_comes_whole_also_when_the_guest_is_slow(tmp_path: Path):
    async def scene():
        async with opened(tmp_path) as (one, machine), asyncio.TaskGroup() as group:
            text = bytes(range(256)) * 4096
            typing = group.create_task(one.write(text))
            loop = asyncio.get_running_loop()
            got = b""
            while len(got) < len(text):
                got += await loop.sock_recv(machine, 100_000)
            await typing
            assert got == text

    in_loop(scene())


def test_typing_where_nobody_reads_ends_with_the_machine(tmp_path: Path):
    async def scene():
        async with opened(tmp_path) as (one, machine), asyncio.TaskGroup() as group:
            typing = group.create_task(one.write(bytes(4 << 20)))
            await eventually(lambda: len(one._untyped) >= console.UNTYPED, "much is untyped")
            machine.close()
            await typing

    in_loop(scene())


def test_a_flood_is_read_slowly_and_kept_within_two_files(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(console, "RATE", 32 << 20)

    async def scene():
        async with opened(tmp_path) as (one, machine), asyncio.TaskGroup() as group:
            loop = asyncio.get_running_loop()
            flood = group.create_task(loop.sock_sendall(machine, b"0123456789abcde\n" * (1 << 20)))
            with one.attached() as idle:
                turns = 0
                while not flood.done():
                    await asyncio.sleep(0.001)
                    turns += 1
                assert turns > 20
                assert len(idle._held) <= BEHIND
                assert b"bytes were not shown" in await idle.read()

    in_loop(scene())
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= FILE_LIMIT
    assert len(history(tmp_path)) <= 2 * FILE_LIMIT


def test_a_flood_costs_no_more_than_its_rate(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(console, "RATE", 1 << 18)

    async def scene():
        async with opened(tmp_path) as (one, machine), asyncio.TaskGroup() as group:
            loop = asyncio.get_running_loop()
            before = loop.time()
            flood = group.create_task(loop.sock_sendall(machine, bytes(1 << 30)))
            await eventually(lambda: one._saved < 0, "it has to wait")
            await eventually(lambda: loop.time() > before + 0.2, "some time has gone by")
            read = console.BURST + console.RATE * (loop.time() - before)
            assert len(history(tmp_path)) <= read + console.PIECE
            flood.cancel()

    in_loop(scene())


def test_only_so_many_are_attached(tmp_path: Path):
    async def scene():
        async with opened(tmp_path) as (one, _):
            held = [one.attached() for _ in range(ATTACHED + 1)]
            for attachment in held[:-1]:
                attachment.__enter__()
            with pytest.raises(Crowded):
                held[-1].__enter__()
            for attachment in held[:-1]:
                attachment.__exit__(None, None, None)

    in_loop(scene())
