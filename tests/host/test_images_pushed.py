"""`aer image push` to docker-registry: what comes back is the same, and what is refused is named nowhere."""

import json
import os
import subprocess
from collections.abc import Iterator

import grpc
import pytest

from aurae.proto import images_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.published import Published, publish
from tests.support.registry_client import layer
from tests.support.require import need
from tests.support.unharmed import unharmed

BASE = layer(**{"etc/name": b"base", "bin/big": os.urandom(300_000)})
TOP = layer(**{"etc/top": b"top"})


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[DockerRegistry]]:
    """Two registries for all tests."""
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    with DockerRegistry(folders[0]) as one, DockerRegistry(folders[1]) as two:
        yield [one, two]


@pytest.fixture
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, which has no image afterwards."""
    with unharmed(shared_daemon) as api:
        yield shared_daemon
        api.call("ImageService.Prune", images_pb2.PruneImagesRequest(all=True, partial=True))


@pytest.fixture
def app(registries: list[DockerRegistry], request: pytest.FixtureRequest) -> Published:
    """An image of two layers."""
    return publish(registries[0], f"{request.node.name[:60].lower()}:1", BASE, TOP)


def manifest_of(name: str) -> bytes:
    """Return what skopeo gets of a name."""
    need("skopeo")
    command = ["skopeo", "inspect", "--tls-verify=false", "--raw", f"docker://{name}"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


def test_what_is_pulled_pushed_and_pulled_again_is_the_same(
    node: Daemon, registries: list[DockerRegistry], app: Published
):
    node.aer("image", "pull", "-q", app.name)
    targets = [f"{each.address}/elsewhere/app:2" for each in registries]
    for target in targets:
        done = node.aer("image", "push", app.name, target)
        assert done.stdout == f"{target}: {app.manifest}\n"
        assert f"{app.layers[0][7:19]}: done" in done.stderr
        assert manifest_of(target) == manifest_of(app.name)
    node.aer("image", "rm", "--all-names", app.name)
    target = targets[1]
    node.aer("image", "pull", "-q", target)
    (found,) = json.loads(node.aer("image", "ls", "-o", "json").stdout)
    assert (found["id"], found["digests"]) == (
        app.id,
        [f"{registries[1].address}/elsewhere/app@{app.manifest}"],
    )
    again = json.loads(node.aer("image", "push", "-q", target, "-o", "json").stdout)
    assert (again["digest"], again["target"]) == (app.manifest, target)


def test_a_pushed_image_is_sound_for_skopeo(
    node: Daemon, registries: list[DockerRegistry], app: Published, tmp_path
):
    node.aer("image", "pull", "-q", app.name)
    target = f"{registries[1].address}/checked:1"
    node.aer("image", "push", "-q", app.id, target)
    need("skopeo")
    copy = ["skopeo", "copy", "--src-tls-verify=false", f"docker://{target}", f"dir:{tmp_path}/d"]
    subprocess.run(copy, check=True, capture_output=True, timeout=60)
    names = {path.name for path in (tmp_path / "d").iterdir()}
    assert {digest[7:] for digest in (app.id, *app.layers)} <= names


@pytest.mark.parametrize(
    ("request_", "status", "why"),
    [
        (images_pb2.PushImageRequest(), "INVALID_ARGUMENT", "name: is empty"),
        (images_pb2.PushImageRequest(name="nope"), "NOT_FOUND", "image 'nope' not found"),
        (images_pb2.PushImageRequest(name="/"), "INVALID_ARGUMENT", "name: "),
    ],
)
def test_a_push_is_refused_with_a_reason(api: Api, request_, status, why):
    with pytest.raises(grpc.RpcError) as refused:
        list(api.stream("ImageService.Push", request_, 60))
    assert refused.value.code().name == status
    assert refused.value.details().startswith("cannot push")
    assert why in refused.value.details()


def test_a_registry_that_is_away_is_told_of(node: Daemon, app: Published):
    node.aer("image", "pull", "-q", app.name)
    request = images_pb2.PushImageRequest(name=app.name, target="127.0.0.1:1/app:1")
    with unharmed(node) as api, pytest.raises(grpc.RpcError) as refused:
        list(api.stream("ImageService.Push", request, 120))
    assert refused.value.code().name == "UNAVAILABLE"
