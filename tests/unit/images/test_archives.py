"""Archives: what is exported and what is taken in, with a file system instead of the process that unpacks."""

import contextlib
import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.images.archive import Archive
from aurae.images.exporting import Format
from aurae.images.importing import Imported, Order
from aurae.images.limits import Limits
from aurae.model import image_name, platform
from aurae.model.refusal import (
    Denied,
    Exhausted,
    FailedPrecondition,
    InvalidField,
    Unavailable,
)
from aurae.registry.failures import BadContent
from tests.support.archived import Files, docker_archive, layout, packed, text_of
from tests.support.imaged import ImageWorld, image_world
from tests.support.shelf import noise

NAME = "localhost/app:1"
BIG, SMALL = noise(1, 5000), noise(2, 500)


async def loaded(node: ImageWorld, files: Files, order: Order | None = None) -> list[Imported]:
    """Take in an archive."""
    with node.images.receive() as received:
        await received.write(packed(files))
        async with node.images.take_in(order or Order(), received) as errand:
            return await errand.result()


async def saved(node: ImageWorld, *names: str, form: Format = Format.OCI) -> bytes:
    """Return an archive."""
    return b"".join([piece async for piece in node.images.export(names, form)])


@pytest.mark.asyncio
async def test_an_image_comes_under_its_names_and_no_lease_is_left(tmp_path):
    async with image_world(tmp_path) as node:
        names = [NAME, "localhost/app:2"]
        done = await loaded(node, docker_archive(*names, layers=(BIG, SMALL)))
        assert [str(one.name) for one in done] == names == await node.names()
        assert not node.means.register.rows.leases
        assert not node.means.register.held
        await node.check()
        await loaded(node, docker_archive(NAME, layers=(SMALL,)))
        await node.images.remove("localhost/app:2", every_name=False)
        await node.check()
        assert len(node.means.register.rows.images) == 1


@pytest.mark.asyncio
async def test_the_policy_is_asked_before_anything_is_taken(tmp_path):
    async with image_world(tmp_path) as node:
        (tmp_path / "policy.toml").write_text(
            '[[rule]]\nmatch = "localhost"\nrequire = "nothing"\n'
        )
        with pytest.raises(Denied, match="cannot import localhost/app:1: "):
            await loaded(node, layout(NAME, BIG))
        assert node.blobs() == set()


@pytest.mark.asyncio
async def test_images_before_one_that_fails_stay_and_nothing_of_that_one(tmp_path):
    async with image_world(tmp_path) as node:
        good, bad = layout(NAME, BIG), layout("localhost/bad:1", SMALL)
        files = {**good, **bad}
        entries = [json.loads(text_of(each, "index.json"))["manifests"][0] for each in (good, bad)]
        files["index.json"] = json.dumps({"schemaVersion": 2, "manifests": entries}).encode()
        files[list(bad)[-1]] = gzip.compress(b"another", mtime=0)
        with pytest.raises(FailedPrecondition, match="cannot import localhost/bad:1: "):
            await loaded(node, files)
        assert await node.names() == [NAME]
        await node.check()


@pytest.mark.asyncio
async def test_a_name_with_a_digest_names_only_what_has_it(tmp_path):
    async with image_world(tmp_path) as node:
        files = layout("", BIG)
        with pytest.raises(InvalidField, match="name: is missing"):
            await loaded(node, files)
        other = image_name.parse(f"localhost/app@sha256:{'0' * 64}")
        with pytest.raises(FailedPrecondition, match="it is sha256:"):
            await loaded(node, files, Order(other))
        digest = f"sha256:{list(files)[2].rpartition('/')[2]}"
        name = image_name.parse(f"localhost/app@{digest}")
        assert [one.name for one in await loaded(node, files, Order(name))] == [name]


@pytest.mark.asyncio
async def test_an_image_for_another_platform_is_refused_unless_forced(tmp_path):
    async with image_world(tmp_path) as node:
        order = Order(platform=platform.parse("linux/arm64"))
        with pytest.raises(FailedPrecondition, match="it is for linux/amd64, not linux/arm64"):
            await loaded(node, layout(NAME, BIG), order)
        assert node.blobs() == set()
        await loaded(node, layout(NAME, BIG), order._replace(forced=True))


@pytest.mark.asyncio
async def test_a_server_that_stops_receives_nothing(tmp_path):
    async with image_world(tmp_path) as node:
        node.images.refuse("the daemon is stopping")
        with pytest.raises(Unavailable, match="cannot import images: the daemon is stopping"):
            node.images.receive().__enter__()


@pytest.mark.asyncio
async def test_so_many_imports_run_at_once_and_half_of_them_for_one_caller(tmp_path):
    async with image_world(tmp_path, limits=Limits(imports=4)) as node:
        with contextlib.ExitStack() as stack:
            for owner in ("uid 7", "uid 7", "uid 8"):
                stack.enter_context(node.images.receive(owner))
            with pytest.raises(Exhausted, match="cannot import images: 2 imports of uid 7 are"):
                node.images.receive("uid 7").__enter__()
            stack.enter_context(node.images.receive("uid 8"))
            with pytest.raises(Exhausted, match="cannot import images: 4 imports are running"):
                node.images.receive("uid 9").__enter__()
        await loaded(node, layout(NAME, BIG))


@pytest.mark.asyncio
async def test_several_images_are_saved_in_any_order_the_same(tmp_path):
    async with image_world(tmp_path) as node:
        node.shelf.put(NAME, BIG, SMALL)
        node.shelf.put("localhost/b:1", BIG)
        await node.pull(NAME)
        await node.pull("localhost/b:1")
        for form in Format:
            one = await saved(node, NAME, "localhost/b:1", form=form)
            assert one == await saved(node, "localhost/b:1", NAME, NAME, form=form)
            assert one.count(gzip.compress(BIG, 1, mtime=0)) == 1
        assert not node.means.register.held


@given(st.text(min_size=1).filter(lambda path: "\0" not in path))
def test_any_path_is_in_the_archive_or_refused(path: str) -> None:
    with Archive(Path("/proc/self/fdinfo")) as archive:
        try:
            fd = archive.open(path)
        except (BadContent, UnicodeEncodeError):
            return
    assert fd is None or path.strip("/.").isdigit()


def test_the_http_client_is_not_loaded_for_archives() -> None:
    code = "import sys, aurae.images.images; assert 'aiohttp' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
