"""Machines are saved and lent again; QEMU is a fake here, which sends what QEMU sends."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from aurae.model.refusal import (
    AlreadyExists,
    Denied,
    Exhausted,
    FailedPrecondition,
    InvalidField,
    NotFound,
)
from aurae.model.vm import Vm
from aurae.model.vm_snapshot import (
    DiskRole,
    Fittings,
    SavedDisk,
    SnapshotKind,
    SnapshotSpec,
    VmSnapshot,
)
from aurae.model.workload import Executable, WorkloadSpec
from aurae.state.store import Store
from aurae.supervise.tasks import OwnedTasks
from aurae.vms.memories import Memories
from aurae.vms.restoring import load
from aurae.vms.saving import go_on
from aurae.vms.snapshot_making import Source
from aurae.vms.snapshots import SnapshotMeans, Snapshots
from tests.support.fake_qemu import SIZE, FakeQemu, memory
from tests.support.vm_streams import PAGE, stream

pytestmark = pytest.mark.asyncio
OWNER = "me"
ASKED = WorkloadSpec(name="web", executable=Executable(("/bin/true",)), vm=Vm(image="nginx"))
SCRATCH = SavedDisk("scratch", DiskRole.SCRATCH, 1, is_scsi=True, size=1 << 20)
FITTINGS = Fittings("QEMU 7.2.22", "tcg", "max", 1, SIZE, disks=(SCRATCH,))


class World:
    """Snapshots on a disk, and a machine to be saved."""

    def __init__(self, folder: Path, store: Store, group: asyncio.TaskGroup) -> None:
        self.folder = folder / "snapshots"
        self.mark = folder / "saving"
        self.scratch = os.open(folder / "scratch", os.O_RDWR | os.O_CREAT, 0o600)
        os.truncate(self.scratch, 1 << 20)
        os.pwrite(self.scratch, b"written", 8192)
        self.qemu = FakeQemu(memory(1, 2, 700))
        self.memories = Memories(1 << 30)
        tasks = OwnedTasks(group)
        self._means = SnapshotMeans(self.folder, store, tasks, self.memories, time.time_ns)
        self.snapshots = Snapshots(self._means)

    @property
    def source(self) -> Source:
        return Source(
            "web", ASKED, FITTINGS, self.qemu, self.mark, "sha256:1", {"scratch": self.scratch}
        )

    async def save(self, name: str = "one", **how: Any) -> VmSnapshot:
        """Save the machine."""
        steps = [
            step
            async for step in self.snapshots.save(SnapshotSpec(name, **how), OWNER, self.source)
        ]
        assert steps[-1].snapshot is not None
        return steps[-1].snapshot

    async def restart(self) -> None:
        """Have a next server begin."""
        self.snapshots = Snapshots(self._means)
        await self.snapshots.open()

    def names(self) -> list[str]:
        return [snapshot.name for snapshot in self.snapshots.register.all]

    def there(self) -> list[str]:
        """Return the folders that are there, but for what is being removed."""
        made = [path.name for path in (self.folder / "staging").iterdir()]
        return sorted({path.name for path in self.folder.iterdir()} - {"staging", "trash"}) + made


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    store = await Store.open(tmp_path)
    async with asyncio.TaskGroup() as group:
        made = World(tmp_path, store, group)
        await made.snapshots.open()
        yield made
        await made.qemu.close()
        os.close(made.scratch)
        made.memories.close()
    await store.close()


async def test_a_machine_is_saved_and_runs_on(world: World) -> None:
    saved = await world.save(description="before the change", labels={"a": "b"})
    assert world.qemu.runs
    assert not world.mark.exists()
    assert saved.memory == 3 * PAGE
    assert saved.size >= 3 * PAGE
    assert (saved.vm, saved.image, saved.owner) == ("web", "sha256:1", OWNER)
    await world.restart()
    assert world.snapshots.register.all == [saved]
    async with world.snapshots.taken(saved, FITTINGS, "restore web") as taken:
        assert os.pread(taken.memory, PAGE, 2 * PAGE) == b"m" * PAGE
        assert taken.state.read_bytes() == stream(SIZE, [])
        assert taken.disks["scratch"].read_bytes()[8192:8199] == b"written"
        other = FakeQemu(b"")
        await load(other, taken.state, "restore web")
        assert other.loaded == stream(SIZE, [])
        with pytest.raises(FailedPrecondition, match="a machine that is just starting from it"):
            await world.snapshots.delete("one", OWNER)
    await world.snapshots.delete("one", OWNER)
    assert (world.names(), world.there()) == ([], [])


async def test_a_paused_machine_stays_paused(world: World) -> None:
    world.qemu.status = "paused"
    await world.save()
    assert not world.qemu.runs
    assert "cont" not in world.qemu.asked


async def test_without_live_the_machine_stands_still_first(world: World) -> None:
    await world.save(is_live=False)
    assert world.qemu.asked.index("stop") < world.qemu.asked.index("migrate")
    await world.save("two")
    assert world.qemu.asked.count("stop") == 1
    assert world.qemu.runs


async def test_progress_is_told(world: World) -> None:
    spec = SnapshotSpec("one")
    steps = [step async for step in world.snapshots.save(spec, OWNER, world.source)]
    assert steps[0].total == SIZE
    assert steps[-1].copied >= 3 * PAGE


async def test_a_difference_stands_on_the_one_before(world: World) -> None:
    with pytest.raises(FailedPrecondition, match="no snapshot of it for a DIFF to stand on"):
        await world.save("none", kind=SnapshotKind.DIFF)
    one = await world.save()
    world.qemu.sent = memory(1, 3, 700)
    two = await world.save("two", kind=SnapshotKind.DIFF)
    assert two.parent == one.id
    assert two.memory == 2 * PAGE  # 3 is new, 2 is zero again
    three = await world.save("three", kind=SnapshotKind.DIFF)
    assert (three.parent, three.memory) == (two.id, 0)
    with pytest.raises(FailedPrecondition, match="it is used by snapshot two"):
        await world.snapshots.delete("one", OWNER)
    await world.restart()
    async with world.snapshots.taken(three, FITTINGS, "restore web") as taken:
        found = [os.pread(taken.memory, 1, number * PAGE) for number in (1, 2, 3, 700)]
        assert found == [b"m", b"\0", b"m", b"m"]


@pytest.mark.parametrize(
    ("spec", "kind", "why"),
    [
        (SnapshotSpec("../up"), InvalidField, "name: '../up' is not a name"),
        (SnapshotSpec("one"), AlreadyExists, "there is a snapshot 'one'"),
        (SnapshotSpec("two", description="x" * 5000), InvalidField, "description: has more than"),
    ],
)
async def test_what_cannot_be_is_refused(
    spec: SnapshotSpec, kind: type[Exception], why: str, world: World
) -> None:
    await world.save()
    with pytest.raises(kind, match=f"cannot snapshot web: {why}"):
        async for _ in world.snapshots.save(spec, OWNER, world.source):
            pass


async def test_two_of_one_name_at_once_are_one(world: World) -> None:
    found = await asyncio.gather(world.save(), world.save(), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["AlreadyExists", "VmSnapshot"]


async def test_whose_it_is_and_whether_it_is_there_decides(world: World) -> None:
    await world.save()
    with pytest.raises(Denied, match="belongs to me"):
        await world.snapshots.delete("one", "you")
    with pytest.raises(NotFound, match="cannot delete snapshot two: there is no snapshot 'two'"):
        await world.snapshots.delete("two", OWNER)


BROKEN = {
    "a stream that is cut": (memory(1)[:3000], "what QEMU wrote is wrong: it ends too soon"),
    "another machine": (stream(2 * SIZE), "what QEMU wrote is wrong: it has not"),
    "no stream": (b"#" * 100_000, "what QEMU wrote is wrong: it does not begin as one"),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_what_goes_wrong_leaves_nothing_and_a_machine_that_runs(
    what: str, world: World
) -> None:
    world.qemu.sent, why = BROKEN[what]
    with pytest.raises(FailedPrecondition, match=why):
        await world.save()
    assert world.qemu.runs
    assert not world.mark.exists()
    assert (world.names(), world.there()) == ([], [])
    world.qemu.sent = memory(1)
    await world.save()


@pytest.mark.parametrize("command", ["query-status", "getfd", "migrate", "query-migrate"])
async def test_what_qemu_refuses_is_told(command: str, world: World) -> None:
    world.qemu.refuses[command] = "State blocked by a device"
    with pytest.raises(FailedPrecondition, match="cannot snapshot web: QEMU: State blocked"):
        await world.save()
    assert (world.names(), world.there()) == ([], [])


async def test_a_machine_that_goes_meanwhile_leaves_nothing(world: World) -> None:
    def goes(command: str) -> None:
        world.qemu.gone = command == "query-migrate"

    world.qemu.before = goes
    with pytest.raises(FailedPrecondition, match="QEMU has hung up"):
        await world.save()
    assert (world.names(), world.there()) == ([], [])


async def test_whoever_leaves_has_it_undone(world: World) -> None:
    saving = world.snapshots.save(SnapshotSpec("one"), OWNER, world.source)
    async with aclosing(saving) as steps:
        await anext(steps)
    assert world.qemu.runs
    assert (world.names(), world.there()) == ([], [])


async def test_a_machine_goes_on_after_the_server_that_saved_it_has_died(world: World) -> None:
    world.mark.touch()
    world.qemu.status = "paused"
    await go_on(world.qemu, world.mark)
    assert world.qemu.runs
    assert not world.mark.exists()
    world.qemu.status = "paused"
    await go_on(world.qemu, world.mark)
    assert not world.qemu.runs  # somebody wants it so


async def test_what_was_damaged_is_refused(world: World) -> None:
    saved = await world.save()
    folder = world.folder / saved.id
    for name in ("memory", "state", "pages"):
        world.memories.drop(saved.id)
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])
        with pytest.raises(FailedPrecondition, match="cannot restore web: the snapshot is damage"):
            async with world.snapshots.taken(saved, FITTINGS, "restore web"):
                pass
        (folder / name).write_bytes(whole)
    async with world.snapshots.taken(saved, FITTINGS, "restore web"):
        pass


async def test_another_version_is_refused(world: World) -> None:
    saved = await world.save()
    newer = replace(FITTINGS, emulator="QEMU 10.0.2")
    why = "cannot restore web: it was saved by QEMU 7.2.22, and this is QEMU 10.0.2"
    with pytest.raises(FailedPrecondition, match=why):
        async with world.snapshots.taken(saved, newer, "restore web"):
            pass


@pytest.mark.parametrize("most", [0, PAGE, 2 * PAGE])
async def test_a_disk_without_room_is_told_and_leaves_nothing(most: int, world: World) -> None:
    class Small:
        """A disk with little room."""

        def check(self) -> None:
            pass

        def room(self) -> int:
            return most

    world.snapshots._reserve = Small()  # type: ignore[assignment]
    with pytest.raises(Exhausted, match="cannot snapshot web: No space left on device"):
        await world.save()
    assert world.qemu.runs
    assert (world.names(), world.there()) == ([], [])
