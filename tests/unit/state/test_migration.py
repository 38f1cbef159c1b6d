"""Files that older daemons wrote are read: `version_1.db` was written by the first one."""

import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from aurae.model.cell import Cell, CellSpec
from aurae.model.lifecycle import Status
from aurae.model.workload import Kind
from aurae.state import cells, workloads
from aurae.state.database import FILE
from aurae.state.schema import MIGRATIONS
from aurae.state.store import Store

pytestmark = pytest.mark.asyncio

OLD = Path(__file__).with_name("version_1.db")
PAGE = 4096
INDEX_BY_NAME = 4
"""Page of the old file where the index by name begins."""


async def test_rows_of_the_first_version_load(tmp_path):
    shutil.copyfile(OLD, tmp_path / FILE)
    store = await Store.open(tmp_path)
    assert store.problems == []
    found = await store.read(partial(workloads.page, after=0, limit=10))
    assert [(row.id, row.name, row.status) for row in found] == [
        (1, "web", Status.EXITED),
        (2, "web", Status.RUNNING),
        (3, "failed", Status.FAILED),
        (4, "shell", Status.STOPPING),
    ]
    assert {(row.cell, row.held, row.description) for row in found} == {("/", False, "")}
    assert {(row.kind, row.image, row.root) for row in found} == {(Kind.EXECUTABLE, "", "")}
    assert (found[0].exit_code, found[0].cpu_us, found[1].stop_timeout) == (0, 5, 1.5)
    newest = await store.read(partial(workloads.newest, cell="/", name="web"))
    assert newest == found[1]
    assert [row.id for row in await store.read(workloads.unfinished)] == [2, 4]
    assert await store.read(cells.all_cells) == []
    cell = Cell(5, CellSpec("a"), "", "b", 1, 1)
    await store.write(partial(cells.insert, cell=cell))
    await store.close()
    again = await Store.open(tmp_path)
    assert await again.read(cells.all_cells) == [cell]
    assert await again.read(lambda connection: connection.execute(
        "PRAGMA user_version").fetchone()) == (len(MIGRATIONS),)  # fmt: skip
    await again.close()


async def test_a_damaged_file_of_the_first_version_still_gives_its_rows(tmp_path):
    shutil.copyfile(OLD, tmp_path / FILE)
    with (tmp_path / FILE).open("r+b") as file:
        file.seek((INDEX_BY_NAME - 1) * PAGE)
        file.write(b"\xa5" * PAGE)
    store = await Store.open(tmp_path)
    assert "4 rows were saved" in store.problems[0]
    found = await store.read(partial(workloads.page, after=0, limit=10))
    assert [(row.id, row.held, row.cell) for row in found] == [
        (ident, False, "/") for ident in (1, 2, 3, 4)
    ]
    await store.close()


async def test_a_migration_that_is_interrupted_changes_nothing(tmp_path):
    shutil.copyfile(OLD, tmp_path / FILE)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for statement in MIGRATIONS[1]:
            connection.execute(statement)
        connection.rollback()
    connection.close()
    store = await Store.open(tmp_path)
    assert store.problems == []
    assert len(await store.read(partial(workloads.page, after=0, limit=10))) == 4
    await store.close()
