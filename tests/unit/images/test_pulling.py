"""Pulls: what is asked for comes once, whole, and goes on after a break."""

import asyncio
import contextlib
import errno
import sys
from types import FrameType

import pytest

from aurae.images.images import Policy
from aurae.images.limits import Limits
from aurae.images.progress import Phase
from aurae.images.pulling import Pull
from aurae.model import json_fields
from aurae.model.refusal import (
    Denied,
    Exhausted,
    FailedPrecondition,
    NotFound,
    Unavailable,
)
from aurae.registry import failures
from tests.support.imaged import image_world, wanted
from tests.support.shelf import noise
from tests.support.until import eventually

pytestmark = pytest.mark.asyncio

NAME = "localhost/app:1"
BIG = noise(1, 5000)
SMALL = noise(2, 500)


async def test_a_pulled_image_has_its_names_its_blobs_and_its_layers(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG, SMALL, config={"User": "app", "Labels": {"a": "b"}})
        image = await node.pull(NAME)
        assert (image.id, image.platform, image.user) == (built.id, "linux/amd64", "app")
        assert image.labels == {"a": "b"}
        assert await node.names() == [NAME, f"localhost/app@{built.manifest}"]
        assert node.blobs() == {built.id, built.manifest, *built.layers}
        assert node.layers() == set(image.chain_ids)
        assert image.chain_ids[0] == image.diff_ids[0]
        view = (await node.images.views())[0]
        assert (view.tags, view.digests) == ([NAME], [f"localhost/app@{built.manifest}"])
        await node.check()
        await node.restart()
        assert [view.image for view in await node.images.views()] == [image]


async def test_a_pull_tells_how_far_it_is(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG, SMALL)
        pull = node.begin_pull(NAME)
        told = [
            (one.digest, one.phase, one.done)
            async for some in pull.progress.watch()
            for one in some
        ]
        sizes = [len(node.shelf.blobs[digest]) for digest in built.layers]
        assert told[-2:] == [(d, Phase.DONE, s) for d, s in zip(built.layers, sizes, strict=True)]
        again = node.begin_pull(NAME)
        assert [one.phase async for some in again.progress.watch() for one in some][-2:] == [
            Phase.PRESENT,
            Phase.PRESENT,
        ]


