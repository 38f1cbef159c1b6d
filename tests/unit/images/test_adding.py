"""Images made of another one and a layer: what is kept of them, and nothing of what fails."""

import gzip
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from aurae.images.adding import Addition
from aurae.images.finding import find
from aurae.model import image_name
from aurae.model.amendment import Amendment
from aurae.model.digest import digest_of
from aurae.model.image import Image
from aurae.model.image_config import LARGEST
from aurae.model.refusal import Denied, FailedPrecondition, InvalidField
from tests.support.imaged import ImageWorld, image_world
from tests.support.shelf import noise

pytestmark = pytest.mark.asyncio

NAME, NEW = "localhost/app:1", "localhost/app:2"
BASE, LAYER = noise(1, 3000), noise(2, 2_500_000)


@pytest_asyncio.fixture
async def node(tmp_path: Path) -> AsyncIterator[ImageWorld]:
    async with image_world(tmp_path) as world:
        world.shelf.put(NAME, BASE, config={"Cmd": ["/bin/sh"]})
        await world.pull(NAME)
        yield world


async def pieces() -> AsyncGenerator[bytes]:
    """A layer as it comes out of a pipe."""
    for at in range(0, len(LAYER), 65536):
        yield LAYER[at : at + 65536]


async def add(node: ImageWorld, name: str = NEW, change: Amendment | None = None) -> Image:
    base = find(node.means.register, "commit", NAME).image.id
    addition = Addition(base, image_name.parse(name), change or Amendment())
    async with node.images.add(addition, pieces) as errand:
        return await errand.result()


async def test_the_image_has_the_layers_below_and_the_new_one(node: ImageWorld):
    image = await add(node, change=Amendment(env={"A": "1"}, created_by="commit box"))
    assert image.diff_ids == (digest_of(BASE), digest_of(LAYER))
    details = await node.images.get(NEW)
    assert details.config.run.cmd == ("/bin/sh",)
    assert details.config.run.env == ("A=1",)
    assert details.config.history[-1].created_by == "commit box"
    (manifest,) = details.manifests
    blob = node.means.blobs.path(manifest.layers[1].digest).read_bytes()
    assert gzip.decompress(blob) == LAYER
    assert details.config.created == "2001-09-09T01:46:40Z"
    await node.check()
    assert {NAME, NEW} <= set(await node.names())


async def test_the_same_again_is_the_same_image(node: ImageWorld):
    assert (await add(node)).id == (await add(node)).id


async def test_a_layer_that_breaks_off_leaves_nothing(node: ImageWorld):
    before = node.blobs()

    async def broken() -> AsyncGenerator[bytes]:
        async for piece in pieces():
            yield piece
        raise FailedPrecondition("commit", "the container has just ended")

    base = find(node.means.register, "commit", NAME).image.id
    async with node.images.add(
        Addition(base, image_name.parse(NEW), Amendment()), broken
    ) as errand:
        with pytest.raises(FailedPrecondition, match="just ended"):
            await errand.result()
    assert node.blobs() == before
    await node.check()


async def test_whoever_leaves_leaves_nothing(node: ImageWorld):
    base = find(node.means.register, "commit", NAME).image.id
    async with node.images.add(Addition(base, image_name.parse(NEW), Amendment()), pieces):
        pass
    await node.images.collect()
    assert NEW not in await node.names()
    await node.check()


async def test_what_cannot_be_is_refused_before_anything_is_read(node: ImageWorld):
    with pytest.raises(InvalidField, match="digest"):
        await add(node, f"localhost/app@sha256:{'0' * 64}")
    with pytest.raises(InvalidField, match="changes"):
        await add(node, change=Amendment(labels={"a": "x" * LARGEST}))
    (node.folder / "policy.toml").write_text(
        'version = 1\n[[rule]]\nimages = "localhost/**"\nrequire = "reject"\n'
    )
    with pytest.raises((Denied, FailedPrecondition)):
        await add(node)


async def test_below_there_must_be_all(node: ImageWorld):
    base = find(node.means.register, "commit", NAME).image
    details = await node.images.get(NAME)
    node.means.blobs.take_out([details.manifests[0].layers[0].digest])
    addition = Addition(base.id, image_name.parse(NEW), Amendment())
    async with node.images.add(addition, pieces) as errand:
        with pytest.raises(FailedPrecondition, match="pull it again"):
            await errand.result()
    with pytest.raises(FailedPrecondition, match="not here any more"):
        async with node.images.add(addition._replace(base=f"sha256:{'9' * 64}"), pieces) as errand:
            await errand.result()
