"""The registry room against Debian's docker-registry: what is pushed is pulled, by us and by skopeo."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.model import image_manifest
from aurae.model.descriptor import Descriptor
from aurae.model.image_manifest import OCI_MANIFEST, Manifest
from aurae.model.image_name import ImageName
from aurae.registry.client import Registry
from aurae.registry.credentials import Credentials
from aurae.registry.failures import NotFound, RegistryFailed, Unauthorized
from tests.support.cutting import Cutting
from tests.support.docker_registry import PASSWORD, USER, DockerRegistry
from tests.support.hostile_registry import HostileRegistry
from tests.support.registry_client import (
    File,
    described,
    image,
    layer,
    named,
    no_helper,
    registry,
    settings,
)
from tests.support.require import need
from tests.support.server_certificates import ServerAuthority
from tests.support.token_server import TokenServer

pytestmark = pytest.mark.asyncio

LARGE = os.urandom(5 * 1024 * 1024)
LAYERS = (layer(etc=b"one"), layer(usr=LARGE))
MANIFEST, CONFIG = image(*LAYERS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    """One registry for all tests, each of which has repositories of its own."""
    with DockerRegistry(tmp_path_factory.mktemp("registry")) as running:
        yield running


async def push(client: Registry, name: ImageName, folder: Path) -> str:
    """Push the image with all its blobs; returns the digest of its manifest."""
    for number, data in enumerate((*LAYERS, CONFIG)):
        path = folder / f"blob{number}"
        path.write_bytes(data)
        told: list[int] = []
        await client.push_blob(name, described(data), path, told.append)
        assert told[-1] == len(data)
    return await client.push_manifest(name, OCI_MANIFEST, MANIFEST)


async def pull(client: Registry, name: ImageName, wanted: Descriptor, path: Path) -> bytes:
    """Fetch a blob into a file at a path and return it."""
    file = File(path)
    told: list[int] = []
    try:
        await client.blob(name, wanted, file, told.append)
    finally:
        file.close()
    assert told[-1] == wanted.size
    return file.content()


async def pulled(client: Registry, name: ImageName, folder: Path) -> None:
    """Check that the image is there, byte by byte."""
    found = await client.resolve(name)
    assert (found.media_type, found.body) == (OCI_MANIFEST, MANIFEST)
    manifest = image_manifest.parse(found.body, found.media_type)
    assert isinstance(manifest, Manifest)
    assert await client.manifest(name, found.digest) == found
    assert await client.digest(name) == found.digest
    for number, wanted in enumerate((*manifest.layers, manifest.config)):
        data = await pull(client, name, wanted, folder / f"pulled{number}")
        assert data == (*LAYERS, CONFIG)[number]


async def test_what_is_pushed_is_pulled(server, tmp_path):
    name = named(server.address, "pushed/here")
    async with registry() as client:
        digest = await push(client, name, tmp_path)
        assert digest == described(MANIFEST).digest
        await pulled(client, name, tmp_path)
        by_digest = name.with_digest(digest)
        assert (await client.resolve(by_digest)).body == MANIFEST


async def test_what_is_pushed_is_what_skopeo_finds(server, tmp_path):
    name = named(server.address, "pushed/skopeo")
    async with registry() as client:
        digest = await push(client, name, tmp_path)
    source = f"docker://{name}"
    skopeo(server, "copy", "--src-tls-verify=false", source, f"oci:{tmp_path}/layout:1")
    assert (tmp_path / "layout/blobs/sha256" / digest.removeprefix("sha256:")).exists()


async def test_what_skopeo_pushes_in_dockers_form_is_pulled(server, tmp_path):
    name = named(server.address, "by/us")
    other = named(server.address, "by/skopeo")
    async with registry() as client:
        await push(client, name, tmp_path)
        skopeo(
            server, "copy", "--src-tls-verify=false", "--dest-tls-verify=false", "--format=v2s2",
            f"docker://{name}", f"docker://{other}",
        )  # fmt: skip
        found = await client.resolve(other)
        assert found.media_type == image_manifest.DOCKER_MANIFEST
        manifest = image_manifest.parse(found.body, found.media_type)
        assert isinstance(manifest, Manifest)
        assert await pull(client, other, manifest.layers[0], tmp_path / "layer") == LAYERS[0]


async def test_an_image_that_umoci_made_is_pulled_and_pushed_on_byte_by_byte(server, tmp_path):
    layout = f"{tmp_path}/made"
    (tmp_path / "file").write_bytes(LARGE)
    umoci("init", "--layout", layout)
    umoci("new", "--image", f"{layout}:1")
    umoci("insert", "--image", f"{layout}:1", str(tmp_path / "file"), "/file")
    name, other = named(server.address, "made/first"), named(server.address, "made/second")
    skopeo(server, "copy", "--dest-tls-verify=false", f"oci:{layout}:1", f"docker://{name}")
    async with registry() as client:
        found = await client.resolve(name)
        manifest = image_manifest.parse(found.body, found.media_type)
        assert isinstance(manifest, Manifest)
        for number, wanted in enumerate((*manifest.layers, manifest.config)):
            path = tmp_path / f"blob{number}"
            await pull(client, name, wanted, path)
            await client.push_blob(other, wanted, path, lambda _: None)
        assert await client.push_manifest(other, found.media_type, found.body) == found.digest
    skopeo(server, "copy", "--src-tls-verify=false", f"docker://{other}", f"oci:{tmp_path}/back:1")
    back = blobs(tmp_path / "back")
    assert back[found.digest.removeprefix("sha256:")] == found.body
    assert back.items() <= blobs(tmp_path / "made").items()


async def test_a_large_blob_is_pushed_in_pieces_and_pulled_in_ranges(server, tmp_path):
    name = named(server.address, "large/blob")
    (tmp_path / "large").write_bytes(LARGE)
    wanted = described(LARGE)
    async with registry(
        whole_upload=1024, parallel_from=1024 * 1024, piece=700_001, parallel=3
    ) as client:
        await client.push_blob(name, wanted, tmp_path / "large", lambda _: None)
        assert await pull(client, name, wanted, tmp_path / "pulled") == LARGE


async def test_a_partial_file_is_gone_on_with(server, tmp_path):
    name = named(server.address, "partial/blob")
    (tmp_path / "large").write_bytes(LARGE)
    wanted = described(LARGE)
    async with registry() as client:
        await client.push_blob(name, wanted, tmp_path / "large", lambda _: None)
        (tmp_path / "pulled").write_bytes(LARGE[:3_000_001])
        assert await pull(client, name, wanted, tmp_path / "pulled") == LARGE
        (tmp_path / "spoilt").write_bytes(b"x" * 3_000_001)
        assert await pull(client, name, wanted, tmp_path / "spoilt") == LARGE


async def test_a_blob_of_another_repository_is_mounted(server, tmp_path):
    (tmp_path / "large").write_bytes(LARGE)
    wanted = described(LARGE)
    async with registry() as client:
        source = named(server.address, "mount/from")
        await client.push_blob(source, wanted, tmp_path / "large", lambda _: None)
        target = named(server.address, "mount/to")
        absent = tmp_path / "absent"
        await client.push_blob(target, wanted, absent, lambda _: None, "mount/from")
        assert await pull(client, target, wanted, tmp_path / "pulled") == LARGE


async def test_what_is_not_there_is_not_found(server, tmp_path):
    async with registry() as client:
        name = named(server.address, "nobody/pushed")
        with pytest.raises(NotFound, match=r"404: manifest_unknown: manifest unknown"):
            await client.resolve(name)
        with pytest.raises(NotFound):
            await client.digest(name)
        with pytest.raises(NotFound):
            await pull(client, name, described(b"nothing"), tmp_path / "pulled")


async def test_a_private_authority_is_trusted_where_hosts_toml_names_it(tmp_path):
    with DockerRegistry(tmp_path / "registry", tls=True) as server:
        hosts = tmp_path / "hosts"
        folder = hosts / f"127.0.0.1_{server.port}_"
        folder.mkdir(parents=True)
        name = named(server.address)
        said = f'server = "https://{server.address}"\n'
        (folder / "hosts.toml").write_text(said)
        async with registry(hosts_dir=hosts) as client:
            with pytest.raises(
                RegistryFailed, match=r"its certificate: self-signed|unable to get"
            ):
                await client.resolve(name)
        (folder / "hosts.toml").write_text(f'{said}ca = "{server.authority.ca}"\n')
        async with registry(hosts_dir=hosts) as client:
            await push(client, name, tmp_path)
            await pulled(client, name, tmp_path)
        (folder / "hosts.toml").write_text(f"{said}skip_verify = true\n")
        async with registry(hosts_dir=hosts) as client:
            await client.resolve(name)


async def test_certificates_in_dockers_layout_are_used(tmp_path):
    with DockerRegistry(tmp_path / "registry", tls=True, client=True) as server:
        folder = tmp_path / "hosts" / server.address
        folder.mkdir(parents=True)
        (folder / "ca.crt").write_bytes(server.authority.ca.read_bytes())
        name = named(server.address)
        async with registry(hosts_dir=tmp_path / "hosts", attempts=1) as client:
            with pytest.raises(RegistryFailed):
                await client.resolve(name)
        certificate, key = server.authority.issue("client")
        (folder / "client.cert").write_bytes(certificate.read_bytes())
        (folder / "client.key").write_bytes(key.read_bytes())
        async with registry(hosts_dir=tmp_path / "hosts") as client:
            await push(client, name, tmp_path)
            await pulled(client, name, tmp_path)


async def test_a_password_is_taken_from_a_file_or_from_the_caller(tmp_path):
    with DockerRegistry(tmp_path / "registry", password=True) as server:
        name = named(server.address)
        async with registry() as client:
            with pytest.raises(Unauthorized, match="wants a name and a password"):
                await client.resolve(name)
        wrong = Credentials(USER, "wrong")
        async with Registry(settings(), no_helper, wrong) as client:
            with pytest.raises(Unauthorized, match=f"does not take the password of '{USER}'"):
                await client.resolve(name)
        async with Registry(settings(), no_helper, Credentials(USER, PASSWORD)) as client:
            await push(client, name, tmp_path)
        file = tmp_path / "auth.json"
        entry = {"username": USER, "password": PASSWORD}
        file.write_text(json.dumps({"auths": {f"{server.address}/app": entry}}))
        async with registry(auth_files=(file,)) as client:
            await pulled(client, name, tmp_path)


async def test_tokens_are_bought_for_what_is_done(tmp_path):
    authority = ServerAuthority(tmp_path)
    me = Credentials("me", "secret")
    tokens = TokenServer(*authority.issue("signer"), me.basic, "identity")
    async with HostileRegistry() as seller:
        seller.on("/token", tokens)
        realm = f"{seller.url}/token"
        folder = tmp_path / "registry"
        with DockerRegistry(folder, realm=realm, issuer=authority.ca) as server:
            name, other = named(server.address, "mine/first"), named(server.address, "mine/second")
            async with Registry(settings(), no_helper, me) as client:
                await push(client, name, tmp_path)
            assert tokens.scopes == [["repository:mine/first:pull,push"]]
            tokens.scopes.clear()
            identity = Credentials(identity_token="identity")
            async with Registry(settings(), no_helper, identity) as client:
                blob = described(LAYERS[1])
                absent = tmp_path / "absent"
                await client.push_blob(other, blob, absent, lambda _: None, "mine/first")
            assert [
                "repository:mine/second:pull,push",
                "repository:mine/first:pull",
            ] in tokens.scopes
            async with registry() as client:
                await pulled(client, name, tmp_path)
                with pytest.raises(Unauthorized):
                    await client.push_manifest(name, OCI_MANIFEST, MANIFEST)


async def test_a_disk_that_is_full_leaves_what_there_was_room_for(server, tmp_path):
    name = named(server.address, "full/disk")
    (tmp_path / "large").write_bytes(LARGE)
    wanted = described(LARGE)
    async with registry(parallel_from=1024 * 1024, piece=300_000) as client:
        await client.push_blob(name, wanted, tmp_path / "large", lambda _: None)
        file = File(tmp_path / "pulled")
        file.most = 4_000_000
        with pytest.raises(OSError, match="No space left"):
            await client.blob(name, wanted, file, lambda _: None)
        left = file.content()
        assert LARGE.startswith(left)
        file.close()
        assert await pull(client, name, wanted, tmp_path / "pulled") == LARGE


async def test_a_line_that_breaks_again_and_again_is_got_over(server, tmp_path):
    (tmp_path / "large").write_bytes(LARGE)
    wanted = described(LARGE)
    ranges = {"parallel_from": 1024 * 1024, "piece": 1_000_000}
    async with Cutting(server.port, up=(2_000_000, 1000, 3_000_000, 500)) as line:
        name = named(line.address, "broken/line")
        async with registry(whole_upload=0) as client:
            await client.push_blob(name, wanted, tmp_path / "large", lambda _: None)
        assert line.connections > 2
    for fields in ({}, ranges):
        async with Cutting(server.port, down=(900_000, 100, 1_500_000, 1, 700_000) * 2) as line:
            name = named(line.address, "broken/line")
            target = tmp_path / f"pulled{len(fields)}"
            async with registry(**fields) as client:
                assert await pull(client, name, wanted, target) == LARGE
            assert line.connections > 3


def blobs(layout: Path) -> dict[str, bytes]:
    """Return the blobs of an OCI layout by their digests."""
    return {path.name: path.read_bytes() for path in (layout / "blobs/sha256").iterdir()}


def umoci(*arguments: str) -> None:
    """Run umoci."""
    subprocess.run([need("umoci"), *arguments], check=True, capture_output=True, timeout=60)


def skopeo(server: DockerRegistry, *arguments: str) -> None:
    """Run skopeo with what it needs of its own in the registry's folder."""
    policy = server.folder / "policy.json"
    policy.write_text('{"default": [{"type": "insecureAcceptAnything"}]}')
    subprocess.run(
        [need("skopeo"), "--policy", policy, "--tmpdir", server.folder, *arguments],
        check=True,
        capture_output=True,
        timeout=60,
    )
