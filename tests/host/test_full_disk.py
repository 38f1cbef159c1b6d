"""A file system without a free byte: starts are refused, everything else goes on."""

import asyncio
import contextlib
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import grpc
import pytest

from aurae.proto import runtime_pb2, system_pb2
from aurae.state import workloads
from aurae.state.database import FILE
from aurae.state.failures import StateFull
from aurae.state.store import Store
from tests.support.api import Api
from tests.support.records import ended, record
from tests.support.until import eventually, until

pytestmark = pytest.mark.host


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a tmpfs of 2 MiB."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
    return filler


def refusal_of_a_start(api: Api) -> grpc.RpcError | None:
    """Start one more; rows go into what is left of the last page and of the WAL for a while."""
    try:
        api.start("true", "x" * 4000, name="web")
        api.wait("web")
    except grpc.RpcError as error:
        return error
    return None


def test_a_full_disk_refuses_starts_and_nothing_else(tmp_path, make_daemon):
    with small_disk(tmp_path / "state") as disk:
        daemon = make_daemon(state_dir=disk)
        daemon.login()
        with Api(daemon.home / ".aurae" / "config") as api:
            api.start("sh", "-c", "echo hello; sleep 1000", name="old")
            filler = fill(disk)
            refused = until(lambda: refusal_of_a_start(api), "a start is refused")
            assert refused is not None
            assert refused.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
            assert refused.details() == "cannot start web: state: no space left on device"
            status = api.call("SystemService.Status", system_pb2.StatusRequest())
            assert "state: no space left on device" in list(status.problems)
            assert api.get("old").status == runtime_pb2.STATUS_RUNNING
            listed = api.call("RuntimeService.List", runtime_pb2.ListRequest(all=True))
            assert "old" in [item.name for item in listed.workloads]
            assert api.stop("old").status == runtime_pb2.STATUS_EXITED
            daemon.kill_server()
            assert api.get("old").status == runtime_pb2.STATUS_EXITED
            filler.unlink()

            def recovered() -> bool:
                with contextlib.suppress(grpc.RpcError):
                    api.start("true")
                answer = api.call("SystemService.Status", system_pb2.StatusRequest())
                return not answer.problems

            until(recovered, "writes succeed again")
            assert api.get("old").status == runtime_pb2.STATUS_EXITED
        daemon.stop()


async def write_rows(folder: Path, count: int) -> None:
    store = await Store.open(folder)
    await asyncio.gather(
        *(
            store.write(partial(workloads.insert, workload=record(number)))
            for number in range(1, count + 1)
        )
    )
    await store.close()


def damage(folder: Path, size: int = 4096) -> None:
    """Overwrite what is in the middle of the file."""
    path = folder / FILE
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xa5" * size)


@pytest.mark.asyncio
async def test_a_damaged_state_stays_until_there_is_room_for_a_new_one(tmp_path):
    with small_disk(tmp_path / "state") as disk:
        await write_rows(disk, 1000)
        damage(disk)
        filler = fill(disk)
        before = (disk / FILE).read_bytes()
        with pytest.raises(StateFull):
            await Store.open(disk)
        assert (disk / FILE).read_bytes() == before
        assert sorted(path.name for path in disk.iterdir()) == ["filler", FILE, "state.lock"]
        filler.unlink()
        store = await Store.open(disk)
        assert "state.db was damaged" in store.problems[0]
        assert len(await store.read(partial(workloads.page, after=0, limit=2000))) > 100
        assert await store.read(workloads.highest_id) == 1000
        await store.close()


@pytest.mark.asyncio
async def test_damage_met_while_serving_on_a_full_disk_is_told_and_repaired_later(tmp_path):
    with small_disk(tmp_path / "state") as disk:
        await write_rows(disk, 1000)
        rebuilt = asyncio.Event()
        store = await Store.open(disk, rebuilt.set)
        filler = fill(disk)
        damage(disk, (disk / FILE).stat().st_size // 2)

        async def save() -> None:
            await store.write(partial(workloads.save, workload=ended(500)))

        with pytest.raises(StateFull):
            await save()
        assert "state.db is damaged" in store.damage
        assert store.failure == "state: no space left on device"
        assert not rebuilt.is_set()
        filler.unlink()
        await save()
        await eventually(rebuilt.is_set, "the new file is told")
        assert "state.db was damaged" in store.damage
        assert (await store.read(partial(workloads.with_ids, idents=[500])))[0] == ended(500)
        await store.close()
