"""Workloads in cells on a real init: where they run, how they end together, and whose a name is."""

import signal
from dataclasses import replace
from functools import partial

import pytest

from aurae.model.cell import NODE, Place
from aurae.model.lifecycle import Status
from aurae.model.refusal import AlreadyExists, FailedPrecondition, InvalidField, NotFound, Stuck
from aurae.state import cells, workloads
from aurae.state.database import FILE
from aurae.supervise import ending
from tests.support.proc import alive
from tests.support.supervised import STUBBORN, ready, spec, world
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


async def test_one_name_is_used_in_two_cells_and_on_the_node():
    async with world() as node:
        for cell in ("a", "a/b"):
            await node.make_cell(cell)
        started = {
            cell: await node.start_in(cell, "sleep", "100", name="web")
            for cell in (NODE, "a", "a/b")
        }
        for cell, workload in started.items():
            assert (workload.cell, workload.pid > 0) == (cell, True)
            assert node.process.leaves.processes(workload.leaf) == [workload.pid]
            assert await node.supervisor.get(cell, "web") == workload
        assert node.process.leaves.present() == {
            workload.id: workload.leaf for workload in started.values()
        }
        with pytest.raises(AlreadyExists, match="cannot start a/web: a workload of that name is"):
            await node.start_in("a", "true", name="web")
        stopped = await node.supervisor.stop("a", "web", 5)
        assert stopped.id == started["a"].id
        assert [item.id for item in node.supervisor.living(NODE)] == [
            started[NODE].id, started["a/b"].id
        ]  # fmt: skip
        assert await node.supervisor.get("a", "web") == stopped
        with pytest.raises(NotFound, match="cannot get b/web: no such workload"):
            await node.supervisor.get("b", "web")


async def test_pages_show_a_cell_and_what_is_below_it():
    async with world() as node:
        for cell in ("a", "a/b", "a-b"):
            await node.make_cell(cell)
        inner = await node.start_in("a/b", "sleep", "100")
        await node.start_in("a-b", "sleep", "100")
        await node.run("true")
        outer = await node.start_in("a", "true")
        await node.supervisor.wait("a", outer.name, 10)

        async def ids(cell: str, ended: bool) -> list[int]:
            found, following = await node.supervisor.page(0, 10, ended, cell)
            assert following == 0
            return [item.id for item in found]

        assert await ids("a", ended=True) == [inner.id, outer.id]
        assert await ids("a", ended=False) == [inner.id]
        assert await ids("a/b", ended=True) == [inner.id]
        assert len(await ids("", ended=True)) == len(await ids(NODE, ended=True)) == 4


async def test_a_cell_without_a_directory_is_not_found_and_leaves_no_row():
    async with world() as node:
        with pytest.raises(NotFound) as caught:
            await node.start_in("a/b", "true", name="web")
        assert str(caught.value) == "cannot start a/b/web: cgroup 'a/b' not found on host"
        with pytest.raises(NotFound) as caught:
            await node.start_in("a/b", "true", name="web", held=True)
        assert str(caught.value) == "cannot start: cgroup 'a/b' not found on host"
        assert await node.store.read(partial(workloads.page, after=0, limit=9)) == []
        assert list(node.means.register) == []
        assert node.init.table == {}
        assert not await node.supervisor.release_name("a/b", "web")


async def test_a_held_name_is_taken_after_the_end_until_it_is_released():
    async with world() as node:
        await node.make_cell("a")
        first = await node.start_in("a", "true", name="my app", held=True, description="x")
        await node.supervisor.wait("a", "my app", 10)
        await eventually(lambda: first.id not in node.means.register, "it is cleared away")
        with pytest.raises(AlreadyExists, match=r"^cannot start: executable 'my app' exists$"):
            await node.start_in("a", "true", name="my app", held=True)
        assert await node.supervisor.release_name("a", "my app")
        assert not await node.supervisor.release_name("a", "my app")
        second = await node.start_in("a", "sleep", "100", name="my app", held=True)
        with pytest.raises(AlreadyExists, match=r"^cannot start: executable 'my app' exists$"):
            await node.start_in("a", "true", name="my app", held=True)
        assert await node.supervisor.release_name("a", "my app")
        assert not alive(second.pid)
        rows = await node.store.read(partial(workloads.page, after=0, limit=9))
        assert [(row.id, row.held, row.description) for row in rows] == [
            (first.id, False, "x"), (second.id, False, "")
        ]  # fmt: skip
        with pytest.raises(InvalidField, match="name: "):
            await node.start_in("a", "true", name="my app")


async def test_held_names_outlive_the_server():
    async with world() as node:
        for cell in ("a", "freed"):
            await node.make_cell(cell)
        ended = await node.start_in("a", "true", name="web", held=True)
        await node.supervisor.wait("a", "web", 10)
        gone = await node.start_in("freed", "true", name="web", held=True)
        await node.supervisor.wait("freed", "web", 10)
        unseen = await node.start_in("a", "sh", "-c", "read x; exit 7", name="job", held=True)
        running = await node.start_in("a", "sleep", "100", name="long", held=True)
        freed = next(c for c in await node.store.read(cells.all_cells) if c.name == "freed")
        await node.store.write(partial(cells.delete, idents=[freed.id]))

        async def both_end() -> None:
            await eventually(lambda: not alive(unseen.pid), "it ends while nobody serves")

        await node.restart(both_end)
        assert (await node.supervisor.wait("a", "job", 10)).exit_code == 7
        for name in ("web", "job", "long"):
            with pytest.raises(AlreadyExists):
                await node.start_in("a", "true", name=name, held=True)
        with pytest.raises(AlreadyExists, match="keeps the name until it is stopped"):
            await node.start_in("a", "true", name="web")
        assert (await node.start_in("freed", "true", name="web", held=True)).id > gone.id
        assert await node.supervisor.release_name("a", "web")
        assert await node.supervisor.release_name("a", "long")
        assert not alive(running.pid)
        await node.restart()
        assert (await node.start_in("a", "true", name="web", held=True)).id > ended.id
        assert (await node.start_in("a", "true", name="long", held=True)).id > running.id
        node.supervisor.forget_names("a")
        await node.supervisor.wait("a", "web", 10)
        await node.start_in("a", "true", name="web", held=True)