async def test_who_asks_for_the_same_joins_and_who_leaves_changes_nothing(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        asked = [asyncio.create_task(node.pull(NAME)) for _ in range(20)]
        await asyncio.sleep(0)
        assert len({id(node.begin_pull(NAME)) for _ in range(3)}) == 1
        for task in asked[:19]:
            task.cancel()
        assert (await asked[19]).id == built.id
        assert node.shelf.served[built.layers[0]] == len(node.shelf.blobs[built.layers[0]])


async def test_a_layer_that_two_images_share_comes_once(tmp_path):
    async with image_world(tmp_path) as node:
        first = node.shelf.put("localhost/a:1", BIG, SMALL)
        second = node.shelf.put("localhost/b:1", BIG, noise(3, 500))
        await asyncio.gather(node.pull("localhost/a:1"), node.pull("localhost/b:1"))
        assert first.layers[0] == second.layers[0]
        assert node.shelf.served[first.layers[0]] == len(node.shelf.blobs[first.layers[0]])
        await node.check()


async def test_the_other_goes_on_with_a_layer_when_the_first_ones_registry_fails(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put("localhost/a:1", BIG, SMALL)
        node.shelf.name("localhost/b:1", built.manifest)
        failed: list[str] = []

        def once(asked: str) -> None:
            if asked.startswith(f"blob {built.layers[0]} 2000") and not failed:
                failed.append(asked)
                raise failures.Unavailable("it broke off")

        node.shelf.fault = once
        outcomes = await asyncio.gather(
            node.pull("localhost/a:1"), node.pull("localhost/b:1"), return_exceptions=True
        )
        assert sorted(type(one).__name__ for one in outcomes) == ["Image", "Unavailable"]
        assert node.shelf.served[built.layers[0]] == len(node.shelf.blobs[built.layers[0]])


async def test_a_pull_goes_on_at_the_byte_after_a_break_and_a_restart(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, SMALL, BIG)
        node.shelf.gate = asyncio.Event()
        node.begin_pull(NAME)
        layer = built.layers[1]
        await eventually(lambda: node.shelf.served[layer] > 0, "a first chunk has come")
        await node.restart()
        node.shelf.gate = None
        first = node.shelf.served[layer]
        assert 0 < first < len(BIG)
        await node.pull(NAME)
        assert node.shelf.served[layer] == len(node.shelf.blobs[layer])
        await node.check()


async def test_what_is_left_of_a_pull_that_nobody_goes_on_with_is_removed(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, SMALL, BIG)

        def fault(asked: str) -> None:
            if asked.startswith(f"blob {built.layers[1]} 2000"):
                raise failures.Unavailable("it broke off")

        node.shelf.fault = fault
        with pytest.raises(Unavailable, match=r"cannot pull localhost/app:1: it broke off"):
            await node.pull(NAME)
        assert await node.names() == []
        assert node.means.blobs.partial() != []
        node.now += 10**9 * (24 * 3600 + 1)
        await node.restart()
        await eventually(lambda: not node.means.blobs.partial(), "the partial blob goes")
        await eventually(lambda: not node.blobs(), "the blobs go")


@pytest.mark.parametrize(
    ("failure", "refusal"),
    [
        (failures.NotFound("there is none"), NotFound),
        (failures.Unauthorized("log in"), Denied),
        (failures.BadContent("another digest"), FailedPrecondition),
        (failures.Unavailable("busy"), Unavailable),
        (OSError(errno.ENOSPC, "No space left on device"), Exhausted),
    ],
)
@pytest.mark.parametrize("where", ["resolve", "blob"])
async def test_what_fails_is_told_with_its_reason(tmp_path, failure, refusal, where):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG)

        def fault(asked: str) -> None:
            if asked.startswith(where):
                raise failure

        node.shelf.fault = fault
        with pytest.raises(refusal, match="cannot pull localhost/app:1: "):
            await node.pull(NAME)
        node.shelf.fault = lambda _: None
        await node.pull(NAME)
        await node.check()


async def test_a_full_disk_gives_back_what_had_come(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, SMALL, BIG)

        def full(asked: str) -> None:
            if asked.startswith(f"blob {built.layers[1]} 2000"):
                raise OSError(errno.ENOSPC, "No space left on device")

        node.shelf.fault = full
        with pytest.raises(Exhausted, match="No space left on device"):
            await node.pull(NAME)
        assert node.blobs() == set()
        assert node.means.blobs.partial() == []
        assert node.means.register.rows.leases == {}
        await node.check()


async def test_what_the_disk_cannot_take_is_not_begun(tmp_path, monkeypatch):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, SMALL, BIG)
        monkeypatch.setattr(node.means.blobs, "room", lambda: 4000)
        with pytest.raises(Exhausted, match=r"\d+ bytes are to come, 4000 are free"):
            await node.pull(NAME)
        assert node.shelf.served[built.layers[1]] == 0
        monkeypatch.undo()
        await node.pull(NAME)
        monkeypatch.setattr(node.means.blobs, "room", lambda: 0)
        await node.pull(NAME)  # all of it is here


async def test_an_index_gives_the_image_of_the_platform(tmp_path):
    async with image_world(tmp_path) as node:
        arm = node.shelf.build(SMALL, platform="linux/arm64")
        amd = node.shelf.build(BIG)
        index = node.shelf.index(NAME, {"linux/arm64": arm, "linux/amd64": amd})
        assert (await node.pull(NAME)).id == amd.id
        assert await node.names() == [NAME, f"localhost/app@{index}"]
        assert (await node.pull(f"localhost/app@{index}")).id == amd.id
        assert (await node.images.get(amd.manifest)).view.image.id == amd.id
        assert (await node.images.get(f"localhost/app@{amd.manifest}")).view.image.id == amd.id
        assert (await node.pull(NAME, "linux/arm64")).id == arm.id
        with pytest.raises(FailedPrecondition, match="only linux/amd64, linux/arm64"):
            await node.pull(NAME, "linux/riscv64")
        await node.check()


async def test_an_image_of_another_platform_is_refused_unless_forced(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, SMALL, platform="linux/arm64")
        with pytest.raises(FailedPrecondition, match="it is for linux/arm64, not linux/amd64"):
            await node.pull(NAME)
        assert node.blobs() == set()
        assert (await node.pull(NAME, forced=True)).id == built.id
        assert (await node.pull(NAME, "linux/arm64")).id == built.id


