"""The power is cut at any moment of pulls and removals: images are whole or not there.

What was unpacked just before may be lost: it is unpacked again from the blobs, without a registry.
"""

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.host.test_images_kills import begin, check_whole, ended, left, published
from tests.support.cut_disk import CutDisk
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.proc import mentioning
from tests.support.until import until

CUTS = int(os.environ.get("AURAE_TEST_CUTS", "3"))
SEED = 5


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[CutDisk]:
    with CutDisk(tmp_path) as disk:
        yield disk


def cut(daemon: Daemon, disk: CutDisk) -> None:
    """Have the machine go off, and on again: no process of ours lives, the disk recovers."""
    disk.cut()
    assert daemon.process
    daemon.process.kill()
    daemon.process.wait(30)
    until(lambda: not mentioning(str(daemon.runtime_dir)), "server and journal end with init")
    disk.restore()
    daemon.start()


def tags(daemon: Daemon) -> set[str]:
    """Return the names of all images."""
    listed = json.loads(daemon.aer("image", "ls", "-o", "json").stdout)
    return {tag for image in listed for tag in image.get("tags", [])}


def check_usable(daemon: Daemon) -> None:
    """Assert that every image can be used without a registry, and is whole then."""
    for name in tags(daemon):
        daemon.aer("image", "pull", "-q", "--policy", "never", name)
    check_whole(daemon)


def test_a_loss_of_power_at_any_moment_leaves_whole_images(disk: CutDisk, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with DockerRegistry(tmp_path / "registry") as registry:
        images = published(registry)
        with Daemon(state_dir=str(disk.place / "state")) as daemon:
            daemon.state_dir = disk.place / "state"
            begun = time.monotonic()
            daemon.aer("image", "pull", "-q", images[0].name)
            span = time.monotonic() - begun
            for number in range(CUTS):
                daemon.aer("image", "prune", "--all", "--partial")
                pulls = [begin(daemon, "pull", "-q", image.name) for image in images]
                # A moment of the pull, not a wait for something.
                time.sleep(chance.uniform(0, 1.5 * span))
                answered = {
                    image.name
                    for pull, image in zip(pulls, images, strict=True)
                    if pull.poll() == 0
                }
                cut(daemon, disk)
                for pull in pulls:
                    ended(pull)
                check_usable(daemon)
                assert answered <= tags(daemon), f"cut {number}: what was answered is there"
                for image in images:
                    daemon.aer("image", "pull", "-q", image.name)
                removal = begin(daemon, "rm", "-a", images[0].name)
                time.sleep(chance.uniform(0, 0.3))
                was_answered = removal.poll() == 0
                cut(daemon, disk)
                ended(removal)
                check_usable(daemon)
                assert not (was_answered and images[0].name in tags(daemon))
                assert images[1].name in tags(daemon)
            daemon.aer("image", "prune", "--all", "--partial")
            until(lambda: left(daemon) == [], "nothing is left")
            daemon.stop()
