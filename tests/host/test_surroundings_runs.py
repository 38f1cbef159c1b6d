"""Runs of a real daemon find their folders, secrets and users, and leave nothing but what lasts."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import grpc
import pytest

from aurae.linux import mount
from aurae.proto import execution_pb2, runtime_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.until import until

pytestmark = pytest.mark.host

STATE = execution_pb2.Folder.PLACE_STATE
RUNTIME = execution_pb2.Folder.PLACE_RUNTIME
SHOW = (
    'cat "$CREDENTIALS_DIRECTORY/key"; echo; echo $A; id -u; id -g; stat -c %u:%a '
    '"$STATE_DIRECTORY"/ "$RUNTIME_DIRECTORY"; echo ok > "$STATE_DIRECTORY/file"; env | grep -c hush'
)


@pytest.fixture
def name() -> Iterator[str]:
    """A name for folders in the machine's own places, gone in the end."""
    found = f"aurae-test-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    yield found
    for place in ("/var/lib", "/run", "/var/lib/aurae-private"):
        path = Path(place, found)
        if path.is_symlink():
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)


def folders(name: str) -> list[execution_pb2.Folder]:
    """Return a state folder and a runtime folder."""
    return [execution_pb2.Folder(place=place, name=name) for place in (STATE, RUNTIME)]


def secret(content: bytes = b"hush") -> execution_pb2.Credential:
    """Return a secret called `key`."""
    return execution_pb2.Credential(name="key", content=content)


def refusal(call: Callable[[], object]) -> tuple[grpc.StatusCode, str]:
    """Return how a call is refused."""
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return caught.value.code(), caught.value.details() or ""


def credentials_of(daemon: Daemon) -> Path:
    """Return the folder of all credentials of a daemon."""
    return daemon.runtime_dir / "credentials"


def test_a_run_finds_what_it_asked_for_and_leaves_what_lasts(
    api: Api, shared_daemon, tmp_path, name
):
    (tmp_path / "env").write_text("A=from a file\nB=1\n")
    api.start(
        "sh", "-c", SHOW, name="web", user="nobody", env={"B": "2"},
        env_files=[f"{tmp_path}/env"], folders=folders(name), credentials=[secret()],
    )  # fmt: skip
    workload = api.wait("web")
    nobody = Path(f"/var/lib/{name}").stat().st_uid
    lines = api.output("web", 1).decode().splitlines()
    assert lines[:3] == ["hush", "from a file", str(nobody)]
    assert lines[4:] == [f"{nobody}:755", f"{nobody}:755", "0"]
    assert workload.exit_code == 1  # of grep, which found no secret in the environment
    api.stop("web")
    assert Path(f"/var/lib/{name}/file").read_text() == "ok\n"
    until(lambda: not Path(f"/run/{name}").exists(), "the runtime folder is gone")
    until(lambda: not credentials_of(shared_daemon).exists(), "the credentials are gone")


def test_a_dynamic_user_has_its_folder_and_nobody_else(api: Api, name):
    place = Path(f"/var/lib/aurae-private/{name}")
    for number in range(2):
        api.start(
            "sh", "-c", SHOW, name=f"web{number}", dynamic_user=True,
            folders=folders(name), credentials=[secret()],
        )  # fmt: skip
        api.wait(f"web{number}")
        api.stop(f"web{number}")
        uid = int(api.output(f"web{number}", 1).splitlines()[2])
        assert 61184 <= uid <= 65519
        until(lambda: place.stat().st_uid == 0, "the folder is sealed")
        assert place.stat().st_gid == (place / "file").stat().st_uid == uid
        assert os.readlink(f"/var/lib/{name}") == f"aurae-private/{name}"