async def test_a_configuration_that_does_not_fit_is_refused(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, SMALL, rootfs={"type": "layers", "diff_ids": []})
        with pytest.raises(FailedPrecondition, match="has 0 layers, its manifest 1"):
            await node.pull(NAME)
        node.shelf.put(NAME, SMALL, rootfs=7)
        with pytest.raises(FailedPrecondition, match="its configuration"):
            await node.pull(NAME)


async def test_a_layer_that_cannot_be_unpacked_fails_the_pull(tmp_path):
    async with image_world(tmp_path) as node:
        diff_ids = ["sha256:" + "0" * 64]
        node.shelf.put(NAME, SMALL, rootfs={"type": "layers", "diff_ids": diff_ids})
        with pytest.raises(FailedPrecondition, match="another layer"):
            await node.pull(NAME)
        assert await node.names() == []
        assert node.blobs() == set()  # another try would end in the same way


async def test_a_blob_that_was_damaged_on_our_disk_is_fetched_again(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put("localhost/a:1", BIG, SMALL)
        await node.pull("localhost/a:1")
        path = node.means.blobs.path(built.layers[0])
        path.write_bytes(bytes(path.stat().st_size))
        node.shelf.put("localhost/b:1", BIG)
        await node.files.remove(node.layers(), lambda _: False)
        await node.pull("localhost/a:1")
        assert await node.means.blobs.is_sound(built.layers[0])


async def test_the_policy_says_when_the_registry_is_asked(tmp_path):
    async with image_world(tmp_path) as node:
        old = node.shelf.put(NAME, SMALL)
        with pytest.raises(NotFound, match="it is not here"):
            node.images.pull(wanted(NAME), Policy.NEVER)
        await node.pull(NAME)
        new = node.shelf.put(NAME, BIG)
        for policy in (Policy.NEVER, Policy.IF_MISSING):
            found = node.images.pull(wanted(NAME), policy)
            assert getattr(found, "id", None) == old.id
        assert (await node.pull(NAME)).id == new.id


async def test_layers_that_were_lost_are_unpacked_again_without_a_registry(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG, SMALL)
        await node.pull(NAME)
        await node.files.remove(node.layers(), lambda _: False)
        node.shelf.documents.clear()
        for policy in (Policy.NEVER, Policy.IF_MISSING):
            found = node.images.pull(wanted(NAME), policy)
            assert isinstance(found, Pull)
            assert (await found.result()).id == built.id
            await node.check()
            await node.files.remove(node.layers(), lambda _: False)
        blob = node.means.blobs.path(built.layers[0])
        blob.write_bytes(bytes(blob.stat().st_size))
        found = node.images.pull(wanted(NAME), Policy.NEVER)
        assert isinstance(found, Pull)
        with pytest.raises(NotFound, match="is damaged, and no registry is asked for it"):
            await found.result()
        with pytest.raises(NotFound, match="it is not here, and is not to be pulled"):
            node.images.pull(wanted(NAME), Policy.NEVER)


async def test_blobs_of_unpacked_layers_are_not_kept_where_it_is_so_set(tmp_path):
    async with image_world(tmp_path, discard=True) as node:
        built = node.shelf.put(NAME, BIG, SMALL)
        await node.pull(NAME)
        assert node.blobs() == {built.id, built.manifest}
        await node.check()
        more = node.shelf.put("localhost/app:2", BIG, SMALL, noise(3, 500))
        await node.pull("localhost/app:2")
        assert node.shelf.served[built.layers[0]] == len(node.shelf.blobs[built.layers[0]])
        assert node.blobs() == {built.id, built.manifest, more.id, more.manifest}


async def test_a_chart_is_no_image(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.build(SMALL)
        text = built.body.replace(b"image.config", b"chart.config")
        node.shelf.documents[NAME] = node.shelf._document(text, "")
        with pytest.raises(FailedPrecondition, match="it is no image to run"):
            await node.pull(NAME)


async def test_so_many_pulls_run_at_once_and_no_more_and_half_of_them_for_one_caller(tmp_path):
    async with image_world(tmp_path, limits=Limits(pulls=6)) as node:
        built = node.shelf.put(NAME, BIG)
        node.shelf.gate = asyncio.Event()
        names = [f"localhost/app:{number}" for number in range(7)]
        for name in names:
            node.shelf.name(name, built.manifest)
        pulls = [node.begin_pull(name, owner="uid 7") for name in names[:3]]
        with pytest.raises(Exhausted, match="cannot pull localhost/app:6: 3 pulls of uid 7 are"):
            node.begin_pull(names[6], owner="uid 7")
        assert node.begin_pull(names[0], owner="uid 7") is pulls[0]
        pulls += [node.begin_pull(name, owner="uid 8") for name in names[3:6]]
        with pytest.raises(Exhausted, match="cannot pull localhost/app:6: 6 pulls are running"):
            node.begin_pull(names[6], owner="uid 9")
        node.shelf.gate.set()
        images = await asyncio.gather(*[pull.result() for pull in pulls])
        assert {image.id for image in images} == {built.id}
        assert len(await node.names()) == 7
        await node.begin_pull(names[6], owner="uid 7").result()
        await node.check()


async def test_a_pull_that_nobody_waits_for_ends_and_the_next_one_goes_on_at_the_byte(tmp_path):
    async with image_world(tmp_path, limits=Limits(pulls=2, grace=0.05)) as node:
        built = node.shelf.put(NAME, SMALL, BIG)
        layer = built.layers[1]
        node.shelf.gate = asyncio.Event()
        pull = node.begin_pull(NAME, owner="a")
        waiting = asyncio.create_task(pull.result())
        await eventually(lambda: node.shelf.served[layer] > 0, "a first chunk has come")
        waiting.cancel()
        await eventually(pull.done.done, "the pull ends")
        with pytest.raises(Unavailable, match="cannot pull localhost/app:1: nobody waited for it"):
            await pull.result()
        assert [part.digest for part in node.means.blobs.partial()] == [layer]
        assert not node.means.register.held
        node.shelf.gate = None
        await node.begin_pull(NAME, owner="a").result()
        assert node.shelf.served[layer] == len(node.shelf.blobs[layer])
        await node.check()


async def test_a_pull_goes_on_as_long_as_anybody_waits_for_it(tmp_path):
    async with image_world(tmp_path, limits=Limits(grace=0.0)) as node:
        built = node.shelf.put(NAME, BIG)
        node.shelf.gate = asyncio.Event()
        pull = node.begin_pull(NAME)
        with pull.awaited():
            first = asyncio.create_task(pull.result())
            await eventually(lambda: node.shelf.served[built.layers[0]] > 0, "a chunk has come")
            first.cancel()
            await asyncio.wait([first])
            second = asyncio.create_task(pull.result())
            await asyncio.sleep(0)
        node.shelf.gate.set()
        assert (await second).id == built.id


async def test_who_asks_while_a_pull_is_given_up_gets_one_of_his_own(tmp_path):
    async with image_world(tmp_path, limits=Limits(grace=0.0)) as node:
        built = node.shelf.put(NAME, BIG)
        node.shelf.gate = asyncio.Event()
        pull = node.begin_pull(NAME)
        await eventually(lambda: pull.is_given_up, "nobody waits for it")
        other = node.begin_pull(NAME)
        assert other is not pull
        node.shelf.gate.set()
        assert (await other.result()).id == built.id
        await node.check()


@pytest.mark.parametrize("turns", range(0, 120, 3))
async def test_a_pull_that_is_given_up_at_any_moment_leaves_what_is_whole(tmp_path, turns):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, SMALL, BIG)
        pull = node.begin_pull(NAME)
        for _ in range(turns):
            await asyncio.sleep(0)
        pull._give_up()
        with contextlib.suppress(Unavailable):
            await pull.result()
        await node.images.collect()
        assert await node.names() in ([], [NAME, f"localhost/app@{built.manifest}"])
        await node.check()
        assert (await node.pull(NAME)).id == built.id
        await node.check()


async def test_a_configuration_is_not_read_in_the_event_loop(tmp_path):
    read: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename == json_fields.__file__:
            read.append(frame.f_code.co_name)

    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, SMALL, config={"Env": ["A=b"] * 1000})
        sys.setprofile(note)  # of this thread alone
        try:
            await node.pull(NAME)
            await node.images.get(NAME)
            await node.images.history(NAME)
        finally:
            sys.setprofile(None)
    assert read == []
