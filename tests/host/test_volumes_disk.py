"""A disk of the machine that is full: what cannot be made leaves nothing, what is there goes on or says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import grpc
import pytest

from tests.host.test_images_disk import small_disk, used
from tests.support.api import Api
from tests.support.containers import load, run
from tests.support.require import need
from tests.support.until import until
from tests.support.volumes import archive, shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
MIB = 1 << 20


def test_a_full_disk_is_told_and_the_next_one_that_fits_is_made(
    tmp_path: Path, make_daemon: Callable[..., Daemon]
):
    need("mkfs.ext4")
    with small_disk(tmp_path / "state") as disk:
        daemon = make_daemon(state_dir=str(disk), disk_reserve="0")
        load(daemon)
        with Api(daemon.client_config) as api, shelf(api) as volumes:
            # More than the disk has: a limit is no reservation.
            volumes.create("large", size=256 * MIB)
            before = used(disk)
            with pytest.raises(grpc.RpcError) as full:
                volumes.fill("new", archive(big=bytes(32 * MIB)), labels={"a": "b"})
            assert full.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
            until(lambda: used(disk) < before + MIB, "the space is free again")
            assert volumes.names() == ["large"]
            mounts = [{"target": "/data", "volume": {"name": "large"}}]
            script = "dd if=/dev/zero of=/data/fill bs=1M count=64 && sync /data/fill; echo $?"
            answer = run(api, "/bin/sh", "-c", script, mounts=mounts)
            assert answer.output.stdout.strip() != b"0"
            until(lambda: not volumes.get("large").volume.mounted, "it is given back")
            volumes.delete("large")
            until(lambda: used(disk) < before + MIB, "the space is free again")
            volumes.fill("small", archive(file=b"fits"), labels={"a": "b"})
            assert volumes.names() == ["small"]
        daemon.stop()
