"""The life of workloads on a real init: starts, ends, stops, restarts, and bad disks."""

import asyncio
import contextlib
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from aurae.model.cell import NODE
from aurae.model.lifecycle import Status
from aurae.model.refusal import (
    AlreadyExists,
    Exhausted,
    FailedPrecondition,
    InvalidField,
    NotFound,
    Unavailable,
)
from aurae.model.workload import Workload
from aurae.processes.init import Phase
from aurae.state import workloads
from aurae.state.database import FILE
from aurae.supervise import ending
from tests.support.proc import alive
from tests.support.shortage import no_descriptors
from tests.support.supervised import OWNER, STUBBORN, CancelledAt, World, ready, spec, world
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


async def row(node: World, name: str):
    return await node.store.read(partial(workloads.newest, cell=NODE, name=name))


async def test_a_workload_runs_and_its_end_is_on_disk():
    async with world() as node:
        workload = await node.run("sh", "-c", "echo hi; exit 3", name="web")
        assert (workload.status, workload.exit_code) == (Status.EXITED, 3)
        assert workload.pid > 0
        assert workload.started_ns is not None
        assert workload.finished_ns is not None
        assert workload.created_ns < workload.started_ns < workload.finished_ns
        assert node.wrote(workload) == "hi\n"
        assert await row(node, "web") == workload
        assert node.init.table == {}
        await eventually(lambda: node.process.leaves.present() == {}, "the leaf is removed")


async def test_a_signal_that_ends_it_is_told():
    async with world() as node:
        workload = await node.run("sh", "-c", "kill -USR1 $$")
        assert (workload.exit_code, workload.signal) == (None, signal.SIGUSR1)


@pytest.mark.parametrize(
    ("argv", "options", "why"),
    [
        (["/bin/nope"], {}, "execve /bin/nope: No such file or directory"),
        (["/etc/passwd"], {}, "Permission denied"),
        (["true"], {"working_directory": "/nope"}, "chdir /nope: No such file or directory"),
    ],
)
async def test_a_start_that_fails_says_which_step(argv, options, why):
    async with world() as node:
        with pytest.raises(FailedPrecondition, match="cannot start web: ") as caught:
            await node.start(*argv, name="web", **options)
        assert why in str(caught.value)
        workload = await node.supervisor.get(NODE, "web")
        assert workload.status is Status.FAILED
        assert why in workload.reason
        await eventually(lambda: node.process.leaves.present() == {}, "the leaf is removed")
        assert node.init.table == {}
        assert (await row(node, "web")).status is Status.FAILED


async def test_a_bad_field_starts_nothing_and_leaves_no_row():
    async with world() as node:
        with pytest.raises(
            InvalidField, match=r"cannot start web: executable\.user: unknown user"
        ):
            await node.start("true", name="web", user="nobody-of-that-name")
        with pytest.raises(NotFound, match="cannot get web: no such workload"):
            await node.supervisor.get(NODE, "web")


async def test_of_two_starts_that_race_for_a_name_one_wins():
    async with world() as node:
        outcome = await asyncio.gather(
            *(node.start("sleep", "100", name="web") for _ in range(10)), return_exceptions=True
        )
        assert sum(isinstance(item, AlreadyExists) for item in outcome) == 9
        assert node.supervisor.running == 1


async def test_made_up_names_are_unique():
    async with world() as node:
        await node.start("sleep", "100", name="sleep-2")
        names = {(await node.start("sleep", "100")).name for _ in range(3)}
        assert len(names) == 3
        assert "sleep-2" not in names


async def test_a_stop_asks_first_and_kills_after_the_grace():
    async with world() as node:
        polite = await node.start("sleep", "100", name="polite")
        stopped = await node.supervisor.stop(NODE, "polite", 30)
        assert (stopped.status, stopped.signal) == (Status.EXITED, signal.SIGTERM)
        assert "stopped by request" in stopped.reason
        stubborn = await node.start(*STUBBORN, name="stubborn")
        await ready(node, stubborn)
        begun = time.monotonic()
        stopped = await node.supervisor.stop(NODE, "stubborn", 0.5)
        assert stopped.signal == signal.SIGKILL
        assert 0.4 < time.monotonic() - begun < 30
        assert not alive(polite.pid)
        assert node.process.leaves.present() == {}


async def test_stops_share_an_end_and_the_shortest_grace_counts():
    async with world() as node:
        await ready(node, await node.start(*STUBBORN, name="web"))
        slow = [asyncio.create_task(node.supervisor.stop(NODE, "web", 3000)) for _ in range(5)]
        await eventually(
            lambda: node.named("web").workload.status is Status.STOPPING,
            "it is being stopped",
        )
        quick = await node.supervisor.stop(NODE, "web", 0)
        assert {(await task).id for task in slow} == {quick.id}
        assert (await node.supervisor.stop(NODE, "web", 0)).status is Status.EXITED


