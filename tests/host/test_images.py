"""Images through the API and `aer image`: pulled from docker-registry, shown, named, removed, repaired."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.proto import images_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.published import Published, publish
from tests.support.registry_client import layer
from tests.support.unharmed import unharmed
from tests.support.until import until

BASE = layer(**{"etc/name": b"base", "bin/big": os.urandom(300_000)})
TOP = layer(**{"etc/top": b"top"})
ODD_POLICY = images_pb2.PullImageRequest(name="a")
ODD_POLICY.policy = 9  # type: ignore[assignment]  # an enum of the API is open
ODD_FORM = images_pb2.PullImageRequest(name="a")
ODD_FORM.layers = 9  # type: ignore[assignment]


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    """One registry for all tests, each of which has repositories of its own."""
    with DockerRegistry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@pytest.fixture
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, which has no image afterwards."""
    with unharmed(shared_daemon) as api:
        yield shared_daemon
        api.call("ImageService.Prune", images_pb2.PruneImagesRequest(all=True, partial=True))
        content = shared_daemon.state_dir / "content/blobs/sha256"
        assert list(content.iterdir()) == []


@pytest.fixture
def app(registry: DockerRegistry, request: pytest.FixtureRequest) -> Published:
    """An image of two layers."""
    return publish(registry, f"{request.node.name[:60].lower()}:1", BASE, TOP)


def folders(daemon: Daemon) -> list[Path]:
    """Return the folders of unpacked layers."""
    return list((daemon.state_dir / "snapshots").glob("*/fs"))


def test_a_pulled_image_is_unpacked_and_shown_and_removed(node: Daemon, app: Published):
    done = node.aer("image", "pull", app.name)
    assert done.stdout == f"{app.name}: {app.id}\n"
    assert f"{app.layers[0][7:19]}: done" in done.stderr
    assert sorted(str(path) for folder in folders(node) for path in folder.rglob("*/*")) != []
    assert {path.name for folder in folders(node) for path in folder.glob("etc/*")} == {
        "name",
        "top",
    }
    heading, row = node.aer("image", "ls").stdout.splitlines()
    assert heading.split() == ["NAME", "ID", "PLATFORM", "SIZE", "CREATED", "ADDED"]
    assert row.split()[:3] == [app.name, app.id[7:19], "linux/amd64"]
    assert node.aer("image", "ls", "-q").stdout == f"{app.id}\n"
    (listed,) = json.loads(node.aer("image", "ls", "-o", "json").stdout)
    repository = app.name.rpartition(":")[0]
    assert (listed["tags"], listed["digests"]) == ([app.name], [f"{repository}@{app.manifest}"])
    assert listed["usage"]["unique"] > 300_000
    shown = json.loads(node.aer("image", "inspect", app.id[7:19], "-o", "json").stdout)
    assert shown["config"]["cmd"] == ["/bin/app"]
    assert [one["digest"] for one in shown["layers"]] == app.layers
    assert json.loads(shown["raw_config"])["os"] == "linux"
    assert app.manifest in node.aer("image", "inspect", app.name).stdout
    history = node.aer("image", "history", app.name).stdout.splitlines()
    assert [line.split()[0] for line in history[1:]] == [one[7:19] for one in app.layers]
    removed = node.aer("image", "rm", app.name).stdout
    assert f"{app.name}: removed\n" in removed
    assert "are free again" in removed
    assert node.aer("image", "ls").stdout.split() == heading.split()
    until(lambda: not folders(node), "the unpacked layers go")


def test_names_are_given_and_taken(node: Daemon, app: Published):
    node.aer("image", "pull", "-q", app.name)
    tagged = node.aer("image", "tag", app.name, "localhost/mine").stdout
    assert tagged == f"{app.id}: {app.name}, localhost/mine:latest\n"
    refused = node.aer("image", "rm", app.id, check=False)
    assert (refused.returncode, "it has 2 names" in refused.stderr) == (1, True)
    assert node.aer("image", "rm", app.name).stdout == f"{app.name}: removed\n"
    assert f"{app.id}: removed" in node.aer("image", "rm", "-a", app.id).stdout


def test_the_disk_is_told_of_truthfully(node: Daemon, registry: DockerRegistry, app: Published):
    other = publish(registry, "other:1", BASE, layer(x=b"y"))
    node.aer("image", "pull", "-q", app.name)
    node.aer("image", "pull", "-q", other.name)
    assert app.name in node.aer("image", "df").stdout
    used = json.loads(node.aer("image", "df", "-o", "json").stdout)
    assert all(one["usage"]["shared"] > 300_000 for one in used["images"])
    assert all(one["usage"]["unique"] < 100_000 for one in used["images"])
    on_disk = sum(
        path.stat().st_size for path in (node.state_dir / "content/blobs").rglob("?" * 64)
    )
    assert used["blobs"] == on_disk
    dry = node.aer("image", "prune", "--all", "--dry-run").stdout
    assert f"{other.name}: would go\n" in dry
    pruned = json.loads(node.aer("image", "prune", "--all", "-o", "json").stdout)
    assert {one["id"] for one in pruned["images"]} == {app.id, other.id}
    assert pruned["freed"] == used["blobs"] + used["unpacked"]


