"""Templates are made once, beside the machines that boot meanwhile; what is wrong with one is no failed start."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from aurae.model.refusal import FailedPrecondition
from aurae.model.vm_snapshot import Fittings
from aurae.supervise.tasks import OwnedTasks
from aurae.vms import fitness, templates
from aurae.vms.memories import Memories
from aurae.vms.templates import TemplateMeans, Templates
from tests.support.fake_qemu import SIZE, FakeQemu, memory
from tests.support.init_process import until_async
from tests.support.vm_streams import PAGE, stream

pytestmark = pytest.mark.asyncio
SHAPE = Fittings("QEMU 7.2.22", "tcg", "max", 1, SIZE, kernel="k" * 64, clock_khz=2_596_152)


class Booth:
    """Boots machines, one after the other, and counts them."""

    def __init__(self) -> None:
        self.booted_shapes: list[Fittings] = []
        self.running = 0
        self.why = ""
        self.sent = memory(1, 2)

    @asynccontextmanager
    async def booted(self, fittings: Fittings) -> AsyncIterator[FakeQemu]:
        self.booted_shapes.append(fittings)
        self.running += 1
        assert self.running == 1
        await asyncio.sleep(0)
        if self.why:
            self.running -= 1
            raise FailedPrecondition("boot", self.why)
        qemu = FakeQemu(self.sent)
        try:
            yield qemu
        finally:
            await qemu.close()
            self.running -= 1


class World:
    """Templates on a disk."""

    def __init__(self, folder: Path, group: asyncio.TaskGroup) -> None:
        self.folder = folder / "templates"
        self.booth = Booth()
        self.memories = Memories(1 << 30)
        self.means = TemplateMeans(self.folder, OwnedTasks(group), self.memories, time.time_ns)
        self.templates = Templates(self.means)

    async def open(self, emulator: str = "QEMU 7.2.22", *, is_on: bool = True) -> None:
        """Have a server begin."""
        self.templates = Templates(replace(self.means, is_on=is_on))
        await self.templates.open()
        await self.templates.forget_others(emulator)

    async def make(self, shape: Fittings = SHAPE) -> None:
        """Want one, and wait until it was made or not."""
        self.templates.want(shape, partial(self.booth.booted, shape))
        await until_async(lambda: not self.templates._wanted)

    async def found(self, shape: Fittings = SHAPE) -> bytes | None:
        """Return the state that a machine begins with."""
        async with self.templates.lent(shape, "start web") as begun:
            if begun is None:
                return None
            assert os.pread(begun.memory, PAGE, PAGE) == b"m" * PAGE
            return begun.state.read_bytes()


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with asyncio.TaskGroup() as group:
        made = World(tmp_path, group)
        await made.open()
        yield made
        made.memories.close()


async def test_a_machine_begins_as_one_that_has_booted(world: World) -> None:
    assert await world.found() is None
    await world.make()
    assert await world.found() == stream(SIZE, [])
    assert await world.found(replace(SHAPE, clock_khz=2_596_200)) is not None
    assert await world.found(replace(SHAPE, vcpus=2)) is None
    await world.open()
    assert await world.found() is not None
    assert world.booth.booted_shapes == [SHAPE]


async def test_many_who_want_one_have_one_made(world: World) -> None:
    for _ in range(20):
        world.templates.want(SHAPE, partial(world.booth.booted, SHAPE))
    await world.make(replace(SHAPE, vcpus=2))
    await world.make()
    assert [shape.vcpus for shape in world.booth.booted_shapes] == [1, 2]


async def test_what_fails_is_not_tried_again_soon(world: World) -> None:
    world.booth.why = "there is no kernel"
    await world.make()
    await world.make()
    assert len(world.booth.booted_shapes) == 1
    assert await world.found() is None
    assert sorted(path.name for path in world.folder.iterdir()) == ["staging", "trash"]
    assert list((world.folder / "staging").iterdir()) == []


async def test_what_qemu_sends_wrongly_makes_none(world: World) -> None:
    world.booth.sent = memory(1)[:3000]
    await world.make()
    assert await world.found() is None
    assert world.booth.running == 0


async def test_one_that_was_damaged_goes(world: World) -> None:
    await world.make()
    await world.open()
    world.memories.drop(f"template-{fitness.key(SHAPE)}")
    file = world.folder / fitness.key(SHAPE) / "memory"
    os.truncate(file, PAGE)
    assert await world.found() is None
    assert world.templates.all == {}


async def test_one_from_which_a_machine_did_not_come_up_goes(world: World) -> None:
    await world.make()
    await world.templates.failed(SHAPE, "the agent is silent")
    assert await world.found() is None
    await world.make()
    assert len(world.booth.booted_shapes) == 1


async def test_those_of_another_qemu_or_that_are_old_or_half_made_go(world: World) -> None:
    await world.make()
    await world.make(replace(SHAPE, vcpus=2))
    os.utime(world.folder / fitness.key(SHAPE) / "about", (0, 0))
    (world.folder / "staging" / "half").mkdir()
    (world.folder / "stranger").mkdir()
    await world.open()
    assert [template.fittings.vcpus for template in world.templates.all.values()] == [2]
    assert len(list(world.folder.iterdir())) == 3
    await world.open("QEMU 10.0.2")
    assert world.templates.all == {}


async def test_there_are_none_where_they_are_not_wanted(world: World) -> None:
    await world.make()
    await world.open(is_on=False)
    await world.make()
    assert await world.found() is None
    assert len(world.booth.booted_shapes) == 1


async def test_the_one_that_was_not_used_for_longest_goes_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "MOST", 2)
    shapes = [replace(SHAPE, vcpus=count) for count in (1, 2, 3)]
    await world.make(shapes[0])
    await world.make(shapes[1])
    assert await world.found(shapes[0]) is not None
    await world.make(shapes[2])
    assert {template.fittings.vcpus for template in world.templates.all.values()} == {1, 3}