async def test_what_a_main_process_leaves_behind_is_stopped_too(tmp_path: Path):
    async with world() as node:
        script = (
            f"(trap '' TERM; touch {tmp_path}/deaf; while :; do sleep 1; done) & sleep 100 & "
            f"until [ -e {tmp_path}/deaf ]; do sleep 0.01; done; echo hi"
        )
        workload = await node.run("sh", "-c", script, name="web", stop_timeout=1.0)
        assert workload.status is Status.EXITED
        assert node.wrote(workload) == "hi\n"
        assert node.process.leaves.populated(workload.leaf)
        second = await node.start("true", name="web")
        assert not node.process.leaves.populated(workload.leaf)
        assert second.id > workload.id


async def test_a_stop_of_an_ended_workload_waits_for_what_it_left():
    async with world() as node:
        script = "(trap '' TERM; while :; do sleep 1; done) &"
        workload = await node.run("sh", "-c", script, name="web", stop_timeout=100.0)
        await node.supervisor.stop(NODE, "web", 0)
        assert not node.process.leaves.populated(workload.leaf)


async def test_a_stop_during_a_start_ends_it():
    async with world() as node:
        starting = asyncio.create_task(node.start("sleep", "100", name="web"))
        await eventually(lambda: node.means.register.with_name(NODE, "web"), "the start has begun")
        assert (await node.supervisor.stop(NODE, "web", 0)).ended
        await asyncio.gather(starting, return_exceptions=True)
        assert node.process.leaves.present() == {}


async def test_workloads_go_on_when_the_server_ends():
    async with world() as node:
        running = await node.start("sleep", "100", name="running")
        ends = await node.start("sh", "-c", "read x; exit 7", name="ends", stdin=b"")

        async def both_end() -> None:
            await eventually(lambda: not alive(ends.pid), "it ends while nobody serves")

        await node.restart(both_end)
        ended = await node.supervisor.wait(NODE, "ends", 10)
        assert (ended.status, ended.exit_code) == (Status.EXITED, 7)
        again = await node.supervisor.get(NODE, "running")
        assert (again.status, again.pid, again.id) == (Status.RUNNING, running.pid, running.id)
        with pytest.raises(AlreadyExists):
            await node.start("true", name="running")
        assert (await node.supervisor.stop(NODE, "running", 5)).signal == signal.SIGTERM


async def test_a_stop_goes_on_after_a_restart():
    async with world() as node:
        await ready(node, await node.start(*STUBBORN, name="web", stop_timeout=0.5))
        stop = asyncio.create_task(node.supervisor.stop(NODE, "web", 1000))
        await eventually(
            lambda: node.named("web").workload.status is Status.STOPPING,
            "it is being stopped",
        )
        await node.restart()
        stop.cancel()
        ended = await node.supervisor.wait(NODE, "web", 20)
        assert ended.signal == signal.SIGKILL


async def test_a_row_that_init_never_saw_has_failed():
    async with world() as node:
        ran = await node.run("true", name="model")
        lost = Workload(
            id=ran.id + 1, name="web", argv=("x",), owner="", boot=ran.boot, init=ran.init,
            created_ns=1,
        )  # fmt: skip
        await node.store.write(partial(workloads.insert, workload=lost))
        await node.restart()
        workload = await node.supervisor.get(NODE, "web")
        assert workload.status is Status.FAILED
        assert workload.reason == "the daemon was interrupted before it was started"
        assert (await node.run("true", name="web")).id == lost.id + 1


async def test_running_workloads_outlive_their_rows():
    async with world() as node:
        running = await node.start("sleep", "100", name="web")

        async def destroy() -> None:
            for path in node.state.glob(f"{FILE}*"):
                path.unlink()
            (node.state / FILE).write_bytes(b"rubbish" * 1000)

        await node.restart(destroy)
        assert any("was damaged" in text for text in node.store.problems)
        found, _ = await node.supervisor.page(0, 10, ended=False)
        assert [(item.id, item.pid, item.status) for item in found] == [
            (running.id, running.pid, Status.RUNNING)
        ]
        assert found[0].argv == ("sleep", "100")
        assert (await node.start("sleep", "100", name="web")).id > running.id
        assert (await node.supervisor.stop(NODE, found[0].name, 5)).status is Status.EXITED


