"""Pushes: all of an image goes, its name last, or nothing is named."""

import asyncio

import pytest

from aurae.images.progress import Phase
from aurae.images.pushing import Pushed
from aurae.model.refusal import Denied, FailedPrecondition, InvalidField, NotFound
from aurae.registry import failures
from tests.support.imaged import ImageWorld, image_world
from tests.support.shelf import Shelf, noise
from tests.support.until import eventually

pytestmark = pytest.mark.asyncio

NAME = "localhost/app:1"
BIG = noise(1, 5000)
SMALL = noise(2, 500)


async def pushed(node: ImageWorld, name: str = NAME, target: str = "") -> Pushed:
    """Push an image."""
    async with node.images.push(name, target) as errand:
        return await errand.result()


def elsewhere(node: ImageWorld) -> Shelf:
    """Have pushes go to another registry, which is empty."""
    node.shelf.documents.clear()
    node.shelf.blobs.clear()
    return node.shelf


async def test_what_was_pulled_and_pushed_is_the_same(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG, SMALL)
        await node.pull(NAME)
        shelf = elsewhere(node)
        done = await pushed(node, target="other.example/b:2")
        assert (str(done.name), done.digest) == ("other.example/b:2", built.manifest)
        assert shelf.documents["other.example/b:2"].body == built.body
        assert shelf.blobs.keys() == {built.id, *built.layers}
        assert (await pushed(node)).name.tag == "1"


async def test_it_tells_how_far_it_is_and_names_come_last(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        asked: list[str] = []
        node.shelf.fault = asked.append
        del node.shelf.blobs[built.layers[0]]
        async with node.images.push(NAME, "") as errand:
            told = [one async for some in errand.progress.watch() for one in some]
            await errand.result()
        assert [(one.digest, one.phase) for one in told[-2:]] == [
            (built.id, Phase.PRESENT),
            (built.layers[0], Phase.DONE),
        ]
        assert asked[-1] == f"push {NAME}"


async def test_an_index_goes_whole_or_the_manifest_of_it_alone(tmp_path):
    async with image_world(tmp_path) as node:
        one = node.shelf.build(BIG)
        alone = node.shelf.index("localhost/one:1", {"linux/amd64": one})
        two = node.shelf.build(SMALL, platform="linux/arm64")
        both = node.shelf.index("localhost/two:1", {"linux/amd64": one, "linux/arm64": two})
        await node.pull("localhost/one:1")
        await node.pull("localhost/two:1")
        assert (await pushed(node, "localhost/one:1")).digest == alone
        assert (await pushed(node, "localhost/two:1")).digest == one.manifest
        by_digest = f"localhost/one@{one.manifest}"
        assert (await pushed(node, by_digest, by_digest)).digest == one.manifest
        with pytest.raises(
            FailedPrecondition, match=f"what is here whole of it is {one.manifest}"
        ):
            await pushed(node, f"localhost/two@{both}")


async def test_what_is_not_here_is_not_pushed(tmp_path):
    async with image_world(tmp_path, discard=True) as node:
        built = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        asked: list[str] = []
        node.shelf.fault = asked.append
        with pytest.raises(
            FailedPrecondition, match=r"removed once it was unpacked; pull the image"
        ):
            await pushed(node)
        assert asked == []
        with pytest.raises(NotFound):
            await pushed(node, "localhost/nope")
        with pytest.raises(InvalidField, match="target: is empty, and an id says no registry"):
            await pushed(node, built.id)
        with pytest.raises(InvalidField, match="target: "):
            await pushed(node, target="A b")


async def test_blobs_of_other_repositories_are_offered_to_be_mounted(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        asked: list[str] = []
        node.shelf.fault = asked.append
        await pushed(node, target="localhost/b:1")
        assert f"push {built.layers[0]} app" in asked
        asked.clear()
        await pushed(node, target="other.example/b:1")
        assert f"push {built.layers[0]}" in asked


@pytest.mark.parametrize("part", ["config", "layer", "name"])
async def test_a_registry_that_refuses_is_told_of_and_has_no_name(tmp_path, part):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG, SMALL)
        await node.pull(NAME)
        parts = {"config": built.id, "layer": built.layers[1], "name": "localhost/b:1"}

        def fault(asked: str) -> None:
            if parts[part] in asked.split():
                raise failures.Unauthorized("log in")

        node.shelf.fault = fault
        with pytest.raises(Denied, match="cannot push localhost/app:1: log in"):
            await pushed(node, target="localhost/b:1")
        assert "localhost/b:1" not in node.shelf.documents
        assert not node.means.register.held


async def test_a_push_ends_with_its_caller_and_holds_the_image_until_then(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        node.shelf.gate = asyncio.Event()
        caller = asyncio.create_task(pushed(node, target="localhost/b:1"))
        await eventually(lambda: node.means.register.held[built.layers[0]] > 0, "it is held")
        await node.images.remove(NAME, every_name=True)
        assert built.layers[0] in node.blobs()
        caller.cancel()
        await asyncio.wait([caller])
        assert not node.means.register.held
        assert "localhost/b:1" not in node.shelf.documents
