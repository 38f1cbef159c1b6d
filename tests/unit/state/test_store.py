"""The store commits in groups, keeps what it acknowledged, and outlives a bad disk."""

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from aurae.model.lifecycle import Status
from aurae.model.workload import Kind
from aurae.state import store as store_module
from aurae.state import workloads
from aurae.state.database import BESIDE, FILE
from aurae.state.failures import StateFailed, StateFull
from aurae.state.store import Store
from tests.support.records import ended, record
from tests.support.until import eventually

ROOT = Path(__file__).resolve().parents[3]


@pytest_asyncio.fixture
async def store(tmp_path):
    opened = await Store.open(tmp_path)
    yield opened
    await opened.close()


def insert(store: Store, workload):
    return store.write(partial(workloads.insert, workload=workload))


def save(store: Store, workload):
    return store.write(partial(workloads.save, workload=workload))


def damage(folder: Path, *, header: bool = False) -> None:
    """Overwrite the file's pages, or its first bytes, behind SQLite's back."""
    with (folder / FILE).open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0 if header else 4096)
        file.write(b"\xa5" * (64 if header else max(size - 4096, 4096)))


@pytest.mark.asyncio
async def test_a_row_comes_back_as_it_was_written(store):
    await insert(store, record(3))
    assert await store.read(partial(workloads.newest, cell="/", name="web")) == record(3)
    await save(store, ended(3))
    assert await store.read(partial(workloads.newest, cell="/", name="web")) == ended(3)
    assert await store.read(partial(workloads.newest, cell="/", name="other")) is None
    boxed = replace(record(4, "box"), kind=Kind.CONTAINER, image="sha256:ab", root="run-4")
    await insert(store, boxed)
    assert await store.read(partial(workloads.newest, cell="/", name="box")) == boxed


@pytest.mark.asyncio
async def test_the_newest_of_a_name_is_found(store):
    for ident in (1, 2, 3):
        await insert(store, record(ident, "a" if ident < 3 else "b"))
    assert (await store.read(partial(workloads.newest, cell="/", name="a"))).id == 2


@pytest.mark.asyncio
async def test_pages_go_through_all_rows_once(store):
    for ident in range(1, 6):
        await insert(store, record(ident))
    first = await store.read(partial(workloads.page, after=0, limit=3))
    second = await store.read(partial(workloads.page, after=3, limit=3))
    assert [item.id for item in first + second] == [1, 2, 3, 4, 5]


@pytest.mark.asyncio
async def test_the_oldest_ended_rows_are_the_surplus(store):
    for ident in (1, 2, 4):
        await save(store, ended(ident))
    await insert(store, record(3))
    assert await store.read(partial(workloads.surplus, keep=1, limit=10)) == [1, 2]
    await store.write(partial(workloads.delete, idents=[1, 2]))
    assert [item.id for item in await store.read(partial(workloads.page, after=0, limit=9))] == [
        3,
        4,
    ]
    assert await store.read(workloads.highest_id) == 4


@pytest.mark.asyncio
async def test_many_writers_share_commits(store):
    commits = []
    await store.write(lambda connection: connection.set_trace_callback(
        lambda statement: commits.append(statement) if statement == "COMMIT" else None
    ))  # fmt: skip
    await asyncio.gather(*(insert(store, record(ident)) for ident in range(1, 501)))
    assert len(await store.read(partial(workloads.page, after=0, limit=1000))) == 500
    assert len(commits) < 100


@pytest.mark.asyncio
async def test_a_lazy_change_is_written_without_company(store):
    await insert(store, record(1))
    store.write_soon(partial(workloads.save, workload=ended(1)))
    query = partial(workloads.newest, cell="/", name="web")
    end = asyncio.get_running_loop().time() + 10
    while (await store.read(query)).status is not Status.EXITED:
        assert asyncio.get_running_loop().time() < end


