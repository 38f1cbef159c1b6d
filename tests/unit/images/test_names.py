"""Names of images: many on one image, each removed as the caller chooses; the last one takes it along."""

import asyncio
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.images.finding import look
from aurae.images.pruning import Filter
from aurae.images.register import Register
from aurae.model.image import Image
from aurae.model.refusal import FailedPrecondition, InvalidField, NotFound
from aurae.state.images import Rows
from tests.support.imaged import image_world
from tests.support.shelf import noise
from tests.support.until import eventually

pytestmark = pytest.mark.asyncio

NAME = "localhost/app:1"
BIG = noise(1, 5000)
SMALL = noise(2, 500)


async def test_an_image_is_found_by_name_id_and_digest(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, SMALL)
        node.shelf.put("localhost/other:1", BIG)
        await node.pull(NAME)
        await node.pull("localhost/other:1")
        digits = built.id.removeprefix("sha256:")
        for text in (
            NAME,
            built.id,
            digits,
            digits[:12],
            built.manifest,
            f"localhost/app@{built.manifest}",
            f"localhost/app:1@{built.manifest}",
        ):
            assert (await node.images.get(text)).view.image.id == built.id
        for text in ("localhost/app:2", "sha256:" + "0" * 64, "0" * 64, "beef"):
            with pytest.raises(NotFound):
                await node.images.get(text)
        for text in ("sha256:12", "UPPER", "a b", "../etc", "a:b:c", "x" * 2000):
            with pytest.raises(InvalidField):
                await node.images.get(text)


async def test_the_beginning_of_two_ids_is_refused(tmp_path):
    async with image_world(tmp_path) as node:
        seen: dict[str, str] = {}
        for number in range(2000):
            built = node.shelf.build(SMALL, author=str(number))
            beginning = built.id[7:11]
            if beginning in seen:
                break
            seen[beginning] = built.manifest
        else:
            pytest.skip("no two ids of 2,000 begin alike")
        node.shelf.name("localhost/a:1", built.manifest)
        node.shelf.name("localhost/b:1", seen[beginning])
        await node.pull("localhost/a:1")
        await node.pull("localhost/b:1")
        with pytest.raises(InvalidField, match="is the beginning of 2 ids"):
            await node.images.get(beginning)


@settings(max_examples=100)
@given(st.text(max_size=80) | st.from_regex(r"(sha256:)?[0-9a-f]{0,70}", fullmatch=True))
async def test_any_text_is_found_or_is_not_or_is_refused(text):
    register = Register.__new__(Register)
    image = Image("sha256:" + "ab" * 32, "linux/amd64")
    register.rows = Rows({image.id: image})
    with contextlib.suppress(InvalidField):
        found = look(register, "find", text)
        digits = text.removeprefix("sha256:")
        is_long_enough = len(text) in range(4, 65) or len(text) == 71
        is_meant = is_long_enough and image.id.startswith(f"sha256:{digits}")
        assert (found is not None) == is_meant