async def test_names_of_an_earlier_boot_are_free():
    async with world() as node:
        await node.make_cell("a")
        before = await node.start_in("a", "true", name="web", held=True)
        before = await node.supervisor.wait("a", "web", 10)
        lost = replace(before, id=before.id + 1, name="job", status=Status.RUNNING, exit_code=None,
                       finished_ns=None, boot="another")  # fmt: skip
        rows = [replace(before, boot="another"), lost]
        await eventually(lambda: before.id not in node.means.register, "it is cleared away")
        await node.store.write(lambda connection: connection.execute("DELETE FROM workloads"))
        await node.store.write(partial(workloads.save_many, items=rows))
        await node.restart()
        assert (await node.supervisor.get("a", "job")).status is Status.LOST
        for name in ("web", "job"):
            await node.start_in("a", "true", name=name, held=True)


async def test_a_start_that_fails_holds_no_name():
    async with world() as node:
        await node.make_cell("a")
        with pytest.raises(FailedPrecondition, match="cannot start: execve /bin/nope"):
            await node.start_in("a", "/bin/nope", name="web", held=True)
        await node.start_in("a", "true", name="web", held=True)


async def test_all_in_a_cell_and_below_end_at_once_also_who_ignores_the_signal():
    async with world() as node:
        for cell in ("a", "a/b", "b"):
            await node.make_cell(cell)
        polite = [await node.start_in("a", "sleep", "100") for _ in range(5)]
        deaf = await node.start_in("a/b", *STUBBORN, name="deaf")
        left = await node.start_in("a", "sh", "-c", "(trap '' TERM; echo ready; sleep 1000) &")
        other = await node.start_in("b", "sleep", "100")
        await ready(node, deaf)
        await ready(node, left)
        await node.supervisor.wait("a", left.name, 10)
        assert await node.supervisor.end_all("a", 0.5) == []
        assert node.supervisor.living("a") == []
        for workload in (*polite, deaf, left):
            assert not node.process.leaves.populated(workload.leaf)
        assert (await node.supervisor.get("a/b", "deaf")).signal == signal.SIGKILL
        assert (await node.supervisor.get("a", polite[0].name)).signal == signal.SIGTERM
        assert [item.id for item in node.supervisor.living(NODE)] == [other.id]
        assert list(node.process.leaves.present().values()) == [other.leaf]


async def test_what_does_not_die_is_told_and_keeps_its_name(monkeypatch):
    monkeypatch.setattr(ending, "KILL_LIMIT", 0.2)
    async with world() as node:
        await node.make_cell("a")
        stuck = await node.start_in("a", "sleep", "100", name="web", held=True)
        with monkeypatch.context() as deaf:
            deaf.setattr(node.means.leaves, "kill", lambda _: None)
            deaf.setattr(node.init, "signal", lambda *_: None)
            left = await node.supervisor.end_all("a", 0)
            assert [item.id for item in left] == [stuck.id]
            with pytest.raises(Stuck, match="cannot stop a/web: its processes do not die"):
                await node.supervisor.release_name("a", "web", 0)
            assert (await node.supervisor.get("a", "web")).held
        monkeypatch.setattr(ending, "KILL_LIMIT", 10.0)
        assert await node.supervisor.end_all("a", None) == []
        assert not alive(stuck.pid)
        assert await node.supervisor.release_name("a", "web")


async def test_workloads_in_cells_outlive_their_rows():
    async with world() as node:
        for cell in ("a", "a/b"):
            await node.make_cell(cell)
        running = await node.start_in("a/b", "sleep", "100", name="web")

        async def destroy() -> None:
            for path in node.state.glob(f"{FILE}*"):
                path.unlink()
            (node.state / FILE).write_bytes(b"rubbish" * 1000)

        await node.restart(destroy)
        (found,) = node.supervisor.living("a/b")
        assert (found.id, found.pid, found.leaf) == (running.id, running.pid, running.leaf)
        assert await node.supervisor.end_all("a", 5) == []


async def test_orphans_in_cells_keep_their_place():
    async with world() as node:
        await node.make_cell("a")
        script = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done"
        workload = await node.start_in("a", "sh", "-c", script, name="web", held=True)
        await ready(node, workload)
        await node.replace_init()
        orphan = await node.supervisor.get("a", "web")
        assert (orphan.status, orphan.leaf) == (Status.ORPHANED, workload.leaf)
        assert await node.supervisor.end_all("a", 10) == []
        with pytest.raises(AlreadyExists):
            await node.start_in("a", "true", name="web", held=True)


async def test_holders_are_no_workloads():
    async with world() as node:
        await node.make_cell("a")
        ident = node.means.register.next_id()
        await node.init.hold(
            ident, process=True, network=False, inside=Place(), hostname="a", deadline=10
        )
        inside = await node.supervisor.start(
            spec("sleep", "100", name="web"), "", Place("a", process=ident)
        )
        await node.restart()
        assert node.init.table[ident].is_holder
        assert [item.id for item in node.supervisor.living(NODE)] == [inside.id]
        assert (await node.start("true")).id > ident
        assert await node.supervisor.end_all("a", 5) == []
        node.init.release(ident)
        await node.init.wait_exit(ident)
        node.init.acknowledge(ident)