def noting(number: int, into: list[int]):
    """Return a change that notes its number; the row of a service stands for it elsewhere."""
    return lambda _: into.append(number)


@pytest.mark.asyncio
async def test_a_change_with_a_key_replaces_one_that_waits_and_keeps_its_place(store):
    ran: list[int] = []
    store.write_soon(noting(1, ran), "a")
    store.write_soon(noting(2, ran), "b")
    store.write_soon(noting(3, ran))
    store.write_soon(noting(4, ran), "a")
    await store.write(noting(5, ran))
    assert ran == [4, 2, 3, 5]
    store.write_soon(noting(6, ran), "a")
    await store.write(noting(7, ran), "a")
    await store.write(noting(8, ran), "a")
    assert ran == [4, 2, 3, 5, 7, 8]


@pytest.mark.asyncio
async def test_a_change_that_was_handed_over_is_not_replaced(store):
    ran: list[int] = []
    store.write_soon(noting(1, ran), "a")
    other = asyncio.ensure_future(store.write(noting(2, ran)))
    await asyncio.sleep(0)
    store.write_soon(noting(3, ran), "a")
    await other
    await store.write(noting(4, ran))
    assert ran == [1, 2, 3, 4]


@pytest.mark.asyncio
async def test_a_change_that_fails_takes_no_other_with_it(store):
    def broken(connection: sqlite3.Connection) -> None:
        workloads.insert(connection, record(99))
        raise LookupError("a bug")

    await insert(store, record(2))
    outcome = await asyncio.gather(
        insert(store, record(1)),
        insert(store, record(2)),
        store.write(broken),
        insert(store, record(3)),
        return_exceptions=True,
    )
    assert outcome[0] is None
    assert isinstance(outcome[1], StateFailed)
    assert isinstance(outcome[2], LookupError)
    assert outcome[3] is None
    found = await store.read(partial(workloads.page, after=0, limit=9))
    assert [item.id for item in found] == [1, 2, 3]


@pytest.mark.asyncio
async def test_a_full_disk_fails_writes_and_nothing_else(store):
    await insert(store, record(1))
    # SQLite's own limit: the same error, at the same place, as a full file system.
    await store.write(lambda connection: connection.execute("PRAGMA max_page_count = 1"))
    big = ["x" * 100] * 1000
    fillers = [insert(store, record(ident, str(big))) for ident in range(2, 50)]
    with pytest.raises(StateFull, match=r"^state: no space left on device$"):
        await asyncio.gather(*fillers)
    assert store.problems == ["state: no space left on device"]
    assert (await store.read(partial(workloads.newest, cell="/", name="web"))).id == 1
    with pytest.raises(StateFull):
        await insert(store, record(60, str(big)))

    def release(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1000000")

    await store.write(release)
    await insert(store, record(61, str(big)))
    assert store.problems == []


@pytest.mark.asyncio
async def test_two_servers_never_hold_the_state_together(tmp_path, monkeypatch):
    first = await Store.open(tmp_path)
    monkeypatch.setattr(store_module, "LOCK_WAIT", 0.1)
    with pytest.raises(StateFailed, match="is held by another server"):
        await Store.open(tmp_path)
    monkeypatch.setattr(store_module, "LOCK_WAIT", 10.0)
    opening = asyncio.ensure_future(Store.open(tmp_path))
    await first.close()
    await (await opening).close()


@pytest.mark.asyncio
async def test_a_file_of_a_newer_daemon_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE workloads (id INTEGER)")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StateFailed, match="version 99"):
        await Store.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if "corrupt" in path.name] == []


async def fill(folder: Path, count: int) -> None:
    store = await Store.open(folder)
    await asyncio.gather(*(insert(store, record(ident)) for ident in range(1, count + 1)))
    await store.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("header", [True, False])
