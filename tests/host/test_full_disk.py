"""A file system without a free byte: starts are refused, everything else goes on."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from aurae.proto import runtime_pb2, system_pb2
from tests.support.api import Api
from tests.support.until import until

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
