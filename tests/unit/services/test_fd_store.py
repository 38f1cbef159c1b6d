"""Stored descriptors: which are kept, under which names, and what is left of a crash."""

import asyncio
import os
import socket
from contextlib import asynccontextmanager

import pytest

from aurae.linux import descriptors as linux_descriptors
from aurae.linux.descriptors import same_description
from aurae.model.notification import parse
from aurae.services.fd_store import Entry, FdStore
from aurae.services.notify import Heard
from tests.support.speaker import descriptors
from tests.support.until import eventually

pytestmark = pytest.mark.asyncio


class Keeper:
    """Keeps copies as init does, and a row as the database does."""

    def __init__(self) -> None:
        self.copies: dict[int, int] = {}
        self.row: list[Entry] = []
        self.next = 100
        self.is_full = False
        self.fails = False

    async def keep(self, fd: int) -> int:
        if self.is_full:
            raise OSError(28, "init keeps 3 descriptors already")
        self.next += 1
        self.copies[self.next] = os.dup(fd)
        return self.next

    def drop(self, ident: int, last: int) -> None:
        os.close(self.copies.pop(ident))
        os.close(last)

    async def save(self, entries: list[Entry]) -> None:
        await asyncio.sleep(0)
        if self.fails:
            raise RuntimeError("no disk")
        assert all(ident in self.copies for ident, _, _ in entries)
        self.row = entries


@asynccontextmanager
async def storing(limit: int = 8):
    """A store that is watched; afterwards no descriptor is left open."""
    before = descriptors()
    keeper = Keeper()
    store = FdStore("web", limit, keeper, keeper.save)
    async with asyncio.TaskGroup() as tasks:
        watch = tasks.create_task(store.watch())
        yield store, keeper
        watch.cancel()
    assert sorted(store.idents) == sorted(keeper.copies)
    store.close()
    for fd in keeper.copies.values():
        os.close(fd)
    await eventually(lambda: descriptors() == before, "every descriptor is closed")


def heard(text: str, *fds: int) -> Heard:
    return Heard(parse(text.encode()), 1, list(fds))


def files(count: int) -> list[int]:
    return [os.memfd_create("stored") for _ in range(count)]


async def test_names_and_order_are_those_of_the_messages():
    async with storing() as (store, keeper):
        await store.obey(heard("FDSTORE=1\nFDNAME=b", *files(2)))
        await store.obey(heard("FDSTORE=1", *files(1)))
        await store.obey(heard("FDSTORE=1\nFDNAME=a:b\nFDPOLL=0", *files(1)))
        assert store.names == ["b", "b", "stored", "stored"]
        assert keeper.row == store.entries
        assert [poll for _, _, poll in store.entries] == [True, True, True, False]
        assert len(store) == 4


async def test_what_is_removed_by_name_is_closed_everywhere():
    async with storing() as (store, keeper):
        await store.obey(heard("FDSTORE=1\nFDNAME=a", *files(2)))
        await store.obey(heard("FDSTORE=1\nFDNAME=b", *files(1)))
        await store.obey(heard("FDSTOREREMOVE=1"))
        await store.obey(heard("FDSTOREREMOVE=1\nFDNAME=other"))
        assert store.names == ["a", "a", "b"]
        await store.obey(heard("FDSTOREREMOVE=1\nFDNAME=a"))
        assert store.names == ["b"]
        assert len(keeper.copies) == 1
        store.clear()
        assert (store.entries, keeper.copies) == ([], {})


async def test_a_copy_of_what_is_stored_is_not_stored_again():
    async with storing() as (store, _):
        (one,) = files(1)
        copy, path = os.dup(one), f"/proc/self/fd/{one}"
        again = os.open(path, os.O_RDWR)
        await store.add([one, copy, again], "a", poll=True)
        assert len(store) == 2


@pytest.mark.parametrize("limit", [0, 3])
async def test_one_too_many_is_closed_and_said_once(caplog, limit):
    async with storing(limit) as (store, _):
        for _ in range(3):
            await store.add(files(2), "a", poll=True)
        assert len(store) == limit
    assert caplog.text.count(f"web: cannot store a descriptor: fd_store is {limit}") == 1


async def test_nothing_is_stored_when_init_has_no_room(caplog):
    async with storing() as (store, keeper):
        keeper.is_full = True
        await store.add(files(2), "a", poll=True)
        assert store.names == []
    assert "init keeps 3 descriptors already" in caplog.text


async def test_nothing_is_stored_that_could_not_be_saved():
    async with storing() as (store, keeper):
        keeper.fails = True
        with pytest.raises(RuntimeError):
            await store.add(files(3), "a", poll=True)
        assert store.names == []
        assert keeper.copies == {}


async def test_what_hangs_up_is_dropped_and_what_can_be_read_is_not():
    async with storing() as (store, keeper):
        ours, theirs = socket.socketpair()
        read, write = os.pipe()
        listener = socket.create_server(("127.0.0.1", 0))
        client = socket.create_connection(listener.getsockname())
        theirs.send(b"to be read")
        await store.add([ours.detach(), os.dup(listener.fileno()), read], "polled", poll=True)
        lasting, other = socket.socketpair()
        await store.add([lasting.detach()], "lasting", poll=False)
        other.close()
        theirs.close()
        await eventually(lambda: len(store) == 3, "the socket is dropped")
        os.close(write)
        await eventually(lambda: len(store) == 2, "the pipe is dropped")
        await eventually(lambda: len(keeper.row) == 2, "the row says so")
        assert store.names == ["polled", "lasting"]
        client.close()
        listener.close()


async def test_a_crash_leaves_names_and_descriptors():
    before = descriptors()
    keeper = Keeper()
    store = FdStore("web", 8, keeper, keeper.save)
    await store.add(files(3), "a", poll=True)
    row, (lost, kept, _) = keeper.row, store.idents
    store.close()
    os.close(keeper.copies.pop(lost))
    os.write(keeper.copies[kept], b"kept")
    later = FdStore("web", 8, keeper, keeper.save)
    later.restore(row, {ident: os.dup(fd) for ident, fd in keeper.copies.items()})
    assert later.entries == row[1:]
    await later.add([os.dup(keeper.copies[kept])], "a", poll=True)
    assert len(later) == 2
    assert os.pread(keeper.copies[later.idents[0]], 10, 0) == b"kept"
    later.clear()
    later.close()
    await eventually(lambda: descriptors() == before, "every descriptor is closed")


@pytest.mark.parametrize("way", ["asked", "kcmp", "inode"])
async def test_copies_are_told_from_files_opened_twice(monkeypatch, way):
    if way != "asked":
        monkeypatch.setattr(linux_descriptors, "F_DUPFD_QUERY", 99_999)
    if way == "inode":
        monkeypatch.setattr(linux_descriptors, "SYS_KCMP", 99_999)
    pair = socket.socketpair()
    one = pair[0].fileno()
    copy = os.dup(one)
    event, other_event = os.eventfd(0), os.eventfd(0)
    assert same_description(one, copy)
    assert not same_description(one, pair[1].fileno())
    assert not same_description(event, other_event)
    for fd in (copy, event, other_event):
        os.close(fd)
    for end in pair:
        end.close()
