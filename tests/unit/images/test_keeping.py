"""The store: what it takes of the disk, what is damaged, what an interrupted pull leaves."""

import asyncio
import errno

import pytest

from aurae.images.ingest import GRAIN, Ingest
from aurae.images.pruning import Filter
from aurae.images.scrubbing import Finding
from aurae.model.refusal import FailedPrecondition, NotFound
from aurae.registry import failures
from tests.support.imaged import image_world
from tests.support.shelf import noise
from tests.support.until import eventually

pytestmark = pytest.mark.asyncio

NAME = "localhost/app:1"
BIG = noise(1, 5000)
SMALL = noise(2, 500)
TINY = noise(3, 50)


async def test_what_images_share_is_told_from_what_each_has_alone(tmp_path):
    async with image_world(tmp_path) as node:
        one = node.shelf.put("localhost/a:1", BIG, SMALL)
        other = node.shelf.put("localhost/b:1", BIG, TINY)
        await node.pull("localhost/a:1")
        await node.pull("localhost/b:1")
        used, views = await node.images.usage()
        shared = len(node.shelf.blobs[one.layers[0]]) + len(BIG)
        alone = {view.image.id: view.usage for view in views}
        assert alone[one.id].shared == alone[other.id].shared == shared
        own = len(node.shelf.blobs[one.layers[1]]) + len(SMALL) + len(one.body)
        assert alone[one.id].unique == own + len(node.shelf.blobs[one.id])
        assert alone[one.id].unpacked == len(BIG) + len(SMALL)
        everything = alone[one.id].unique + alone[other.id].unique + shared
        assert used.blobs + used.unpacked == everything
        assert (used.partial, used.unreached) == (0, 0)
        freed = (await node.images.remove("localhost/a:1", every_name=True)).freed
        assert freed == alone[one.id].unique


async def test_how_an_image_was_made_is_told_with_its_layers(tmp_path):
    async with image_world(tmp_path) as node:
        history = [
            {"created_by": "ADD a"},
            {"created_by": "ENV b=c", "empty_layer": True},
            {"created_by": "RUN d"},
        ]
        built = node.shelf.put(NAME, BIG, SMALL, history=history)
        await node.pull(NAME)
        steps = await node.images.history(NAME)
        assert [(step.step.created_by, step.digest) for step in steps] == [
            ("ADD a", built.layers[0]),
            ("ENV b=c", ""),
            ("RUN d", built.layers[1]),
        ]


async def test_all_about_an_image_is_told(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG, config={"Env": ["A=b"], "Cmd": ["sh"]})
        await node.pull(NAME)
        found = await node.images.get(NAME)
        assert (found.config.run.env, found.config.run.cmd) == (("A=b",), ("sh",))
        assert found.raw_config == node.shelf.blobs[built.id]
        (layer,) = found.layers
        assert (layer.is_present, layer.is_unpacked, layer.unpacked_size) == (True, True, 5000)


async def test_scrubbing_finds_and_repairs_what_is_damaged_or_missing(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG, SMALL)
        await node.pull(NAME)
        blobs = node.means.blobs
        blobs.path(built.layers[0]).write_bytes(noise(9, 5000))
        blobs.path(built.layers[1]).unlink()
        blobs.path(built.manifest).write_bytes(b"{}")
        blobs.path(built.id).write_bytes(b"{}")
        with pytest.raises(FailedPrecondition, match="pull it again, or scrub it"):
            await node.images.get(NAME)
        found = [one async for one in node.images.scrub(NAME, repair=False)]
        assert {one.digest: one.finding for one in found} == {
            built.manifest: Finding.DAMAGED,
            built.id: Finding.DAMAGED,
            built.layers[0]: Finding.DAMAGED,
            built.layers[1]: Finding.MISSING,
        }
        assert found[-1].done == found[-1].total
        repaired = [one async for one in node.images.scrub("", repair=True)]
        assert {one.finding for one in repaired} == {Finding.REPAIRED}
        again = [one async for one in node.images.scrub("", repair=True)]
        assert {one.finding for one in again} == {Finding.SOUND}
        await node.check()
        with pytest.raises(NotFound):
            node.images.scrub("localhost/none:1", repair=True)


async def test_what_cannot_be_repaired_is_told_with_its_reason(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        node.means.blobs.path(built.layers[0]).write_bytes(b"x")

        def fault(asked: str) -> None:
            raise failures.Unavailable("nobody is there")

        node.shelf.fault = fault
        found = [one async for one in node.images.scrub("", repair=True)]
        (bad,) = [one for one in found if one.finding is not Finding.SOUND]
        assert (bad.digest, bad.finding) == (built.layers[0], Finding.DAMAGED)
        assert "nobody is there" in bad.why


async def test_what_is_left_of_a_pull_is_told_and_pruned(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, SMALL, BIG)

        def fault(asked: str) -> None:
            if asked.endswith(" 2000"):
                raise OSError(errno.EIO, "Input/output error")

        node.shelf.fault = fault
        with pytest.raises(FailedPrecondition, match="Input/output error"):
            await node.pull(NAME)
        used, _ = await node.images.usage()
        assert used.partial > 0
        assert used.unreached > used.partial
        dry = await node.images.prune(Filter(partial=True, dry=True))
        assert dry.freed == used.unreached
        await node.images.prune(Filter())
        assert node.blobs() != set()
        await node.images.prune(Filter(partial=True))
        assert node.blobs() == set()
        assert node.means.blobs.partial() == []
        await node.check()


async def test_a_running_pull_loses_nothing_to_the_collector(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, SMALL, BIG)
        node.shelf.gate = asyncio.Event()
        pull = node.begin_pull(NAME)
        await eventually(lambda: node.shelf.served[built.layers[1]], "a first chunk has come")
        for _ in range(3):
            await node.images.prune(Filter(everything=True, partial=True))
        node.shelf.gate.set()
        node.shelf.gate = None
        assert (await pull.result()).id == built.id
        await node.check()


async def test_a_name_of_which_the_rest_cannot_be_read_is_forgotten(tmp_path, caplog):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        await node.store.write(lambda c: c.execute("UPDATE images SET record = '{'"))
        await node.restart()
        assert await node.images.views() == []
        assert "image localhost/app:1 is forgotten" in caplog.text
        await eventually(lambda: not node.blobs(), "the blobs go")


async def test_no_pull_begins_when_the_daemon_stops(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG)
        node.images.refuse("the daemon is stopping")
        with pytest.raises(Exception, match="the daemon is stopping"):
            await node.pull(NAME)


async def test_a_partial_file_goes_on_where_it_has_no_gap(tmp_path):
    path = tmp_path / "part"
    part = Ingest(path, "sha256:x", 10 * GRAIN)
    part.write(0, bytes(3 * GRAIN // 2))
    part.write(5 * GRAIN, b"x")
    part.close()
    part.close()
    again = Ingest(path, "sha256:x", 10 * GRAIN)
    assert again.offset == GRAIN
    again.write(again.offset, b"abc")
    again.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        again.write(0, b"late")
    with_less = Ingest(path, "sha256:x", 10)
    assert with_less.offset == 0
    with_less.close()
