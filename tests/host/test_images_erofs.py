"""Erofs images by `aer image` and the API: asked for with a pull or a load, shown, repaired, gone with the image."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.proto import images_pb2
from tests.support import require
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.erofs import mounted
from tests.support.published import Published, publish
from tests.support.registry_client import layer
from tests.support.unharmed import unharmed

BASE = layer(**{"etc/name": b"base", "bin/big": os.urandom(300_000)})
TOP = layer(**{"etc/top": b"top", "bin/.wh.big": b""})


@pytest.fixture
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, which has no image afterwards."""
    require.need("mkfs.erofs")
    with unharmed(shared_daemon) as api:
        yield shared_daemon
        api.call("ImageService.Prune", images_pb2.PruneImagesRequest(all=True, partial=True))
        assert files(shared_daemon) == []


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Published]:
    """An image of two layers."""
    with DockerRegistry(tmp_path / "registry") as registry:
        yield publish(registry, "app:1", BASE, TOP)


def files(daemon: Daemon) -> list[Path]:
    """Return the erofs images of a daemon."""
    found = (daemon.state_dir / "snapshots").glob("*/*")
    return sorted(path for path in found if path.name in ("erofs", "flat"))


def test_layers_are_erofs_images_where_that_is_asked_for(
    node: Daemon, app: Published, tmp_path: Path
):
    done = node.aer("image", "pull", "--layers", "erofs", app.name)
    assert done.stdout == f"{app.name}: {app.id}\n"
    assert f"{app.layers[0][7:19]}: done" in done.stderr
    assert [path.name for path in files(node)] == ["erofs", "erofs"]
    node.aer("image", "pull", "--layers", "flat", "--policy", "never", app.name)
    (flat,) = (path for path in files(node) if path.name == "flat")
    with mounted(flat, tmp_path / "mounted"):
        assert (tmp_path / "mounted/etc/name").read_bytes() == b"base"
        assert (tmp_path / "mounted/etc/top").read_bytes() == b"top"
        assert os.listdir(tmp_path / "mounted/bin") == []
    found = json.loads(node.aer("image", "inspect", "-o", "json", app.name).stdout)
    sizes = [int(each["erofs"]["size"]) for each in found["layers"]] + [int(found["flat"]["size"])]
    assert sorted(sizes) == sorted(path.stat().st_size for path in files(node))
    assert "flat" in node.aer("image", "inspect", app.name).stdout
    used = json.loads(node.aer("image", "df", "-o", "json").stdout)
    assert int(used["erofs"]) == int(used["images"][0]["usage"]["erofs"]) == sum(sizes)
    node.aer("image", "rm", app.name)
    assert files(node) == []


def test_what_is_damaged_is_found_and_made_again(node: Daemon, app: Published):
    node.aer("image", "pull", "-q", "--layers", "erofs", app.name)
    path = files(node)[0]
    sound = path.read_bytes()
    path.write_bytes(sound[:-1] + b"x")
    told = node.aer("image", "scrub", "--check", check=False)
    assert told.returncode == 1
    assert "1 damaged" in told.stdout
    assert "1 repaired" in node.aer("image", "scrub").stdout
    assert path.read_bytes() == sound
    assert "damaged" not in node.aer("image", "scrub", "--check").stdout


def test_an_archive_is_loaded_with_its_layers_in_a_form(
    node: Daemon, app: Published, tmp_path: Path
):
    node.aer("image", "pull", "-q", app.name)
    node.aer("image", "save", app.name, "-o", str(tmp_path / "saved.tar"))
    node.aer("image", "rm", app.name)
    node.aer("image", "load", "--layers", "erofs", "-i", str(tmp_path / "saved.tar"))
    assert [path.name for path in files(node)] == ["erofs", "erofs"]
    assert node.aer("image", "inspect", app.name).stdout.count("erofs layer") == 2
