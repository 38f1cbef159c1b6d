"""The form of layers: erofs images that were asked for come with the image, are counted, and go with it."""

import pytest

from aurae.images.images import Policy
from aurae.images.importing import Order
from aurae.images.progress import Phase
from aurae.images.pruning import Filter
from aurae.images.pulling import Pull
from aurae.images.scrubbing import Finding
from aurae.model.image import Image, LayerForm
from aurae.model.refusal import FailedPrecondition
from tests.support.archived import layout, packed
from tests.support.imaged import ImageWorld, image_world, wanted
from tests.support.shelf import noise

pytestmark = pytest.mark.asyncio

NAME, OTHER = "localhost/app:1", "localhost/other:1"
BIG, SMALL, TINY = noise(1, 5000), noise(2, 500), noise(3, 50)
EROFS, FLAT = LayerForm.EROFS, LayerForm.FLAT
SIZE = 3700
"""Bytes of each erofs image here."""


async def pull(
    node: ImageWorld, name: str, form: LayerForm, policy: Policy = Policy.ALWAYS
) -> Image:
    """Pull an image whose layers have a form."""
    found = node.images.pull(wanted(name, form=form), policy)
    return await found.result() if isinstance(found, Pull) else found


async def test_each_layer_is_an_erofs_image_when_the_pull_ends(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG, SMALL)
        node.mkfs.may_go_on.clear()
        began = node.images.pull(wanted(NAME, form=EROFS), Policy.ALWAYS)
        assert isinstance(began, Pull)
        phases = []
        async for news in began.progress.watch():
            phases += [layer.phase for layer in news]
            if phases.count(Phase.PACKING) == 2 and not node.mkfs.may_go_on.is_set():
                assert await node.names() == []
                node.mkfs.may_go_on.set()
        assert phases[-2:] == [Phase.DONE, Phase.DONE]
        image = await began.result()
        local = node.images.where(image)
        assert [layer.chain_id for layer in local.layers] == list(image.chain_ids)
        assert all(layer.erofs is not None and layer.erofs.is_file() for layer in local.layers)
        assert local.flat is None
        found = await node.images.get(NAME)
        assert [layer.erofs and layer.erofs.size for layer in found.layers] == [SIZE, SIZE]
        assert found.flat is None
        assert node.images.local(wanted(NAME, form=EROFS)) == image
        assert node.images.local(wanted(NAME, form=FLAT)) is None
        await node.check()


async def test_layers_that_are_here_get_the_form_without_a_registry(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG, SMALL)
        image = await pull(node, NAME, LayerForm.FOLDER)
        assert node.images.where(image).layers[0].erofs is None
        node.shelf.served.clear()
        assert await pull(node, NAME, EROFS, Policy.NEVER) == image
        assert await pull(node, NAME, FLAT, Policy.IF_MISSING) == image
        assert not node.shelf.served
        assert len(node.mkfs.made) == len(set(node.mkfs.made)) == 3
        assert isinstance(node.images.pull(wanted(NAME, form=FLAT), Policy.NEVER), Image)
        await pull(node, NAME, EROFS)
        assert len(node.mkfs.made) == 3
        await node.restart()
        assert node.images.local(wanted(NAME, form=FLAT)) == image
        await node.check()


async def test_lost_layers_are_unpacked_and_get_the_form_again(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG, SMALL)
        image = await pull(node, NAME, EROFS)
        await node.files.remove(image.chain_ids[1:], lambda _: False)
        assert node.images.local(wanted(NAME, form=EROFS)) is None
        await node.restart()
        node.shelf.served.clear()
        await pull(node, NAME, EROFS, Policy.IF_MISSING)
        assert not node.shelf.served
        assert len(node.mkfs.made) == 3
        assert node.images.local(wanted(NAME, form=EROFS)) == image
        await node.check()


async def test_erofs_images_are_counted_and_go_with_what_they_are_of(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG, SMALL)
        node.shelf.put(OTHER, BIG, SMALL, TINY)
        await pull(node, OTHER, LayerForm.FOLDER)
        await pull(node, NAME, EROFS)
        image = await pull(node, NAME, FLAT)
        used, views = await node.images.usage()
        assert used.erofs == 3 * SIZE
        usage = {view.image.id: view.usage for view in views}
        assert usage[image.id].erofs == 3 * SIZE
        (other,) = (each for key, each in usage.items() if key != image.id)
        assert other.erofs == 2 * SIZE
        alone = sum(each.unique for each in usage.values())
        assert used.blobs + used.unpacked + used.erofs == alone + other.shared
        told = await node.images.prune(Filter(everything=True, dry=True))
        removed = await node.images.remove(NAME, every_name=True)
        assert removed.freed == usage[image.id].unique
        assert {item.form for item in node.means.erofs.all} == {EROFS}
        assert len(node.means.erofs.all) == 2
        pruned = await node.images.prune(Filter(everything=True))
        assert pruned.freed + removed.freed == told.freed
        assert node.means.erofs.all == []
        await node.check()


async def test_scrubbing_finds_a_damaged_erofs_image_and_makes_it_again(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG, SMALL)
        image = await pull(node, NAME, EROFS)
        await pull(node, NAME, FLAT)
        path = node.means.erofs.path(image.chain_ids[0], EROFS)
        sound = path.read_bytes()
        path.write_bytes(b"x" + sound[1:])
        node.means.erofs.path(image.chain_ids[1], FLAT).unlink()
        checked = [one async for one in node.images.scrub("", repair=False)]
        found = [one for one in checked if one.erofs is not None]
        assert [one.finding for one in found].count(Finding.DAMAGED) == 2
        assert all(one.images == [image.id] for one in found)
        assert checked[-1].done == checked[-1].total
        node.mkfs.is_missing = True
        told = [one async for one in node.images.scrub("", repair=True) if one.why]
        assert {one.finding for one in told} == {Finding.DAMAGED}
        assert "not installed" in told[0].why
        node.mkfs.is_missing = False
        repaired = [one.finding async for one in node.images.scrub("", repair=True)]
        assert repaired.count(Finding.REPAIRED) == 2
        assert path.read_bytes() == sound
        await node.check()


async def test_without_the_tool_nothing_is_begun(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG)
        node.mkfs.is_missing = True
        with pytest.raises(FailedPrecondition, match=r"mkfs\.erofs is not installed"):
            await pull(node, NAME, EROFS)
        assert node.blobs() == set()
        with node.images.receive() as received:
            await received.write(packed(layout(NAME, BIG)))
            async with node.images.take_in(Order(form=FLAT), received) as errand:
                with pytest.raises(FailedPrecondition, match=r"mkfs\.erofs is not installed"):
                    await errand.result()
        assert await node.names() == []
        await node.check()


async def test_an_import_gives_layers_their_form(tmp_path):
    async with image_world(tmp_path) as node:
        with node.images.receive() as received:
            await received.write(packed(layout(NAME, BIG, SMALL)))
            async with node.images.take_in(Order(form=FLAT), received) as errand:
                (imported,) = await errand.result()
        local = node.images.where(imported.image)
        assert local.flat is not None
        assert local.flat.stat().st_size == SIZE
        await node.check()
