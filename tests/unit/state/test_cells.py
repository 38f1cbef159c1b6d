"""Rows of cells come back as they were written, and outlive a bad disk."""

import contextlib
import sqlite3
from dataclasses import replace
from functools import partial

import pytest
import pytest_asyncio

from aurae.model.cell import (
    Cell,
    CellSpec,
    CellStatus,
    Cpu,
    Cpuset,
    Device,
    Io,
    Limits,
    Memory,
    Pids,
)
from aurae.state import cells, workloads
from aurae.state.database import FILE
from aurae.state.failures import StateFailed
from aurae.state.store import Store
from tests.support.records import record

pytestmark = pytest.mark.asyncio

LIMITS = Limits(
    cpu=Cpu(weight=7, max=0, period=1000, idle=False, reserved=500),
    cpuset=Cpuset(cpus="0-3,8"),
    memory=Memory(min=1, swap_max=0, oom_group=True),
    pids=Pids(max=5),
    io=Io(weight=3, devices=(Device("8:0", read_bps=10), Device("/dev/vda"))),
)
FULL = Cell(
    id=7,
    spec=CellSpec("a/b", LIMITS, True, True, {"tier": "é"}, {"": "x"}),
    owner="spiffe://x/y",
    boot="b",
    init=5,
    created_ns=10,
    status=CellStatus.FREEING,
    frozen=True,
    holder_pid=70,
    holder_start=123,
)


def cell(ident: int, name: str) -> Cell:
    return Cell(ident, CellSpec(name), "", "b", 5, 10)


@pytest_asyncio.fixture
async def store(tmp_path):
    opened = await Store.open(tmp_path)
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    "limits",
    [
        LIMITS,
        Limits(),
        Limits(cpu=Cpu(), io=Io(), memory=Memory(), pids=Pids(), cpuset=Cpuset()),
    ],
)
async def test_what_was_asked_comes_back_as_it_was(store, limits):
    written = replace(FULL, spec=replace(FULL.spec, limits=limits))
    await store.write(partial(cells.insert, cell=written))
    assert await store.read(cells.all_cells) == [written]


async def test_changes_are_written_and_missing_rows_added(store):
    await store.write(partial(cells.insert, cell=cell(1, "a")))
    changed = replace(cell(1, "a"), frozen=True, holder_pid=9, spec=CellSpec("a", LIMITS))
    await store.write(partial(cells.save_many, items=[changed, cell(2, "a/b"), cell(3, "b")]))
    assert await store.read(cells.all_cells) == [changed, cell(2, "a/b"), cell(3, "b")]
    assert await store.read(cells.names) == {"a", "a/b", "b"}
    await store.write(partial(cells.delete, idents=[1, 2]))
    assert await store.read(cells.all_cells) == [cell(3, "b")]


async def test_those_above_come_before_those_below(store):
    for ident, name in enumerate(["a/b/c", "a-b", "b", "a/b", "a"], start=1):
        await store.write(partial(cells.insert, cell=cell(ident, name)))
    found = [item.name for item in await store.read(cells.all_cells)]
    assert sorted(found) == found
    assert found.index("a") < found.index("a/b") < found.index("a/b/c")


async def test_a_path_is_there_once(store):
    await store.write(partial(cells.insert, cell=cell(1, "a")))
    with pytest.raises(StateFailed):
        await store.write(partial(cells.insert, cell=cell(2, "a")))


async def test_an_id_is_not_given_out_again_when_the_cell_has_gone(store):
    await store.write(partial(workloads.insert, workload=record(3)))
    await store.write(partial(cells.insert, cell=cell(9, "a")))
    assert await store.read(cells.highest_id) == 9
    await store.write(partial(workloads.insert, workload=record(5)))
    await store.write(partial(cells.delete, idents=[9]))
    assert await store.read(cells.highest_id) == 0
    assert await store.read(workloads.highest_id) == 9


async def test_cells_of_a_damaged_file_are_kept(tmp_path):
    store = await Store.open(tmp_path)
    for ident in range(1, 201):
        await store.write(partial(workloads.insert, workload=record(ident)))
    await store.write(partial(cells.save_many, items=[FULL, cell(300, "c")]))
    page = await store.read(lambda connection: connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'workloads_by_name'").fetchone()[0])  # fmt: skip
    await store.close()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # or the page would come from there
    with (tmp_path / FILE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    again = await Store.open(tmp_path)
    assert "202 rows were saved" in again.problems[0]
    assert await again.read(cells.all_cells) == [FULL, cell(300, "c")]
    assert await again.read(workloads.highest_id) == 300
    await again.close()


async def test_what_a_later_version_has_written_besides_is_left_out(store):
    spec = (
        '{"limits":{"cpu":{"weight":7,"x":1},"disk":{},"io":{"y":2,"devices":[{"device":"8:0","z":3}]}},'
        '"isolate_process":true,"w":4}'
    )
    await store.write(partial(cells.insert, cell=cell(1, "a")))
    await store.write(lambda db: db.execute("UPDATE cells SET spec = ?", (spec,)))
    (found,) = await store.read(cells.all_cells)
    limits = Limits(cpu=Cpu(weight=7), io=Io(devices=(Device("8:0"),)))
    assert found.spec == CellSpec("a", limits, isolate_process=True)


@pytest.mark.parametrize(
    ("column", "text"),
    [("spec", "{"), ("spec", "[]"), ("spec", "{}"), ("spec", "[" * 9999), ("status", "NEW")],
)
async def test_an_unreadable_row_hides_no_other(store, column, text):
    items = [cell(1, "a"), cell(2, "a/b"), cell(3, "b")]
    await store.write(partial(cells.save_many, items=items))
    await store.write(
        lambda db: db.execute(f"UPDATE cells SET {column} = ? WHERE id = 1", (text,))
    )
    found, lost = await store.read(cells.sort_out)
    assert found == [cell(3, "b")]
    assert [(item.id, item.name, item.boot) for item in lost] == [(1, "a", "b"), (2, "a/b", "b")]
    assert lost[0].why
    assert lost[1].why == "that of cell 'a' cannot be read"
