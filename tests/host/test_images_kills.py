"""The server is killed in the middle of what clients have asked for: it goes on with the next one.

What is then on the disk is looked at in test_images_cuts.py.
"""

import os
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.published import Published, publish
from tests.support.registry_client import layer
from tests.support.until import until

KILLS = int(os.environ.get("AURAE_TEST_KILLS", "3"))
SEED = 11
SIZE = 3_000_000


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[DockerRegistry]:
    with DockerRegistry(tmp_path / "registry") as running:
        yield running


def begin(daemon: Daemon, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [daemon.programs / "aer", "image", *words],
        env=daemon.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(process: subprocess.Popen[str], limit: float = 120.0) -> tuple[int, str]:
    told, failed = process.communicate(timeout=limit)
    return process.returncode, told + failed


def published(registry: DockerRegistry) -> list[Published]:
    """Return two images that share a layer."""
    base = layer(base=os.urandom(SIZE))
    return [
        publish(registry, f"{name}:1", base, layer(**{name: os.urandom(SIZE // 2)}))
        for name in ("one", "two")
    ]


def test_pulls_of_clients_go_on_with_the_next_server(
    daemon: Daemon, registry: DockerRegistry
) -> None:
    images = published(registry)
    chance = random.Random(SEED)
    begun = time.monotonic()
    daemon.aer("image", "pull", "-q", images[0].name)
    span = time.monotonic() - begun
    for _ in range(KILLS):
        daemon.aer("image", "prune", "--all", "--partial")
        pulls = [begin(daemon, "pull", "-q", image.name) for image in images]
        # A moment of the pull, not a wait for something.
        time.sleep(chance.uniform(0, span))
        daemon.kill_server()
        # But for one that found no server to begin with.
        for pull, image in zip(pulls, images, strict=True):
            code, told = ended(pull)
            assert code == 0 or told.startswith("aer: cannot reach "), told
            daemon.aer("image", "pull", "-q", image.name)
        assert "7 sound" in daemon.aer("image", "scrub").stdout


def test_a_server_that_is_killed_at_any_moment_of_a_push_names_whole_images(
    daemon: Daemon, registry: DockerRegistry
) -> None:
    image = published(registry)[0]
    daemon.aer("image", "pull", "-q", image.name)
    target = f"{registry.address}/elsewhere:1"
    chance = random.Random(SEED)
    for _ in range(KILLS):
        push = begin(daemon, "push", "-q", image.name, target)
        time.sleep(chance.uniform(0, 0.5))
        daemon.kill_server()
        # It goes on with the next server, but for one that found none to begin with.
        code, told = ended(push)
        assert code == 0 or told.startswith("aer: cannot reach "), told
    assert daemon.aer("image", "push", "-q", image.name, target).stdout.endswith(
        f"{image.manifest}\n"
    )
    daemon.aer("image", "rm", "-a", image.name)
    daemon.aer("image", "pull", "-q", target)
    assert "4 sound" in daemon.aer("image", "scrub").stdout


def test_a_pull_goes_on_at_the_byte_with_the_next_server(
    daemon: Daemon, registry: DockerRegistry
) -> None:
    image = publish(registry, "big:1", layer(big=os.urandom(30_000_000)))
    pull = begin(daemon, "pull", "-q", image.name)
    part = daemon.state_dir / "content/ingest" / image.layers[0].replace(":", "-")
    until(lambda: part.exists() and part.stat().st_size > 1_000_000, "some of it has come")
    daemon.kill_server()
    assert ended(pull) == (0, f"{image.name}: {image.id}\n")
    check_whole_image(daemon, image)
    ranges = [line for line in registry.log().splitlines() if image.layers[0] in line]
    assert len(ranges) > 1


def check_whole_image(daemon: Daemon, image: Published) -> None:
    blob = daemon.state_dir / "content/blobs/sha256" / image.layers[0][7:]
    assert blob.stat().st_size > 30_000_000
    assert "3 sound" in daemon.aer("image", "scrub").stdout