async def test_one_image_from_two_registries_is_one(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put("one.example/app:1", SMALL)
        node.shelf.name("two.example/app:1", built.manifest)
        await node.pull("one.example/app:1")
        await node.pull("two.example/app:1")
        (view,) = await node.images.views()
        assert view.tags == ["one.example/app:1", "two.example/app:1"]
        assert len(view.digests) == 2


async def test_a_name_is_removed_alone_and_the_last_one_takes_the_image_along(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        view = await node.images.tag(NAME, "localhost/mine")
        assert view.tags == [NAME, "localhost/mine:latest"]
        removed = await node.images.remove(NAME, every_name=False)
        assert (removed.names, removed.is_gone) == ([NAME], False)
        assert node.blobs() != set()
        removed = await node.images.remove("localhost/mine", every_name=False)
        assert removed.names == ["localhost/mine:latest", f"localhost/app@{built.manifest}"]
        assert (removed.is_gone, removed.freed > len(BIG)) == (True, True)
        assert node.blobs() == node.layers() == set()
        await node.check()


async def test_every_name_is_removed_where_it_is_so_chosen(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        await node.images.tag(NAME, "localhost/mine")
        with pytest.raises(FailedPrecondition, match="it has 2 names"):
            await node.images.remove(built.id, every_name=False)
        removed = await node.images.remove(built.id[7:20], every_name=True)
        assert (len(removed.names), removed.is_gone) == (3, True)
        assert await node.images.views() == []
        with pytest.raises(NotFound):
            await node.images.remove(built.id, every_name=True)
        await node.check()


async def test_a_digest_that_was_asked_for_outlives_the_tag(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        by_digest = f"localhost/app@{built.manifest}"
        await node.pull(by_digest)
        (view,) = await node.images.views()
        assert (view.tags, view.digests) == ([], [by_digest])
        await node.pull(NAME)
        removed = await node.images.remove(NAME, every_name=False)
        assert (removed.names, removed.is_gone) == ([NAME], False)
        assert await node.names() == [by_digest]


async def test_a_tag_that_goes_on_leaves_the_image_by_its_digest_until_it_is_pruned(tmp_path):
    async with image_world(tmp_path) as node:
        old = node.shelf.put(NAME, SMALL)
        await node.pull(NAME)
        new = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        assert {view.image.id for view in await node.images.views()} == {old.id, new.id}
        dry = await node.images.prune(Filter(dry=True))
        pruned = await node.images.prune(Filter())
        assert [image.id for image, _ in pruned.images] == [old.id]
        assert (dry.images, dry.freed) == (pruned.images, pruned.freed)
        assert [view.image.id for view in await node.images.views()] == [new.id]
        await node.check()


async def test_a_name_given_to_another_image_takes_the_last_one_along(tmp_path):
    async with image_world(tmp_path) as node:
        first = node.shelf.put("localhost/a:1", SMALL)
        second = node.shelf.put("localhost/b:1", BIG)
        await node.pull("localhost/a:1")
        await node.pull("localhost/b:1")
        await node.images.tag("localhost/a:1", "localhost/mine")
        await node.images.remove("localhost/a:1", every_name=False)
        assert len(await node.images.views()) == 2
        await node.images.tag("localhost/b:1", "localhost/mine")
        await node.images.remove(f"localhost/a@{first.manifest}", every_name=False)
        assert [view.image.id for view in await node.images.views()] == [second.id]
        await node.check()


@pytest.mark.parametrize("tag", ["", "a@sha256:" + "0" * 64, "A/b", "a:", "a" * 1100])
async def test_a_tag_that_is_none_is_refused(tmp_path, tag):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, SMALL)
        await node.pull(NAME)
        with pytest.raises(InvalidField) as refused:
            await node.images.tag(NAME, tag)
        assert refused.value.field == "tag"


async def test_an_image_in_use_loses_its_names_and_stays(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        await node.pull(NAME)
        node.images.use(built.id, "container web")
        removed = await node.images.remove(NAME, every_name=True)
        assert (removed.is_gone, removed.freed) == (False, 0)
        (view,) = await node.images.views()
        assert (view.tags, view.digests, view.users) == ([], [], ["container web"])
        assert (await node.images.prune(Filter(everything=True))).images == []
        node.images.leave(built.id, "container web")
        await eventually(lambda: not node.means.register.rows.images, "it goes with its last user")
        await node.images.collect()
        await node.check()


async def test_only_what_is_old_enough_is_pruned(tmp_path):
    async with image_world(tmp_path) as node:
        old = node.shelf.put("localhost/old:1", SMALL)
        await node.pull("localhost/old:1")
        node.now += 100 * 10**9
        node.shelf.put("localhost/new:1", BIG)
        await node.pull("localhost/new:1")
        assert (await node.images.prune(Filter(age=50.0))).images == []
        pruned = await node.images.prune(Filter(everything=True, age=50.0))
        assert [image.id for image, _ in pruned.images] == [old.id]
        await node.check()


async def test_many_who_remove_and_pull_at_once_leave_it_whole_or_gone(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG, SMALL)
        node.shelf.put("localhost/other:1", BIG)
        await node.pull(NAME)
        for _ in range(20):
            await asyncio.gather(
                node.images.remove(NAME, every_name=True),
                node.pull(NAME),
                node.pull("localhost/other:1"),
                node.images.remove("localhost/other:1", every_name=False),
                node.images.prune(Filter(everything=True)),
                return_exceptions=True,
            )
            await node.images.prune(Filter(partial=True))
            await node.check()


async def test_an_image_that_goes_while_it_is_looked_at_is_not_found_or_shown_as_it_was(tmp_path):
    async with image_world(tmp_path) as node:
        built = node.shelf.put(NAME, BIG)
        for _ in range(20):
            image = await node.pull(NAME)
            shown, got, views, _ = await asyncio.gather(
                node.images.view(image),
                node.images.get(NAME),
                node.images.views(),
                node.images.remove(NAME, every_name=True),
                return_exceptions=True,
            )
            assert not isinstance(shown, BaseException), shown
            assert shown.image.id == built.id
            assert not isinstance(views, BaseException), views
            assert not isinstance(got, BaseException) or isinstance(
                got, (NotFound, FailedPrecondition)
            )
            gone = await node.images.view(image)
            assert (gone.tags, gone.usage.blobs) == ([], 0)