@pytest.mark.parametrize("kill", [False, True])
async def test_orphans_are_listed_and_never_started_twice(kill):
    async with world(kill_orphans=kill) as node:
        script = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done"
        workload = await node.start("sh", "-c", script, name="web")
        await ready(node, workload)
        await node.replace_init()
        try:
            if kill:
                ended = await node.supervisor.wait(NODE, "web", 20)
            else:
                orphan = await node.supervisor.get(NODE, "web")
                assert (orphan.status, orphan.pid) == (Status.ORPHANED, workload.pid)
                with pytest.raises(AlreadyExists):
                    await node.start("true", name="web")
                ended = await node.supervisor.stop(NODE, "web", 10)
            assert ended.status is Status.LOST
            assert ended.finished_ns is not None
            assert await row(node, "web") == ended
        finally:
            node.process.leaves.kill(workload.leaf)


async def test_a_full_disk_refuses_starts_and_keeps_exits_in_init():
    async with world() as node:
        before = await node.start("sleep", "100", name="before")

        await node.store.write(lambda connection: connection.execute("PRAGMA max_page_count = 1"))
        refused = None
        for number in range(200):
            try:
                await node.start("true", "x" * 3000, name=f"n{number}")
            except Exhausted as error:
                refused = error
                break
        assert "state: no space left on device" in str(refused)
        assert str(refused).startswith("cannot start n")
        stopped = await node.supervisor.stop(NODE, "before", 5)
        assert stopped.status is Status.EXITED
        assert (await node.supervisor.get(NODE, "before")).id == before.id


async def test_who_waits_for_a_start_that_the_disk_refuses_is_told_why():
    async with world() as node:
        await node.store.write(lambda connection: connection.execute("PRAGMA max_page_count = 1"))
        while True:
            waiting = [
                asyncio.create_task(node.start("true", "x" * 100_000, name="web")),
                asyncio.create_task(joined(node, lambda: node.supervisor.stop(NODE, "web", 5))),
                asyncio.create_task(joined(node, lambda: node.supervisor.wait(NODE, "web", 20))),
            ]
            start, stop, wait = await asyncio.gather(*waiting, return_exceptions=True)
            if isinstance(start, Exhausted):
                break
        why = "no such workload: it was not started: state: no space left on device"
        assert isinstance(stop, NotFound)
        assert isinstance(wait, NotFound)
        assert str(stop) == f"cannot stop web: {why}"
        assert str(wait) == f"cannot wait for web: {why}"
        with pytest.raises(NotFound):
            await node.supervisor.get(NODE, "web")


async def joined(node: World, ask: Callable[[], Awaitable[Workload]]) -> Workload:
    """Ask for something as soon as the name is registered."""
    while node.means.register.with_name(NODE, "web") is None:  # noqa: ASYNC110  # no turn may be missed
        await asyncio.sleep(0)
    return await ask()


async def test_an_end_comes_also_when_no_descriptor_is_left(monkeypatch, caplog):
    monkeypatch.setattr(ending, "POLL", 0.05)
    async with world() as node:
        workload = await node.start("sh", "-c", "sleep 1000 & echo ready; wait", name="web")
        await ready(node, workload)
        other = await node.start("sleep", "1000", name="other")
        with no_descriptors():
            node.init.signal(workload.id, signal.SIGKILL)
            await eventually(lambda: "cannot watch the leaf" in caplog.text, "it is looked at")
        node.means.leaves.kill(workload.leaf)
        await eventually(lambda: workload.id not in node.process.leaves.present(), "it is gone")
        assert caplog.text.count("cannot watch the leaf") == 1
        assert (await node.supervisor.stop(NODE, other.name, 5)).signal == signal.SIGTERM


