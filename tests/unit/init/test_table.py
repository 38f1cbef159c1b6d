"""init's table keeps ends until they are acknowledged, and says when it could not."""

import os

import pytest

from aurae.init import table as room
from aurae.init.table import Entry, Table
from aurae.wire import messages


def ended(ident: int) -> Entry:
    entry = Entry(ident, 15)
    entry.phase = messages.EXITED_PHASE
    return entry


def test_an_acknowledged_end_is_forgotten():
    table = Table()
    table.add(ended(1))
    table.acknowledge(table.entries[1])
    assert table.entries == {}


def test_a_stream_still_written_keeps_its_row_until_it_is_drained():
    table = Table()
    entry = ended(1)
    read, write = os.pipe()
    entry.streams[messages.STDOUT] = (read,)
    table.add(entry)
    table.acknowledge(entry)
    assert table.entries == {1: entry}
    table.drain(entry, messages.STDOUT)
    assert table.entries == {}
    with pytest.raises(BrokenPipeError):
        os.write(write, b"x")
    os.close(write)


def test_too_many_ends_drop_the_oldest_and_count_it(monkeypatch):
    monkeypatch.setattr(room, "EXITS_LIMIT", 3)
    table = Table()
    for ident in range(1, 6):
        table.add(ended(ident))
    assert list(table.entries) == [3, 4, 5]
    assert table.lost_exits == 2


def test_a_running_workload_is_never_dropped(monkeypatch):
    monkeypatch.setattr(room, "EXITS_LIMIT", 2)
    table = Table()
    for ident in range(1, 5):
        table.add(Entry(ident, 15))
    assert list(table.entries) == [1, 2, 3, 4]
    assert table.lost_exits == 0


def test_holders_are_no_workloads():
    table = Table()
    holder, workload = Entry(1, 9), Entry(2, 15)
    holder.holder = True
    for entry in (holder, workload):
        table.add(entry)
    assert table.running() == [workload]
    assert table.holders() == [holder]
    assert (holder.flags, workload.flags) == (messages.OF_HOLDER, 0)
    holder.phase = messages.EXITED_PHASE
    assert table.holders() == []
