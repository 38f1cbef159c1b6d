"""A disk that is full in the middle of a pull: a clear error, and the space is given back."""

import contextlib
import gzip
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.archived import layout, packed
from tests.support.daemon import Daemon
from tests.support.docker_registry import DockerRegistry
from tests.support.published import publish
from tests.support.registry_client import layer
from tests.support.until import until


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a tmpfs of 16 MiB."""
    folder.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "tmpfs", folder], check=True
    )
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def used(disk: Path) -> int:
    """Return the bytes that are used."""
    state = os.statvfs(disk)
    return (state.f_blocks - state.f_bfree) * state.f_frsize


STAGES = {
    "fetched": layer(noise=os.urandom(20_000_000)),
    "unpacked": layer(zeros=bytes(40_000_000)),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_full_disk_fails_the_pull_and_gives_its_space_back(
    tmp_path: Path, make_daemon: Callable[..., Daemon], stage: str
) -> None:
    with DockerRegistry(tmp_path / "registry") as registry, small_disk(tmp_path / "state") as disk:
        daemon = make_daemon(state_dir=str(disk))
        small = publish(registry, "small:1", layer(name=b"small"))
        large = publish(registry, f"{stage}:1", layer(first=b"first"), STAGES[stage])
        daemon.aer("image", "pull", "-q", small.name)
        before = used(disk)
        failed = daemon.aer("image", "pull", "-q", large.name, check=False, limit=60)
        assert failed.returncode == 1
        assert failed.stderr.startswith(f"aer: cannot pull {large.name}: ")
        assert "No space left on device" in failed.stderr
        until(lambda: used(disk) < before + 1_000_000, "the space is free again")
        assert list((disk / "content/ingest").iterdir()) == []
        assert "3 sound" in daemon.aer("image", "scrub").stdout
        other = publish(registry, "other:1", layer(name=b"other"))
        daemon.aer("image", "pull", "-q", other.name)
        daemon.stop()


@pytest.mark.parametrize(("size", "stage"), [(20, "received"), (7, "unpacked"), (6, "kept")])
def test_a_full_disk_fails_an_import_and_gives_its_space_back(
    tmp_path: Path, make_daemon: Callable[..., Daemon], size: int, stage: str
) -> None:
    # Of 16 MiB: the archive takes its size, twice while it is unpacked; then what came of it,
    # the blob, and the unpacked layer are there.
    with small_disk(tmp_path / "state") as disk:
        daemon = make_daemon(state_dir=str(disk))
        archive = tmp_path / "archive.tar"
        content = gzip.decompress(layer(noise=os.urandom(size * 1_100_000)))
        archive.write_bytes(packed(layout("localhost/large:1", content)))
        before = used(disk)
        failed = daemon.aer("image", "load", "-q", "-i", str(archive), check=False, limit=60)
        assert (failed.returncode, stage) == (1, stage)
        assert failed.stderr.startswith("aer: cannot import ")
        assert "No space left on device" in failed.stderr
        assert used(disk) < before + 1_000_000
        archive.write_bytes(packed(layout("localhost/small:1", bytes(1024))))
        daemon.aer("image", "load", "-q", "-i", str(archive))
