"""`aer image save` and `load` with skopeo, umoci and podman, and with archives of every hostile kind."""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest

from aurae.proto import images_pb2 as api_pb2
from tests.support.api import Api
from tests.support.archived import Files, docker_archive, layout, link, packed, text_of
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.peers import Podman, run
from tests.support.published import Published, publish
from tests.support.registry_client import layer
from tests.support.require import need
from tests.support.unharmed import unharmed
from tests.support.until import until

BASE = layer(**{"etc/name": b"base", "bin/big": os.urandom(300_000)})
TOP = layer(**{"etc/top": b"top"})
NAME = "localhost/app:1"
PLAIN = gzip.decompress(TOP)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    """One registry for all tests."""
    with DockerRegistry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@pytest.fixture
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, which has no image afterwards and nothing that an import has left."""
    with unharmed(shared_daemon) as api:
        yield shared_daemon
        api.call("ImageService.Prune", api_pb2.PruneImagesRequest(all=True, partial=True))
    until(lambda: not left(shared_daemon), "nothing is left of imports")


def left(daemon: Daemon) -> list[Path]:
    """Return what imports and images have left."""
    content = ("content/blobs/sha256", "content/ingest", "content/removing")
    folders = (*content, "snapshots/staging", "snapshots/trash")
    return [path for folder in folders for path in (daemon.state_dir / folder).iterdir()]


@pytest.fixture
def app(registry: DockerRegistry, request: pytest.FixtureRequest) -> Published:
    """An image of two layers."""
    return publish(
        registry, f"{hashlib.sha256(request.node.name.encode()).hexdigest()[:16]}:1", BASE, TOP
    )


def ids(node: Daemon) -> dict[str, str]:
    """Return the ids of all images by their tags."""
    images = json.loads(node.aer("image", "ls", "-o", "json").stdout)
    return {tag: image["id"] for image in images for tag in image["tags"]}


@pytest.mark.parametrize("form", ["oci", "docker"])
def test_what_is_saved_twice_is_the_same_and_comes_back_as_it_was(
    node: Daemon, app: Published, tmp_path: Path, form: str
):
    node.aer("image", "pull", "-q", app.name)
    one, two = tmp_path / "one", tmp_path / "two"
    node.aer("image", "save", "--format", form, app.name, "-o", str(one))
    node.aer("image", "save", "--format", form, app.name, "-o", str(two))
    assert one.read_bytes() == two.read_bytes()
    assert oct(one.stat().st_mode & 0o777) == "0o644"
    with tarfile.open(one) as tar:
        members = tar.getmembers()
    assert [member.name for member in members] == sorted(member.name for member in members)
    assert {(member.mtime, member.uid, member.uname) for member in members} == {(0, 0, "")}
    node.aer("image", "rm", "--all-names", app.name)
    until(lambda: not left(node), "the image goes")
    done = node.aer("image", "load", "-i", str(one))
    assert done.stdout == f"{app.name}: {app.id}\n"
    node.aer("image", "save", "--format", form, app.name, "-o", str(two))
    assert one.read_bytes() == two.read_bytes()
    shown = json.loads(node.aer("image", "inspect", app.name, "-o", "json").stdout)
    assert all(each["unpacked"] and each["present"] for each in shown["layers"])
    if form == "oci":
        assert [each["digest"] for each in shown["manifests"]] == [app.manifest]


@pytest.mark.parametrize("form", ["oci", "docker"])
def test_skopeo_reads_what_is_saved_and_its_archives_are_taken(
    node: Daemon, registry: DockerRegistry, app: Published, tmp_path: Path, form: str
):
    skopeo = need("skopeo")
    saved, theirs = tmp_path / "saved.tar", tmp_path / "theirs.tar"
    node.aer("image", "pull", "-q", app.name)
    node.aer("image", "save", "--format", form, app.name, "-o", str(saved))
    target = f"{registry.address}/from-{form}:1"
    run(skopeo, "copy", "--dest-tls-verify=false", f"{form}-archive:{saved}", f"docker://{target}")
    node.aer("image", "rm", "--all-names", app.name)
    if form == "oci":
        raw = run(skopeo, "inspect", "--tls-verify=false", "--raw", f"docker://{target}")
        assert hashlib.sha256(raw.encode()).hexdigest() == app.manifest[7:]
    node.aer("image", "pull", "-q", target)
    assert ids(node) == {target: app.id}
    node.aer("image", "rm", "--all-names", target)
    until(lambda: not left(node), "the image goes")
    called = f":{NAME}"
    run(
        skopeo,
        "copy",
        "--src-tls-verify=false",
        f"docker://{target}",
        f"{form}-archive:{theirs}{called}",
    )
    assert node.aer("image", "load", "-q", "-i", str(theirs)).stdout == f"{NAME}: {app.id}\n"
    assert ids(node) == {NAME: app.id}


@pytest.mark.parametrize("form", ["oci-archive", "docker-archive"])
def test_podman_loads_what_is_saved_and_its_archives_are_taken(
    node: Daemon,
    app: Published,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    form: str,
):
    short = tempfile.mkdtemp(prefix="p")  # it wants at most 50 characters
    request.addfinalizer(lambda: shutil.rmtree(short))
    podman = Podman(Path(short))
    saved, theirs = tmp_path / "saved.tar", tmp_path / "theirs.tar"
    node.aer("image", "pull", "-q", app.name)
    node.aer("image", "tag", app.name, NAME)
    node.aer("image", "save", "--format", form.partition("-")[0], NAME, "-o", str(saved))
    assert NAME in podman.run("load", "-q", "-i", saved)
    listed = podman.run("images", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}")
    assert listed.split() == [app.id, NAME]
    podman.run("save", "--format", form, "-o", theirs, NAME)
    node.aer("image", "rm", "--all-names", app.id)
    assert node.aer("image", "load", "-q", "-i", str(theirs)).stdout == f"{NAME}: {app.id}\n"


def test_a_layout_of_umoci_is_taken_as_a_folder_and_compressed(node: Daemon, tmp_path: Path):
    umoci, top, archive = need("umoci"), tmp_path / "layout", tmp_path / "layout.tar"
    run(umoci, "init", "--layout", top)
    run(umoci, "new", "--image", f"{top}:v1")
    refused = node.aer("image", "load", "-q", "-i", str(top), check=False)
    assert "name: is missing, and the archive has none for sha256:" in refused.stderr
    name = "localhost/umoci:v1"
    (line,) = node.aer("image", "load", "-q", "-i", str(top), "--name", name).stdout.splitlines()
    run("tar", "-C", top, "-cf", archive, ".")
    for pack in (
        gzip.compress,
        lambda body: (
            subprocess.run([need("zstd"), "-c"], input=body, stdout=-1, check=True).stdout
        ),
    ):
        small = tmp_path / "small"
        small.write_bytes(pack(archive.read_bytes()))
        done = node.aer("image", "load", "-q", "-i", str(small), "--name", name)
        assert done.stdout.splitlines() == [line]
    document = json.loads(
        node.aer("image", "load", "-i", str(top), "--name", name, "-o", "json").stdout
    )
    assert [each["name"] for each in document] == [name]


def requests(archive: bytes, **options: Any) -> Iterator[api_pb2.ImportImagesRequest]:
    """Yield an archive in pieces."""
    yield api_pb2.ImportImagesRequest(options=api_pb2.ImportOptions(**options))
    for at in range(0, len(archive), 1 << 20):
        yield api_pb2.ImportImagesRequest(data=archive[at : at + (1 << 20)])


def loaded(api: Api, archive: bytes, **options: str) -> list[str]:
    """Take in an archive, and return the names."""
    answers = list(api.talk("ImageService.Import", requests(archive, **options), 120))
    return [image.name for image in answers[-1].images]


def put(path: str, content: bytes | tarfile.TarInfo) -> Callable[[Files], None]:
    """Return what puts a file into an archive."""
    return lambda files: files.update({path: content})


def blob(number: int, content: bytes | tarfile.TarInfo | None) -> Callable[[Files], None]:
    """Return what puts something in the place of a blob: manifest, configuration, layer; None takes it away."""

    def change(files: Files) -> None:
        path = list(files)[2 + number]
        if content is None:
            del files[path]
        else:
            files[path] = content

    return change


def index(**fields: object) -> Callable[[Files], None]:
    """Return what changes the descriptor in the index."""

    def change(files: Files) -> None:
        document = json.loads(text_of(files, "index.json"))
        document["manifests"][0].update(fields)
        files["index.json"] = json.dumps(document).encode()

    return change


def twice(files: Files) -> None:
    """Have two images of one name."""
    other = layout(NAME, PLAIN + bytes(512))
    for path, body in other.items():
        files.setdefault(path, body)
    one, two = (json.loads(text_of(each, "index.json"))["manifests"] for each in (files, other))
    files["index.json"] = json.dumps({"schemaVersion": 2, "manifests": one + two}).encode()


def folder_link(files: Files) -> None:
    """Have the folder of blobs be a link."""
    for path in [path for path in files if path.startswith("blobs/")]:
        files[f"elsewhere/{path[6:]}"] = files.pop(path)
    files["blobs"] = link("elsewhere")


def another_layer(files: Files) -> None:
    """Have a layer whose content is not what the configuration says."""
    other = layout(NAME, PLAIN + bytes(512))
    config = list(files)[3]
    changed = dict(layout(NAME, PLAIN))
    manifest = json.loads(text_of(changed, list(changed)[2]))
    manifest["layers"] = json.loads(text_of(other, list(other)[2]))["layers"]
    body = json.dumps(manifest).encode()
    digest = hashlib.sha256(body).hexdigest()
    files.update({**other, config: files[config], f"blobs/sha256/{digest}": body})
    index(digest=f"sha256:{digest}", size=len(body))(files)


def without_index(files: Files) -> None:
    """Have no index."""
    del files["index.json"]


def large_index(files: Files) -> None:
    """Have an index of 100 MB."""
    files["index.json"] = bytes(100_000_000)


PASSWD = link("/etc/passwd")
HOSTILE: dict[str, tuple[Callable[[Files], None], str]] = {
    "a link for the layout": (put("oci-layout", PASSWD), "is a link"),
    "a link for the index": (put("index.json", PASSWD), "is a link"),
    "a link for a manifest": (blob(0, PASSWD), "is a link"),
    "a link for a configuration": (blob(1, PASSWD), "is a link"),
    "a link for a layer": (blob(2, link("../../../../../etc/passwd")), "is a link"),
    "a link for a folder": (folder_link, "is a link"),
    "a pipe for a layer": (blob(2, link("", tarfile.FIFOTYPE)), "is no file"),
    "a device for a layer": (blob(2, link("", tarfile.CHRTYPE)), "is no file"),
    "a folder for a layer": (blob(2, link("", tarfile.DIRTYPE)), "is no file"),
    "a hard link to the outside": (blob(2, link("/etc/passwd", tarfile.LNKTYPE)), "cannot"),
    "a manifest that is missing": (blob(0, None), "the archive lacks manifest"),
    "a configuration that is missing": (blob(1, None), "the archive lacks blob"),
    "a layer that is missing": (blob(2, None), "the archive lacks blob"),
    "another manifest": (blob(0, b"{}"), "a manifest in the archive is sha256:"),
    "a layer of another size": (blob(2, TOP + b"x"), "bytes, not"),
    "another layer": (blob(2, bytes(len(TOP))), "a blob in the archive is sha256:"),
    "a layer that the image does not know": (another_layer, "its content is"),
    "a size that is wrong": (index(size=1), "bytes, not 1"),
    "a digest that is a path": (index(digest="sha256:../../../etc/passwd"), "digest"),
    "a name that is none": (index(annotations={"io.containerd.image.name": "A b"}), "cannot"),
    "two images of one name": (twice, "two images called"),
    "an index of 100 MB": (large_index, "has over 4194304 bytes"),
    "an index that is nested": (put("index.json", b'{"a":' * 100_000), "nested too deeply"),
    "an index of many values": (put("index.json", b"[" + b"1," * 1_000_000 + b"1]"), "200000 values"),
    "an index that is none": (put("index.json", b"[]"), "is no object"),
    "another version": (put("oci-layout", b'{"imageLayoutVersion":"2"}'), "imageLayoutVersion"),
    "no index": (without_index, "lacks index.json"),
    "no image": (put("index.json", b'{"schemaVersion":2,"manifests":[]}'), "there is none"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_layout_is_refused_and_leaves_nothing(node: Daemon, kind: str):
    change, why = HOSTILE[kind]
    files = layout(NAME, PLAIN)
    change(files)
    refused_and_gone(node, packed(files), why)


def refused_and_gone(node: Daemon, archive: bytes, why: str, **options: str) -> None:
    """Assert that an archive is refused with a reason, and that nothing is left when that is told."""
    with unharmed(node) as api:
        with pytest.raises(grpc.RpcError) as refused:
            loaded(api, archive, **options)
        assert refused.value.code().name in ("FAILED_PRECONDITION", "INVALID_ARGUMENT")
        assert refused.value.details().startswith("cannot import ")
        assert why in refused.value.details()
    assert left(node) == []
    assert ids(node) == {}


def docker(config: str = "", layer_: str = "", **fields: object) -> Callable[[Files], None]:
    """Return what changes what `docker save` says of an image."""

    def change(files: Files) -> None:
        (image,) = json.loads(text_of(files, "manifest.json"))
        image.update(fields)
        if config:
            image["Config"] = config
        if layer_:
            image["Layers"] = [layer_]
        files["manifest.json"] = json.dumps([image]).encode()

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (docker(config="../../../../../../etc/passwd"), "leads out of the archive"),
        (docker(config="/etc/passwd"), "leads out of the archive"),
        (docker(layer_="0/../../../../../etc/passwd"), "leads out of the archive"),
        (docker(layer_="/dev/zero"), "leads out of the archive"),
        (docker(layer_="x" * 4000), "is too long"),
        (docker(layer_="0\0layer.tar"), "NUL"),
        (docker(layer_="manifest.json"), "cannot"),
        (docker(Layers=[]), "0"),
        (docker(Layers="x"), "is no array"),
        (docker(RepoTags=["A b"]), "RepoTags"),
        (docker(RepoTags=None), "name: is missing"),
        (put("0/layer.tar", PASSWD), "leads out of the archive"),
        (put("0/layer.tar", link("../../../../../etc/passwd")), "leads out of the archive"),
        (put("0/layer.tar", link("layer.tar")), "is a link"),
        (put("0/layer.tar", b"another"), "cannot"),
        (put("manifest.json", b"{}"), "is no array"),
    ],
)  # fmt: skip
def test_a_hostile_archive_of_docker_is_refused_and_leaves_nothing(node: Daemon, change, why):
    files = docker_archive(NAME, layers=(PLAIN,))
    change(files)
    refused_and_gone(node, packed(files), why)


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        (lambda: b"", "cannot import images: "),
        (lambda: b"no archive at all, of whatever kind" * 100, "cannot import images: "),
        (lambda: packed(layout(NAME, PLAIN))[:3000], "cannot import images: "),
        (lambda: gzip.compress(packed(layout(NAME, PLAIN)))[:-100], "cannot import images: "),
        (lambda: gzip.compress(packed({"big": bytes(100_000_000)})), "more than 300 times its size"),
        (lambda: packed({"../../../../../../tmp/aurae-outside": b"x"}), "neither oci-layout nor"),
        (lambda: packed({}), "cannot import images: "),
    ],
    ids=["empty", "none", "cut", "cut gzip", "bomb", "outside", "without a file"],
)  # fmt: skip
def test_what_is_no_archive_is_refused_and_leaves_nothing(
    node: Daemon, archive: Callable[[], bytes], why: str
):
    refused_and_gone(node, archive(), why)
    assert not Path("/tmp/aurae-outside").exists()


def test_links_of_docker_save_to_a_layer_that_is_there_are_followed(node: Daemon):
    files = docker_archive("localhost/a:1", "localhost/b:1", layers=(PLAIN, PLAIN))
    files["1/layer.tar"] = link("../0/layer.tar")
    with unharmed(node) as api:
        assert loaded(api, packed(files)) == ["localhost/a:1", "localhost/b:1"]
    assert len(set(ids(node).values())) == 1


def test_a_name_that_is_given_is_the_only_one(node: Daemon):
    files = docker_archive("localhost/a:1", "localhost/b:1", layers=(PLAIN,))
    with unharmed(node) as api:
        assert loaded(api, packed(files), name="mine") == ["docker.io/library/mine:latest"]
    assert list(ids(node)) == ["docker.io/library/mine:latest"]
    node.aer("image", "rm", "-a", "mine")
    until(lambda: not left(node), "the image goes")
    twice(several := layout(NAME, PLAIN))
    refused_and_gone(node, packed(several), "there are 2 images in the archive", name="mine")
    refused_and_gone(node, packed(files), "name: ", name="A b")
    refused_and_gone(node, packed(files), "platform: ", platform="/")
    refused_and_gone(node, packed(files), "it is for linux/amd64", platform="linux/arm64")


def test_who_leaves_an_import_leaves_nothing_behind(node: Daemon):
    archive = packed(layout(NAME, os.urandom(3_000_000)))

    def never_ending() -> Iterator[api_pb2.ImportImagesRequest]:
        yield from requests(archive)
        until(lambda: done, "the caller leaves")

    done: list[bool] = []
    with unharmed(node) as api:
        call = api.talk("ImageService.Import", never_ending())
        until(lambda: received(node), "some of it has come")
        call.cancel()
        done.append(True)
        until(lambda: not received(node), "what has come is given back")
    assert left(node) == []


def received(node: Daemon) -> bool:
    """Say whether the daemon has an archive open that has no name."""
    for pid in node.pids().values():
        for path in Path(f"/proc/{pid}/fd").iterdir():
            try:
                target = os.readlink(path)
            except FileNotFoundError:
                continue
            if "content/removing" in target:
                return True
    return False


@pytest.mark.parametrize(
    ("request_", "status", "why"),
    [
        (api_pb2.ExportImagesRequest(), "INVALID_ARGUMENT", "names: "),
        (api_pb2.ExportImagesRequest(names=["nope"]), "NOT_FOUND", "image 'nope' not found"),
        (api_pb2.ExportImagesRequest(names=["a"] * 1001), "INVALID_ARGUMENT", "names: "),
        (api_pb2.ExportImagesRequest(names=[""]), "INVALID_ARGUMENT", "names: "),
    ],
)
def test_what_cannot_be_saved_is_refused_with_a_reason(node: Daemon, request_, status, why):
    with unharmed(node) as api, pytest.raises(grpc.RpcError) as refused:
        list(api.stream("ImageService.Export", request_, 60))
    assert refused.value.code().name == status
    assert refused.value.details().startswith("cannot save")
    assert why in refused.value.details()


def test_a_damaged_blob_is_not_saved_and_no_file_is_written(
    node: Daemon, app: Published, tmp_path: Path
):
    node.aer("image", "pull", "-q", app.name)
    damaged = node.state_dir / "content/blobs/sha256" / app.layers[0][7:]
    damaged.write_bytes(bytes(damaged.stat().st_size))
    refused = node.aer("image", "save", app.name, "-o", str(tmp_path / "a.tar"), check=False)
    assert (refused.returncode, "is damaged; scrub the image" in refused.stderr) == (1, True)
    damaged.unlink()
    refused = node.aer("image", "save", app.name, "-o", str(tmp_path / "a.tar"), check=False)
    assert (refused.returncode, "is not here; pull the image again" in refused.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []
