"""Images of buildah, umoci and skopeo are pulled, pushed and saved byte by byte, and podman runs what comes of it."""

import gzip
import hashlib
import json
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from aurae.proto import images_pb2
from tests.support import layers
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.peers import SAYS, Buildah, Podman, Umoci, copy
from tests.support.require import need
from tests.support.unharmed import unharmed

OCI = "application/vnd.oci.image.manifest.v1+json"
DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


class Kind(NamedTuple):
    """The form of an image, how its layers are compressed, and how many there are."""

    media_type: str
    magic: bytes
    layers: int


KINDS = {
    "buildah": Kind(OCI, GZIP, 3),
    "buildah-zstd": Kind(OCI, ZSTD, 3),
    "buildah-docker": Kind(DOCKER, GZIP, 3),
    "umoci": Kind(OCI, GZIP, 2),
    "skopeo": Kind(DOCKER, GZIP, 2),
}


class Store(NamedTuple):
    """A manifest, and blobs by their digits."""

    manifest: bytes
    blobs: dict[str, bytes]

    @property
    def digest(self) -> str:
        """The manifest's digest."""
        return f"sha256:{hashlib.sha256(self.manifest).hexdigest()}"

    @property
    def config(self) -> str:
        """The digits of the configuration's digest."""
        digest: str = json.loads(self.manifest)["config"]["digest"]
        return digest.removeprefix("sha256:")

    def unpacked(self) -> dict[str, bytes]:
        """Return the configuration and the layers as they are without compression."""
        plain = (_plain(blob) for digits, blob in self.blobs.items() if digits != self.config)
        found = {hashlib.sha256(layer).hexdigest(): layer for layer in plain}
        return {self.config: self.blobs[self.config], **found}


def _plain(blob: bytes) -> bytes:
    if blob.startswith(GZIP):
        return gzip.decompress(blob)
    if blob.startswith(ZSTD):
        return subprocess.run([need("zstd"), "-dc"], input=blob, stdout=-1, check=True).stdout
    return blob


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Two registries: each image is in one of them, and nothing of it in the other."""
    place = tmp_path_factory.mktemp("peers")
    folders = [place / name for name in ("buildah", "umoci", "from", "to")]
    for folder in folders:
        folder.mkdir()
    with DockerRegistry(folders[2]) as one, DockerRegistry(folders[3]) as two:
        buildah = Buildah(folders[0])
        buildah.push(f"{one.address}/buildah:1")
        # Where the layers are compressed by gzip already, it would take those.
        buildah.push(f"{two.address}/buildah-zstd:1", "--compression-format", "zstd")
        buildah.push(f"{one.address}/buildah-docker:1", "--format", "v2s2")
        umoci = Umoci(folders[1])
        umoci.push(f"{one.address}/umoci:1")
        archive = f"docker-archive:{place / 'archive.tar'}:app:1"
        copy(f"oci:{umoci.image}", archive)
        copy(archive, f"docker://{one.address}/skopeo:1")
        yield one.address, two.address


def places(registries: tuple[str, str], kind: str) -> tuple[str, str]:
    """Return the name of an image of this kind, and one that it has not yet."""
    one, two = (f"{address}/{kind}:1" for address in registries)
    return (two, one) if KINDS[kind].magic == ZSTD else (one, two)


@pytest.fixture
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, which has no image afterwards."""
    with unharmed(shared_daemon) as api:
        yield shared_daemon
        api.call("ImageService.Prune", images_pb2.PruneImagesRequest(all=True, partial=True))


@pytest.fixture
def podman() -> Iterator[Podman]:
    """One that has no image yet."""
    folder = Path(tempfile.mkdtemp(prefix="p"))  # it wants at most 50 characters
    yield Podman(folder)
    shutil.rmtree(folder)


def read(source: str, folder: Path) -> Store:
    """Return what skopeo reads of an image; it verifies each digest."""
    copy(source, f"dir:{folder}", "--preserve-digests")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    del files["version"]
    return Store(files.pop("manifest.json"), files)


def merged(node: Daemon, name: str, place: Path) -> dict[bytes, tuple[object, ...]]:
    """Return all that there is in an image as we have unpacked it."""
    shown = json.loads(node.aer("image", "inspect", name, "-o", "json").stdout)
    lower = [f"{node.state_dir}/snapshots/{one['chain_id'][7:]}/fs" for one in shown["layers"]]
    place.mkdir()
    options = f"ro,lowerdir={':'.join(reversed(lower))}"
    subprocess.run(["mount", "-t", "overlay", "none", "-o", options, place], check=True)
    try:
        return files_in(place)
    finally:
        subprocess.run(["umount", place], check=True)


def files_in(top: Path) -> dict[bytes, tuple[object, ...]]:
    """Return what is in a folder that an archive tells of.

    Podman has folders from which a layer takes something change at that moment, so their times are left out.
    """
    found = layers.manifest(top)
    return {path: _told(each) for path, each in found.items() if path != b"."}


def _told(each: tuple[object, ...]) -> tuple[object, ...]:
    mode, mtime = each[0], each[5]
    assert isinstance(mode, int)
    # Without the time of change, the inode and the links.
    return (*each[:5], None if stat.S_ISDIR(mode) else mtime, *each[9:])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_pulled_and_pushed_is_the_same_and_runs(
    node: Daemon, podman: Podman, registries: tuple[str, str], tmp_path: Path, kind: str
):
    name, target = places(registries, kind)
    theirs = read(f"docker://{name}", tmp_path / "theirs")
    made = json.loads(theirs.manifest)
    blobs = [theirs.blobs[layer["digest"][7:]] for layer in made["layers"]]
    assert (made.get("mediaType", OCI), len(blobs)) == (KINDS[kind].media_type, KINDS[kind].layers)
    assert all(blob.startswith(KINDS[kind].magic) for blob in blobs)
    assert node.aer("image", "pull", "-q", name).stdout == f"{name}: {made['config']['digest']}\n"
    done = node.aer("image", "push", "-q", name, target)
    assert done.stdout == f"{target}: {theirs.digest}\n"
    assert read(f"docker://{target}", tmp_path / "ours") == theirs
    podman.run("pull", "-q", "--tls-verify=false", target)
    (seen,) = json.loads(podman.run("image", "inspect", target))
    assert (f"sha256:{seen['Id']}", seen["Digest"]) == (made["config"]["digest"], theirs.digest)
    assert podman.said(target) == SAYS
    with podman.mounted(target) as top:
        assert merged(node, name, tmp_path / "merged") == files_in(top)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_saved_is_the_same_for_skopeo_and_podman(
    node: Daemon, podman: Podman, registries: tuple[str, str], tmp_path: Path, kind: str
):
    (name, _), again = places(registries, kind), f"localhost/{kind}:again"
    theirs = read(f"docker://{name}", tmp_path / "theirs")
    node.aer("image", "pull", "-q", name)
    node.aer("image", "tag", name, again)
    for form in ("oci", "docker"):
        archive = tmp_path / f"{form}.tar"
        node.aer("image", "save", "--format", form, again, "-o", str(archive))
        ours = read(f"{form}-archive:{archive}", tmp_path / form)
        if form == "oci":
            assert ours == theirs
        else:
            assert ours.blobs == theirs.unpacked()
        assert again in podman.run("load", "-q", "-i", archive)
        (seen,) = json.loads(podman.run("image", "inspect", again))
        assert seen["Id"] == theirs.config
        assert podman.said(again) == SAYS
        podman.run("rmi", again)
