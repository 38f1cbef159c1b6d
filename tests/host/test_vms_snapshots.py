"""A real guest is saved while it runs, and goes on several times at once: each as somebody else, on shared memory."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from aurae.model.refusal import FailedPrecondition
from aurae.model.vm import Vm
from aurae.model.vm_snapshot import Fittings, SnapshotKind, SnapshotSpec, VmSnapshot
from aurae.model.workload import Executable, WorkloadSpec
from aurae.state.store import Store
from aurae.supervise.tasks import OwnedTasks
from aurae.vms.guest_answers import State
from aurae.vms.guest_orders import Entrypoint, Identity, Process, Root, Setup
from aurae.vms.hardware import Disk
from aurae.vms.memories import Memories
from aurae.vms.snapshot_making import Source
from aurae.vms.snapshots import SnapshotMeans, Snapshots
from tests.support.guests import busybox_root
from tests.support.raw_machines import MEMORY, RawMachine
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]
ACTION = "test"
CLONES = 3
TELLS = "while :; do echo $(hostname) $(cat /etc/machine-id) $(head -c 8 /dev/urandom | od -An -tx1 | tr -d ' ') $(date +%s); sleep 0.2; done"
ASKED = WorkloadSpec(name="web", executable=Executable(("/bin/sh",)), vm=Vm(image="busybox"))
FITTINGS = Fittings("QEMU", "TCG", "max", 1, MEMORY)


@pytest_asyncio.fixture
async def snapshots(tmp_path: Path) -> AsyncIterator[Snapshots]:
    store = await Store.open(tmp_path)
    memories = Memories(1 << 30)
    async with asyncio.TaskGroup() as group:
        means = SnapshotMeans(
            tmp_path / "snapshots", store, OwnedTasks(group), memories, time.time_ns
        )
        made = Snapshots(means)
        await made.open()
        yield made
    memories.close()
    await store.close()


def identity(name: str) -> Identity:
    return Identity(
        hostname=name,
        machine_id=os.urandom(16).hex(),
        time_ns=time.time_ns(),
        entropy=os.urandom(32),
    )


def lines(machine: RawMachine) -> list[list[str]]:
    """Return what the guest has told, but for a line that is not whole."""
    return [line.split() for line in machine.stdout.read_text().splitlines()[:-1]]


def is_called(machine: RawMachine, name: str) -> bool:
    """Say whether a guest has told last that this is its name."""
    told = lines(machine)
    return bool(told) and told[-1][0] == name


async def begin(machine: RawMachine) -> None:
    """Boot a machine, and run what tells who it is."""
    await machine.go()
    guest = await machine.met()
    await guest.set_up(Setup(Root("base"), identity=identity("source")), ACTION)
    process = Process(("/bin/sh", "-c", TELLS), {"PATH": "/bin"})
    await guest.run(Entrypoint("one", process), ACTION)
    await eventually(lambda: len(lines(machine)) > 1, "it tells who it is")


async def save(
    snapshots: Snapshots, machine: RawMachine, name: str, kind: SnapshotKind = SnapshotKind.FULL
) -> VmSnapshot:
    mark = machine.folder / "saving"
    source = Source("web", ASKED, FITTINGS, machine.qmp, mark)
    steps = [s async for s in snapshots.save(SnapshotSpec(name, kind=kind), "me", source)]
    assert steps[-1].snapshot is not None
    return steps[-1].snapshot


async def test_a_guest_goes_on_as_several_others(tmp_path: Path, snapshots: Snapshots):
    root = os.open(busybox_root(tmp_path), os.O_RDONLY | os.O_CLOEXEC)
    disks = (Disk("base", root, read_only=True),)
    async with AsyncExitStack() as stack:
        source = await stack.enter_async_context(RawMachine(tmp_path / "source", disks))
        await begin(source)
        saved = await save(snapshots, source, "one")
        before = len(lines(source))
        print(f"pause {saved.pause_us / 1000:.1f} ms, {saved.memory >> 20} MiB")
        await eventually(lambda: len(lines(source)) > before + 1, "it goes on")
        diff = await save(snapshots, source, "two", SnapshotKind.DIFF)
        assert diff.memory < saved.memory

        async def clone(number: int) -> RawMachine:
            async with snapshots.taken(saved, FITTINGS, ACTION) as taken:
                made = RawMachine(tmp_path / f"clone{number}", disks, taken.memory)
                await stack.enter_async_context(made)
                await made.load(taken.state)
            guest = await made.met()
            took = time.monotonic() - made.began
            assert guest.hello.state is State.RUNNING
            await guest.resumed(identity(f"clone{number}"), ACTION)
            await guest.running("one", ACTION)
            print(f"clone {number}: its agent answers after {took * 1000:.0f} ms")
            return made

        clones = [await clone(0)]
        clones += await asyncio.gather(*(clone(number) for number in range(1, CLONES)))
        for number, made in enumerate(clones):
            name = f"clone{number}"
            await eventually(partial(is_called, made, name), name)
            print(f"PSS of a clone: {made.memory_in_use()['Pss'] >> 20} MiB")
        told = [lines(made)[-1] for made in clones]
        for column in (1, 2):  # machine ids, and what each has drawn
            assert len({line[column] for line in told}) == CLONES
        assert all(abs(int(line[3]) - time.time()) < 5 for line in told)
        assert lines(source)[-1][0] == "source"
        with pytest.raises(FailedPrecondition, match="it is used by snapshot two"):
            await snapshots.delete("one", "me")
    os.close(root)
