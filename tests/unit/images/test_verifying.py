"""The operator's policy: which pulls and names it allows, and what a signature changes."""

import asyncio
import contextlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from aurae.images import cosign
from aurae.model.digest import digest_of
from aurae.model.image_manifest import OCI_CONFIG, OCI_MANIFEST
from aurae.model.refusal import Denied, FailedPrecondition
from tests.support import cosigned
from tests.support.imaged import ImageWorld, image_world
from tests.support.shelf import Built, noise

pytestmark = pytest.mark.asyncio

REPOSITORY = "localhost/app"
NAME = f"{REPOSITORY}:1"
DATA = noise(1, 500)


def policy(folder: Path, rule: str) -> None:
    (folder / "policy.toml").write_text(f'[[rule]]\nmatch = "localhost"\n{rule}\n')


def signed(folder: Path) -> EllipticCurvePrivateKey:
    """Have the policy want signatures of a key, which is returned."""
    key = cosigned.new_key()
    (folder / "key.pub").write_bytes(cosigned.public(key))
    policy(folder, f'require = "signature"\nsigner = [{{ key = "{folder}/key.pub" }}]')
    return key


def sign(node: ImageWorld, key, digest: str, named: str = "", size: int = 0) -> None:
    """Put a signature of a manifest on the shelf, as cosign does."""
    payload = cosigned.payload_of(named or digest, REPOSITORY) + b" " * size
    layer = {
        **node.shelf._keep(payload, cosign.PAYLOAD),
        "annotations": {cosign.SIGNATURE: cosigned.sign(key, payload)},
    }
    config = node.shelf._keep(b"{}", OCI_CONFIG)
    manifest = {
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": config,
        "layers": [layer],
    }
    text = json.dumps(manifest).encode()
    node.shelf._document(text, OCI_MANIFEST)
    node.shelf.name(f"{REPOSITORY}:{cosign.tag_of(digest)}", digest_of(text))


@contextlib.asynccontextmanager
async def node_with(tmp_path: Path):
    async with image_world(tmp_path) as node:
        yield node, node.shelf.put(NAME, DATA)


async def refused(node: ImageWorld, name: str, kind: type[Exception], why: str) -> None:
    """Assert that a pull is refused, and leaves nothing."""
    with pytest.raises(kind, match=why):
        await node.pull(name)
    assert (await node.names(), node.blobs()) == ([], set())


async def test_what_is_signed_can_be_pulled_and_nothing_else(tmp_path):
    async with node_with(tmp_path) as (node, built):
        key = signed(tmp_path)
        await refused(node, NAME, Denied, "has none")
        sign(node, cosigned.new_key(), built.manifest)
        await refused(node, NAME, Denied, "another key")
        sign(node, key, built.manifest, named=built.id)
        await refused(node, NAME, Denied, f"it is of '{built.id}")
        sign(node, key, built.manifest, size=cosign.LARGEST_PAYLOAD)
        await refused(node, NAME, Denied, "a payload has")
        sign(node, key, built.manifest)
        assert (await node.pull(NAME)).id == built.id


async def test_an_index_or_the_manifest_it_leads_to_is_signed(tmp_path):
    async with image_world(tmp_path) as node:
        key = signed(tmp_path)
        for whole in (True, False):
            built: Built = node.shelf.build(noise(2 + whole, 500))
            index = node.shelf.index(NAME, {"linux/amd64": built})
            with pytest.raises(Denied, match="has none"):
                await node.pull(NAME)
            sign(node, key, index if whole else built.manifest)
            assert (await node.pull(NAME)).id == built.id


async def test_a_key_that_cannot_be_read_allows_nothing(tmp_path):
    async with node_with(tmp_path) as (node, built):
        sign(node, signed(tmp_path), built.manifest)
        (tmp_path / "key.pub").write_text("no key")
        await refused(node, NAME, Denied, "holds no public key")
        (tmp_path / "key.pub").unlink()
        await refused(node, NAME, Denied, "key.pub: No such file")


@pytest.mark.parametrize(
    ("rule", "kind", "why"),
    [
        ('require = "nothing"', Denied, "allows no image of localhost"),
        ('require = "digest"', Denied, "wants a digest in names of localhost"),
        ('require = "sig"', FailedPrecondition, "policy.toml: rule.0..require: is one of"),
        ("require", FailedPrecondition, "policy.toml"),
    ],
)
async def test_what_the_policy_does_not_allow_is_not_asked_for(tmp_path, rule, kind, why):
    async with node_with(tmp_path) as (node, _):
        policy(tmp_path, rule)
        asked: list[str] = []
        node.shelf.fault = asked.append
        await refused(node, NAME, kind, why)
        assert asked == []


async def test_a_name_with_a_digest_is_enough_where_that_is_the_rule(tmp_path):
    async with node_with(tmp_path) as (node, built):
        policy(tmp_path, 'require = "digest"')
        assert (await node.pull(f"{REPOSITORY}@{built.manifest}")).id == built.id


async def test_a_name_that_needs_a_signature_is_given_by_pulls_alone(tmp_path):
    async with node_with(tmp_path) as (node, _):
        node.shelf.put("127.0.0.1:5000/free:1", DATA)
        await node.pull("127.0.0.1:5000/free:1")
        signed(tmp_path)
        with pytest.raises(Denied, match="wants a signature for localhost/app: pull it"):
            await node.images.tag("127.0.0.1:5000/free:1", NAME)
        await node.images.tag("127.0.0.1:5000/free:1", "127.0.0.1:5000/other:1")
        assert NAME not in await node.names()


async def test_a_pull_that_is_verified_is_told_of_a_registry_that_fails(tmp_path):
    """Whoever cannot have the signatures cannot say that there are none."""
    async with node_with(tmp_path) as (node, built):
        sign(node, signed(tmp_path), built.manifest)

        def fail(what: str) -> None:
            if ".sig" in what:
                raise OSError(5, "broken")

        node.shelf.fault = fail
        await refused(node, NAME, FailedPrecondition, "broken")
        await asyncio.sleep(0)