async def test_a_leaf_that_cannot_be_removed_is_told_once(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(ending, "RETRY_FIRST", 0.01)
    tries: list[str] = []
    async with world() as node:
        workload = await node.start("sleep", "1000", name="web")
        stray = tmp_path / f"_{workload.id}" / "stray"
        stray.parent.mkdir()
        stray.touch()
        remove = node.means.leaves.remove
        own, node.means.leaves.root = node.means.leaves.root, tmp_path

        async def counted(leaf: str) -> None:
            tries.append(leaf)
            await remove(leaf)

        monkeypatch.setattr(node.means.leaves, "remove", counted)
        node.init.signal(workload.id, signal.SIGKILL)
        await eventually(lambda: len(tries) > 4, "it is tried again")
        assert caplog.text.count("cannot remove the leaf of web") == 1
        stray.unlink()
        await eventually(lambda: not stray.parent.exists(), "it is removed")
        node.means.leaves.root = own


async def test_an_end_that_cannot_be_written_is_told_and_stays_in_init(monkeypatch):
    async with world() as node:
        workload = await node.start("sleep", "100", name="web")
        await eventually(lambda: node.init.table[workload.id].phase is Phase.RUNNING, "it runs")
        # A file that may not grow and has not one free byte: SQLite's trigger tells it is full.
        await node.store.write(
            lambda connection: connection.execute(
                "CREATE TRIGGER full BEFORE UPDATE ON workloads WHEN NEW.finished_ns IS NOT NULL "
                "BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        )
        stopped = await node.supervisor.stop(NODE, "web", 5)
        assert stopped.status is Status.EXITED
        assert workload.id in node.init.table
        await node.store.write(lambda connection: connection.execute("DROP TRIGGER full"))
        await eventually(lambda: workload.id not in node.init.table, "the end is acknowledged")
        assert await row(node, "web") == stopped


async def test_old_workloads_are_forgotten_with_their_logs():
    async with world(history=3) as node:
        ran = [await node.run("echo", str(number), name=f"n{number}") for number in range(8)]
        await node.run("true", name="last")

        async def kept() -> list[int]:
            return [item.id for item in (await node.supervisor.page(0, 100, ended=True))[0]]

        async with asyncio.timeout(60):
            while ran[3].id in await kept():
                await node.run("true", name="last")
        assert not node.supervisor.log_folder(ran[0]).exists()
        with pytest.raises(NotFound):
            await node.supervisor.get(NODE, "n0")


async def test_nothing_starts_while_the_daemon_stops():
    async with world() as node:
        node.supervisor.refuse("the daemon is stopping")
        with pytest.raises(Unavailable, match="cannot start web: the daemon is stopping"):
            await node.start("true", name="web")


async def test_a_start_that_is_cancelled_at_any_await_goes_on():
    async with world() as node:
        reached, at = True, 0
        while reached:
            at += 1
            call = CancelledAt(node.supervisor.start(spec("true", name=f"n{at}"), OWNER), at)
            with contextlib.suppress(asyncio.CancelledError):
                await call
            reached = call.reached
            async with asyncio.timeout(60):
                while not await row(node, f"n{at}"):
                    pass
            assert (await node.supervisor.wait(NODE, f"n{at}", 10)).status is Status.EXITED
        assert at > 1
        await eventually(lambda: node.init.table == {}, "every end is acknowledged")


async def test_a_stop_that_is_cancelled_at_any_await_goes_on():
    async with world() as node:
        reached, at = True, 0
        while reached:
            at += 1
            await node.start("sleep", "100", name="web")
            call = CancelledAt(node.supervisor.stop(NODE, "web", 5), at)
            with contextlib.suppress(asyncio.CancelledError):
                await call
            reached = call.reached
            assert (await node.supervisor.wait(NODE, "web", 10)).status is Status.EXITED
        assert at > 1


@pytest.mark.parametrize("operation", ["start", "stop"])
async def test_a_server_that_ends_at_any_await_leaves_a_legal_state(operation):
    async with world() as node:
        for turns in range(12):
            name = f"{operation}-{turns}"
            if operation == "stop":
                await node.start("sleep", "100", name=name)
                work = node.supervisor.stop(NODE, name, 5)
            else:
                work = node.supervisor.start(spec("sleep", "100", name=name), OWNER)
            task = asyncio.create_task(work)
            for _ in range(turns):
                await asyncio.sleep(0)
            await node.begin_again()
            await asyncio.gather(task, return_exceptions=True)
            try:
                workload = await node.supervisor.get(NODE, name)
            except NotFound:
                assert operation == "start"
                continue
            if workload.status is Status.STARTING:
                await node.named(name).answered.wait()
                workload = await node.supervisor.get(NODE, name)
            assert workload.status in (
                Status.RUNNING, Status.STOPPING, Status.EXITED, Status.FAILED
            )  # fmt: skip
            await node.supervisor.stop(NODE, name, 5)
        await eventually(lambda: node.process.leaves.present() == {}, "nothing is left")
        assert node.init.table == {}


async def test_starts_are_quick_and_many():
    async with world() as node:
        await node.run("true")
        begun = time.monotonic()
        await asyncio.gather(*(node.start("/bin/true") for _ in range(200)))
        took = time.monotonic() - begun
        await eventually(lambda: node.supervisor.running == 0, "all end")
        print(f"200 starts took {took:.2f} s")
        assert took < 30


def sleeper(group: Path) -> subprocess.Popen[bytes]:
    """Begin a process that nobody supervises in a new group."""
    group.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(["sleep", "100"])
    (group / "cgroup.procs").write_text(str(process.pid))
    return process


async def test_a_leaf_that_was_never_ours_leaves_ids_to_give_out():
    async with world() as node:
        before = await node.start("sleep", "100", name="before")
        near, far = before.id + 5, "_99999999999999999"
        (node.process.leaves.root / f"_{near}").mkdir()
        stranger = sleeper(node.process.leaves.root / far)
        try:
            await node.restart()
            assert node.supervisor.problems == [f"cgroup '{far}'"]
            assert (await node.start("sleep", "100", name="after")).id == near + 1
            assert stranger.poll() is None
        finally:
            stranger.kill()
            stranger.wait()
