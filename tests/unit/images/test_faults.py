"""The server dies in the middle of a pull, a removal, a prune: what the next one finds is whole.

Each operation is run up to some step, and there the server dies. The next one takes over: every name
has an image that is whole, nothing is left that no name and no lease leads to; what was there before is
there, or what comes afterwards. The operation is then asked for again and succeeds, and a pull
fetches again no byte that was written. With AURAE_TEST_POINTS=all the server dies at every step.
"""

import contextlib
import os
import random
import tempfile
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from aurae.images.adding import Addition
from aurae.images.finding import find
from aurae.images.images import Policy
from aurae.images.importing import Order
from aurae.images.pruning import Filter
from aurae.images.pulling import Pull
from aurae.model import image_name
from aurae.model.amendment import Amendment
from aurae.model.image import LayerForm
from aurae.model.refusal import NotFound
from tests.support.archived import layout, packed
from tests.support.container_files import in_pieces
from tests.support.imaged import MortalWorld, wanted
from tests.support.shelf import CHUNK, Shelf, noise

pytestmark = pytest.mark.asyncio

POINTS = os.environ.get("AURAE_TEST_POINTS", "25")
SEED = 7
NAME = "localhost/app:1"
OTHER = "localhost/other:1"
BASE, OLD, NEW = noise(1, 4500), noise(2, 700), noise(3, 2500)


Folder = Callable[[], Path]


@pytest.fixture
def folder() -> Iterator[Folder]:
    """Makes folders in memory, where nobody waits for a disk."""
    with tempfile.TemporaryDirectory(prefix="aurae-", dir="/dev/shm") as place:
        yield lambda: Path(tempfile.mkdtemp(dir=place))


async def nothing(_: MortalWorld) -> None:
    """There is nothing before."""


async def pulled(node: MortalWorld) -> None:
    await node.pull(NAME)


async def moved(node: MortalWorld) -> None:
    node.shelf.put(NAME, BASE, OLD)
    await node.pull(NAME)
    node.shelf.put(NAME, BASE, NEW)


async def other(node: MortalWorld) -> None:
    node.shelf.put(OTHER, BASE, OLD)
    await node.pull(OTHER)


async def two(node: MortalWorld) -> None:
    await other(node)
    await node.pull(NAME)


async def pull(node: MortalWorld) -> None:
    await node.pull(NAME)


async def pull_as_erofs(node: MortalWorld) -> None:
    found = node.images.pull(wanted(NAME, form=LayerForm.EROFS), Policy.ALWAYS)
    if isinstance(found, Pull):
        await found.result()


async def pull_as_one(node: MortalWorld) -> None:
    found = node.images.pull(wanted(NAME, form=LayerForm.FLAT), Policy.NEVER)
    if isinstance(found, Pull):
        await found.result()


async def erofs(node: MortalWorld) -> None:
    await pull_as_erofs(node)
    await pull_as_one(node)


async def remove(node: MortalWorld) -> None:
    with contextlib.suppress(NotFound):
        await node.images.remove(NAME, every_name=True)


async def prune(node: MortalWorld) -> None:
    await node.images.prune(Filter(everything=True, partial=True))


async def tag(node: MortalWorld) -> None:
    await node.images.tag(NAME, OTHER)


async def load(node: MortalWorld) -> None:
    archive = packed(layout(NAME, BASE, NEW))
    with node.images.receive() as received:
        await received.write(archive)
        async with node.images.take_in(Order(), received) as errand:
            await errand.result()


async def commit(node: MortalWorld) -> None:
    base = find(node.means.register, "commit", NAME).image.id
    addition = Addition(base, image_name.parse(OTHER), Amendment())
    async with node.images.add(addition, lambda: in_pieces(OLD, 300)) as errand:
        await errand.result()


class Scene(NamedTuple):
    """What there is before, the operation in which the server dies, and the tags that may be there then."""

    before: Callable[[MortalWorld], Awaitable[None]]
    operation: Callable[[MortalWorld], Coroutine[None, None, None]]
    tags: list[list[str]]
    discard: bool = False


SCENES = {
    "pull": Scene(nothing, pull, [[], [NAME]]),
    "pull and discard": Scene(nothing, pull, [[], [NAME]], discard=True),
    "pull of a tag that moved": Scene(moved, pull, [[NAME]]),
    "pull beside another": Scene(other, pull, [[OTHER], [NAME, OTHER]]),
    "pull as erofs images": Scene(nothing, pull_as_erofs, [[], [NAME]]),
    "one erofs image of all": Scene(pulled, pull_as_one, [[NAME]]),
    "remove with erofs images": Scene(erofs, remove, [[NAME], []]),
    "remove": Scene(two, remove, [[NAME, OTHER], [OTHER]]),
    "prune": Scene(two, prune, [[NAME, OTHER], []]),
    "import": Scene(nothing, load, [[], [NAME]]),
    "import beside another": Scene(other, load, [[OTHER], [NAME, OTHER]]),
    "commit": Scene(pulled, commit, [[NAME], [NAME, OTHER]]),
    "tag": Scene(pulled, tag, [[NAME], [NAME, OTHER]]),
}


async def begun(folder: Path, scene: Scene) -> MortalWorld:
    """Return a node where the scene begins."""
    node = MortalWorld(folder, Shelf(), discard=scene.discard)
    node.shelf.put(NAME, BASE, NEW)
    await node.begin()
    await scene.before(node)
    node.shelf.served.clear()
    return node


async def steps_of(folder: Path, scene: Scene) -> int:
    """Return how many steps the operation has."""
    node = await begun(folder, scene)
    with node.counted():
        node._life.at, node._life.passed = 10**9, 0
        await scene.operation(node)
        steps = node._life.passed
        node._life.at = 0
    await node.end()
    return steps


def chosen(steps: int) -> list[int]:
    """Return the steps at which the server dies."""
    count = steps if POINTS == "all" else min(int(POINTS), steps)
    chance = random.Random(SEED)
    return sorted({int((n + chance.random()) * steps / count) + 1 for n in range(count)})


async def tags_of(node: MortalWorld) -> list[str]:
    return sorted(tag for view in await node.images.views() for tag in view.tags)


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_what_is_whole(
    folder: Folder, name: str
) -> None:
    scene = SCENES[name]
    points = chosen(await steps_of(folder(), scene))
    print(f"{name}: {len(points)} points")
    for point in points:
        node = await begun(folder(), scene)
        with node.counted():
            await node.dies_at(scene.operation(node), point)
        try:
            await settled(node)
            assert await tags_of(node) in scene.tags, f"died at step {point}"
            await scene.operation(node)
            assert await tags_of(node) == scene.tags[-1], f"died at step {point}"
            await settled(node)
            for digest, served in node.shelf.served.items():
                # The step may be the one between a chunk that was sent and its being written.
                assert served <= len(node.shelf.blobs[digest]) + CHUNK, f"died at step {point}"
        finally:
            await node.end()


async def settled(node: MortalWorld) -> None:
    """Return when nothing is left, and what is there is whole."""
    await node.images.collect()
    await node.check()