def test_what_is_damaged_is_repaired(node: Daemon, app: Published):
    node.aer("image", "pull", "-q", app.name)
    assert "4 sound" in node.aer("image", "scrub").stdout
    blob = node.state_dir / "content/blobs/sha256" / app.layers[0][7:]
    blob.write_bytes(bytes(blob.stat().st_size))
    found = node.aer("image", "scrub", "--check", app.name, check=False)
    assert (found.returncode, f"{app.layers[0]}: damaged" in found.stdout) == (1, True)
    assert f"{app.layers[0]}: repaired" in node.aer("image", "scrub").stdout
    assert "4 sound" in node.aer("image", "scrub").stdout


def test_the_policy_and_the_platform_are_followed(
    node: Daemon, registry: DockerRegistry, app: Published
):
    absent = node.aer("image", "pull", "--policy", "never", app.name, check=False)
    assert "it is not here" in absent.stderr
    node.aer("image", "pull", "-q", app.name)
    shutil.rmtree(
        registry.folder
        / "data/docker/registry/v2/repositories"
        / app.name.split("/")[1].split(":")[0]
    )
    for policy in ("if-missing", "never"):
        done = node.aer("image", "pull", "-q", "--policy", policy, app.name)
        assert done.stdout == f"{app.name}: {app.id}\n"
    gone = node.aer("image", "pull", "-q", app.name, check=False)
    assert gone.returncode == 1
    assert gone.stderr.startswith(f"aer: cannot pull {app.name}: ")


def test_a_registry_that_is_away_is_told_once(node: Daemon):
    begun = time.monotonic()
    failed = node.aer("image", "pull", "127.0.0.1:1/app:1", check=False, limit=100)
    assert failed.returncode == 1
    (told,) = failed.stderr.splitlines()
    assert told.startswith("aer: cannot pull 127.0.0.1:1/app:1: ")
    assert time.monotonic() - begun < 30  # what aer waits for a daemon that is away


def test_another_platform_is_refused_unless_forced(node: Daemon, app: Published):
    refused = node.aer("image", "pull", "-q", "--platform", "linux/arm64", app.name, check=False)
    assert "it is for linux/amd64, not linux/arm64; it can be forced" in refused.stderr
    node.aer("image", "pull", "-q", "--platform", "arm64", "--force-platform", app.name)


@pytest.mark.parametrize(
    ("rpc", "request_", "status", "field"),
    [
        ("Pull", images_pb2.PullImageRequest(), "INVALID_ARGUMENT", "name"),
        ("Pull", images_pb2.PullImageRequest(name="A b"), "INVALID_ARGUMENT", "name"),
        ("Pull", images_pb2.PullImageRequest(name="a", platform="/"), "INVALID_ARGUMENT", "platform"),
        ("Pull", ODD_POLICY, "INVALID_ARGUMENT", "policy"),
        ("Pull", ODD_FORM, "INVALID_ARGUMENT", "layers"),
        ("Pull", images_pb2.PullImageRequest(name="127.0.0.1:1/a"), "UNAVAILABLE", ""),
        ("Scrub", images_pb2.ScrubImagesRequest(name="nope"), "NOT_FOUND", ""),
    ],
)  # fmt: skip
def test_a_stream_is_refused_with_a_reason(api: Api, rpc, request_, status, field):
    with pytest.raises(grpc.RpcError) as refused:
        list(api.stream(f"ImageService.{rpc}", request_, 60))
    assert refused.value.code().name == status
    assert refused.value.details().startswith(f"cannot {rpc.lower()}")
    assert field in refused.value.details()


@pytest.mark.parametrize(
    ("rpc", "request_", "status"),
    [
        ("Get", images_pb2.GetImageRequest(), "INVALID_ARGUMENT"),
        ("Get", images_pb2.GetImageRequest(name="nope"), "NOT_FOUND"),
        ("History", images_pb2.GetImageHistoryRequest(name="\0"), "INVALID_ARGUMENT"),
        ("Remove", images_pb2.RemoveImageRequest(name="sha256:" + "0" * 64), "NOT_FOUND"),
        ("Tag", images_pb2.TagImageRequest(name="nope", tag="UPPER"), "INVALID_ARGUMENT"),
        ("Prune", images_pb2.PruneImagesRequest(age=Duration(seconds=-1)), "INVALID_ARGUMENT"),
    ],
)  # fmt: skip
def test_a_question_is_refused_with_a_reason(api: Api, rpc, request_, status):
    with pytest.raises(grpc.RpcError) as refused:
        api.call(f"ImageService.{rpc}", request_)
    assert refused.value.code().name == status
    assert refused.value.details().startswith("cannot ")


def test_nothing_is_there_at_first(api: Api):
    assert not api.call("ImageService.List", images_pb2.ListImagesRequest()).images
    used = api.call("ImageService.Usage", images_pb2.GetImageUsageRequest())
    assert (used.blobs, used.unpacked, used.partial) == (0, 0, 0)
