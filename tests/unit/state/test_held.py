"""Names that stay taken after an end are on disk, until they are given free."""

from dataclasses import replace
from functools import partial

import pytest
import pytest_asyncio

from aurae.state import workloads
from aurae.state.store import Store
from tests.support.records import ended, record

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def store(tmp_path):
    opened = await Store.open(tmp_path)
    rows = [
        replace(ended(1), held=True, cell="a", description="first"),
        replace(ended(2), held=True, cell="a/b"),
        replace(ended(3), held=True, cell="a-b"),
        replace(record(4), held=True, cell="a"),
        replace(ended(5), cell="a"),
        replace(ended(6), held=True),
    ]
    await opened.write(partial(workloads.save_many, items=rows))
    await opened.close()
    again = await Store.open(tmp_path)
    yield again
    await again.close()


async def held(store: Store) -> list[int]:
    return [row.id for row in await store.read(workloads.held)]


async def test_ended_ones_keep_their_names_over_a_restart(store):
    assert await held(store) == [1, 2, 3, 6]
    assert (await store.read(workloads.held))[0].description == "first"


async def test_a_release_frees_one_name_up_to_that_run(store):
    await store.write(partial(workloads.save, workload=replace(ended(7), held=True, cell="a")))
    await store.write(partial(workloads.release, workload=replace(ended(1), cell="a")))
    assert await held(store) == [2, 3, 6, 7]


async def test_a_cell_that_is_freed_frees_its_names_and_those_below(store):
    await store.write(partial(workloads.release_all, cell="a"))
    assert await held(store) == [3, 6]
    assert not any(row.held for row in await store.read(workloads.unfinished))
    await store.write(partial(workloads.release_all, cell="/"))
    assert await held(store) == []


async def test_what_keeps_its_name_is_never_surplus(store):
    assert await store.read(partial(workloads.surplus, keep=0, limit=10)) == [5]
    assert await store.read(partial(workloads.surplus, keep=1, limit=10)) == []


async def test_names_and_pages_are_those_of_the_cell(store):
    async def ids(cell: str) -> list[int]:
        query = partial(workloads.page, after=0, limit=10, cell=cell)
        return [row.id for row in await store.read(query)]

    assert await ids("/") == [1, 2, 3, 4, 5, 6]
    assert await ids("a") == [1, 2, 4, 5]
    assert await ids("a/b") == [2]
    newest = [
        await store.read(partial(workloads.newest, cell=cell, name="web"))
        for cell in ("a", "a/b", "/", "b")
    ]
    assert [row and row.id for row in newest] == [5, 2, 6, None]