async def test_a_damaged_file_is_put_aside_and_told(tmp_path, header):
    await fill(tmp_path, 200)
    damage(tmp_path, header=header)
    store = await Store.open(tmp_path)
    assert len(store.problems) == 1
    assert "state.db was damaged" in store.problems[0]
    assert len(list(tmp_path.glob("state.db.corrupt-*"))) >= 1
    await insert(store, record(1000))
    newest = await store.read(partial(workloads.newest, cell="/", name="web"))
    assert newest is not None
    assert newest.id == 1000
    await store.close()
    again = await Store.open(tmp_path)
    assert again.problems == []
    await again.close()


@pytest.mark.asyncio
async def test_an_empty_file_is_damaged(tmp_path):
    (tmp_path / FILE).touch()
    store = await Store.open(tmp_path)
    assert "it is empty" in store.problems[0]
    await store.close()


@pytest.mark.asyncio
async def test_rows_that_a_damaged_file_still_gives_are_kept(tmp_path):
    await fill(tmp_path, 2000)
    path = tmp_path / FILE
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * 3 * 4096)
    store = await Store.open(tmp_path)
    found = await store.read(partial(workloads.page, after=0, limit=3000))
    assert 100 < len(found) < 2000
    assert await store.read(workloads.highest_id) == 2000
    await store.close()


@pytest.mark.asyncio
async def test_a_replacement_that_was_interrupted_is_finished_by_the_next_open(tmp_path):
    await fill(tmp_path, 200)
    (tmp_path / FILE).rename(tmp_path / BESIDE)
    (tmp_path / f"{FILE}-wal").write_bytes(b"of the damaged file")
    store = await Store.open(tmp_path)
    assert "state.db was damaged" in store.problems[0]
    assert await store.read(workloads.highest_id) == 200
    assert not (tmp_path / BESIDE).exists()
    await store.close()


@pytest.mark.asyncio
async def test_a_new_file_that_is_not_whole_is_not_taken(tmp_path):
    (tmp_path / BESIDE).touch()
    store = await Store.open(tmp_path)
    assert store.problems == []
    await store.close()


@pytest.mark.asyncio
async def test_damage_met_while_serving_begins_a_new_file(tmp_path):
    await fill(tmp_path, 3000)
    rebuilt = asyncio.Event()
    store = await Store.open(tmp_path, rebuilt.set)
    damage(tmp_path)
    await save(store, ended(1500))
    assert (await store.read(partial(workloads.with_ids, idents=[1500])))[0] == ended(1500)
    await eventually(rebuilt.is_set, "the damage is told")
    assert "state.db was damaged" in store.problems[0]
    await store.close()


@pytest.mark.asyncio
async def test_damage_met_by_a_reader_begins_a_new_file(tmp_path):
    await fill(tmp_path, 3000)
    rebuilt = asyncio.Event()
    store = await Store.open(tmp_path, rebuilt.set)
    damage(tmp_path)
    await store.read(partial(workloads.page, after=0, limit=3000))
    await eventually(rebuilt.is_set, "the damage is told")
    await insert(store, record(5000))
    await store.close()


@pytest.mark.slow
def test_a_kill_in_the_middle_of_commits_loses_nothing_acknowledged(tmp_path):
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    acknowledged: dict[str, set[int]] = {"started": set(), "ended": set()}
    for turn in range(3):
        with subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.support.state_writer",
                tmp_path,
                str(1 + turn * 1_000_000),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as writer:
            assert writer.stdout is not None
            output = [writer.stdout.readline() for _ in range(chance.randrange(50, 400))]
            writer.send_signal(signal.SIGKILL)
            output += writer.stdout.readlines()
        for line in output:
            word, _, number = line.decode().partition(" ")
            if number.endswith("\n"):
                acknowledged[word].add(int(number))
    with sqlite3.connect(tmp_path / FILE) as connection:
        rows = dict(connection.execute("SELECT id, status FROM workloads"))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert acknowledged["started"] <= set(rows)
    assert all(rows[ident] == "EXITED" for ident in acknowledged["ended"])
    assert len(acknowledged["ended"]) > 50