def test_what_cannot_be_made_is_refused_with_the_step(api: Api, tmp_path, name):
    os.mkfifo(tmp_path / "fifo")
    Path(f"/var/lib/{name}").symlink_to("/etc")
    cases: list[tuple[dict[str, Any], str]] = [
        ({"env_files": [f"{tmp_path}/fifo"]}, f"environment file {tmp_path}/fifo: is no regular"),
        ({"env_files": [f"{tmp_path}/none"]}, f"environment file {tmp_path}/none: No such file"),
        ({"folders": folders(name)}, f"folder /var/lib/{name}: {name} is a symbolic link"),
        (
            {"credentials": [execution_pb2.Credential(name="a", file=f"{tmp_path}/none")]},
            f"credential a: {tmp_path}/none: No such file or directory",
        ),
    ]
    for number, (fields, why) in enumerate(cases):
        code, text = refusal(partial(api.start, "true", name=f"no{number}", **fields))
        assert code is grpc.StatusCode.FAILED_PRECONDITION
        assert text.startswith(f"cannot start no{number}: {why}")
        workload = api.get(f"no{number}")
        assert workload.status == runtime_pb2.STATUS_FAILED
        assert workload.reason.startswith(why)
    code, text = refusal(
        lambda: api.start("true", name="big", credentials=[secret(b"x" * 1048577)])
    )
    assert code is grpc.StatusCode.INVALID_ARGUMENT
    assert "credentials: has 1048577 bytes, at most 1048576" in text


def test_an_orderly_stop_takes_the_secrets_away(make_daemon, name):
    daemon = make_daemon()
    with Api(daemon.client_config) as api:
        api.start("sleep", "1000", name="web", credentials=[secret()], folders=folders(name))
        assert (credentials_of(daemon) / "run-1/key").read_bytes() == b"hush"
        assert mount.is_mounted(str(credentials_of(daemon)))
    daemon.stop()
    assert not mount.is_mounted(str(credentials_of(daemon)))
    assert not credentials_of(daemon).exists()
    assert not Path(f"/run/{name}").exists()
    assert list((daemon.runtime_dir / "surroundings").iterdir()) == []


def test_a_killed_server_costs_no_run_its_surroundings(make_daemon, name):
    daemon = make_daemon()
    with Api(daemon.client_config) as api:
        api.start("sleep", "1000", name="web", credentials=[secret()], folders=folders(name))
        api.start("sh", "-c", "sleep 1000", name="gone", credentials=[secret()])
        key = credentials_of(daemon) / "run-1/key"
        daemon.kill_server()
        until(lambda: api.running().keys() == {"web", "gone"}, "the next server serves")
        assert key.read_bytes() == b"hush"
        api.stop("gone")
        until(lambda: os.listdir(credentials_of(daemon)) == ["run-1"], "its secrets are gone")
        assert Path(f"/run/{name}").is_dir()
        # What belongs to no run, as a server leaves it that is killed before it asks init.
        (daemon.runtime_dir / "surroundings/run-77").write_text("[[],[],[],null]")
        (credentials_of(daemon) / "run-77").mkdir()
        daemon.kill_server()
        until(lambda: api.running().keys() == {"web"}, "the next server serves")
        until(lambda: os.listdir(credentials_of(daemon)) == ["run-1"], "nobody's secrets are gone")
        until(
            lambda: os.listdir(daemon.runtime_dir / "surroundings") == ["run-1"],
            "nobody's record is gone",
        )
        api.stop("web")
    daemon.stop()


def test_two_daemons_give_out_different_users_side_by_side(make_daemon):
    one, two = make_daemon(), make_daemon()
    uids = set()
    for daemon in (one, two):
        with Api(daemon.client_config) as api:
            workload = api.start(
                "sleep", "1000", name="web", dynamic_user=True, credentials=[secret()]
            )
            uids.add(Path(f"/proc/{workload.pid}").stat().st_uid)
            assert mount.is_mounted(str(credentials_of(daemon)))
    assert len(uids) == 2
    assert all(61184 <= uid <= 65519 for uid in uids)
