"""Containers at the doors: ContainerService and `aer container`, from create to delete."""

from __future__ import annotations

import io
import json
import tarfile
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import containers_pb2 as doors
from aurae.proto import runtime_pb2, service_pb2
from tests.support.api import Api
from tests.support.busybox_image import tar_of
from tests.support.containers import IMAGE, loaded, spec, start
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
State = doors.ContainerState
SOON = {"nanos": 100_000_000}
SLEEP = ("/bin/sh", "-c", "trap 'exit 0' TERM; echo begun; while :; do sleep 0.1; done")


@pytest.fixture(scope="module")
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, with the image of busybox."""
    with loaded(shared_daemon, IMAGE):
        yield shared_daemon


@pytest.fixture
def api(node: Daemon) -> Iterator[Api]:
    """A connection; afterwards no container and no root of one is left."""
    with Api(node.client_config) as connection:
        yield connection
        for name in listed(connection, all=True):
            ask(connection, "Delete", doors.DeleteContainerRequest(name=name, force=True))
    folder = node.state_dir / "containers"
    until(lambda: {path.name for path in folder.iterdir()} == {"trash"}, "no root is left")
    until(lambda: not list((folder / "trash").iterdir()), "the trash is emptied")


def ask(api: Api, method: str, request: Any, limit: float = 60) -> Any:
    return api.call(f"ContainerService.{method}", request, limit)


def listed(api: Api, **more: Any) -> list[str]:
    found = ask(api, "List", doors.ListContainersRequest(**more)).containers
    return [one.workload.name for one in found]


def create(api: Api, name: str, *argv: str, **more: Any) -> doors.ContainerState:
    request = doors.CreateContainerRequest(workload=spec(*(argv or SLEEP), name=name, **more))
    made: doors.ContainerState = ask(api, "Create", request).container
    return made


def begin(api: Api, name: str) -> doors.ContainerState:
    container: doors.ContainerState = ask(
        api, "Start", doors.StartContainerRequest(name=name)
    ).container
    return container


def state(api: Api, name: str) -> int:
    return int(ask(api, "Get", doors.GetContainerRequest(name=name)).container.state)


def code(api: Api, method: str, request: Any) -> tuple[grpc.StatusCode, str]:
    with pytest.raises(grpc.RpcError) as caught:
        ask(api, method, request)
    return caught.value.code(), caught.value.details() or ""


def test_a_container_goes_from_create_to_delete(api: Api):
    assert create(api, "life").state == State.STATE_CREATED
    assert "life" in listed(api, all=True)
    assert "life" not in listed(api)
    begun = begin(api, "life")
    assert (begun.state, begun.kept) == (State.STATE_RUNNING, True)
    assert begun.image == IMAGE
    assert begun.workload.image.startswith("sha256:")
    assert "life" in listed(api)
    refusal = code(api, "Delete", doors.DeleteContainerRequest(name="life"))
    assert refusal[0] is grpc.StatusCode.FAILED_PRECONDITION
    stopped = ask(api, "Stop", doors.StopContainerRequest(name="life")).container
    assert (stopped.state, stopped.workload.exit_code) == (State.STATE_EXITED, 0)
    begin(api, "life")
    ask(api, "Delete", doors.DeleteContainerRequest(name="life", force=True))
    refusal = code(api, "Get", doors.GetContainerRequest(name="life"))
    assert refusal == (grpc.StatusCode.NOT_FOUND, "cannot get life: no such container")


def test_without_its_image_nothing_is_made(api: Api):
    workload = spec("x", name="none", image="no/such:1")
    refusal = code(api, "Create", doors.CreateContainerRequest(workload=workload))
    why = "cannot create none: image 'no/such:1' is not here: pull it first"
    assert refusal == (grpc.StatusCode.NOT_FOUND, why)
    assert listed(api, all=True) == []


def test_a_paused_container_stands_still_and_is_stopped_at_once(api: Api):
    create(api, "still")
    begin(api, "still")
    paused = ask(api, "Pause", doors.PauseContainerRequest(name="still")).container
    assert paused.state == State.STATE_PAUSED
    exec_ = runtime_pb2.ExecStart(name="still", argv=["true"], no_stdin=True)
    with pytest.raises(grpc.RpcError, match="it is paused: resume it first"):
        list(api.talk("ContainerService.Exec", iter([runtime_pb2.ExecRequest(start=exec_)])))
    resumed = ask(api, "Resume", doors.ResumeContainerRequest(name="still")).container
    assert resumed.state == State.STATE_RUNNING
    ask(api, "Pause", doors.PauseContainerRequest(name="still"))
    stopped = ask(api, "Stop", doors.StopContainerRequest(name="still")).container
    # By its stop signal: it was thawed, and not killed after the grace.
    assert (stopped.state, stopped.workload.exit_code) == (State.STATE_EXITED, 0)
    refusal = code(api, "Pause", doors.PauseContainerRequest(name="still"))
    assert refusal[1] == "cannot pause still: it is exited"


def test_a_paused_container_stays_paused_over_a_restart_of_the_server(node: Daemon, api: Api):
    create(api, "frozen")
    begin(api, "frozen")
    ask(api, "Pause", doors.PauseContainerRequest(name="frozen"))
    node.kill_server()
    until(lambda: state(api, "frozen") == State.STATE_PAUSED, "it is paused still")


def test_a_commit_whose_server_dies_leaves_nothing_paused(node: Daemon, api: Api):
    large = "dd if=/dev/urandom of=/srv/large bs=1M count=48 2>/dev/null; echo begun; sleep 1000"
    before = set(node.cgroup.glob("_*"))
    create(api, "cut", "/bin/sh", "-c", large, process={"stop_timeout": SOON})
    create(api, "frozen")
    begin(api, "frozen")
    ask(api, "Pause", doors.PauseContainerRequest(name="frozen"))
    mine = set(node.cgroup.glob("_*"))
    begin(api, "cut")
    until(lambda: b"begun" in logs(api, "cut"), "it has written")
    [leaf] = set(node.cgroup.glob("_*")) - mine - before
    events = leaf / "cgroup.events"
    request = doors.CommitContainerRequest(name="cut", image="cut:1")
    with ThreadPoolExecutor(1) as pool:
        committing = pool.submit(code, api, "Commit", request)
        until(lambda: "frozen 1" in events.read_text(), "it stands still")
        node.kill_server()
        assert committing.result()[0] is grpc.StatusCode.UNAVAILABLE
    until(lambda: "frozen 0" in events.read_text(), "it goes on")
    until(lambda: state(api, "cut") == State.STATE_RUNNING, "it runs")
    assert state(api, "frozen") == State.STATE_PAUSED
    assert not list((node.state_dir / "containers").glob("*/still"))


def test_a_container_is_not_started_while_files_of_it_are_copied(api: Api):
    create(api, "copied")
    ready, done = threading.Event(), threading.Event()

    def pieces() -> Iterator[doors.CopyInRequest]:
        yield doors.CopyInRequest(start=doors.CopyInStart(name="copied", path="/srv"))
        yield doors.CopyInRequest(data=tar_of({"file": (0o644, b"in")})[:700])
        ready.set()
        done.wait(30)
        yield doors.CopyInRequest(data=tar_of({"file": (0o644, b"in")})[700:])

    with ThreadPoolExecutor(1) as pool:
        copying = pool.submit(api.send, "ContainerService.CopyIn", pieces())
        assert ready.wait(30)
        until(lambda: refused_start(api), "it is held")
        done.set()
        assert copying.result().entries == 1
    assert begin(api, "copied").state == State.STATE_RUNNING


def refused_start(api: Api) -> bool:
    """Start a container and say whether it was refused; one that was not is stopped again."""
    try:
        begin(api, "copied")
    except grpc.RpcError as error:
        assert "files of it are being copied" in str(error.details())  # noqa: PT017  not each is refused
        return True
    ask(api, "Stop", doors.StopContainerRequest(name="copied"))
    return False


def test_a_signal_ends_it_and_its_restart_policy_starts_it_again(api: Api):
    service = service_pb2.Service()
    service.restart.policy = service_pb2.Restart.POLICY_ALWAYS
    create(api, "again", service=service)
    first = begin(api, "again").workload.pid
    ask(api, "Kill", doors.KillContainerRequest(name="again"))

    def pid() -> int:
        found = ask(api, "Get", doors.GetContainerRequest(name="again")).container
        return int(found.workload.pid) if found.state == State.STATE_RUNNING else 0

    until(lambda: pid() not in (0, first), "it runs again")


def test_what_it_uses_and_its_processes_are_shown(api: Api):
    create(api, "seen", "/bin/sh", "-c", "echo x > /srv/file; sleep 1000 & wait")
    begin(api, "seen")
    request = doors.ContainerTopRequest(name="seen")

    def shown() -> list[doors.ContainerProcess]:
        return list(ask(api, "Top", request).processes)

    until(lambda: [item.command for item in shown()][1:] == ["sleep 1000"], "both run")
    shell, sleep = shown()
    assert (shell.inner_pid, shell.user, shell.parent) == (1, 0, 0)
    assert sleep.parent == shell.pid
    stats = ask(api, "Stats", doors.ContainerStatsRequest(names=["seen"], size=True)).stats
    assert [one.name for one in stats] == ["seen"]
    assert stats[0].HasField("usage")
    assert stats[0].written_bytes > 0
    assert "seen" in [one.name for one in ask(api, "Stats", doors.ContainerStatsRequest()).stats]


def test_files_go_in_and_out_whether_it_runs_or_not(api: Api):
    create(api, "files", "/bin/sh", "-c", "cat /srv/in/a; echo out > /srv/out; sleep 1000")
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as made:
        info = tarfile.TarInfo("in/a")
        info.size = 3
        made.addfile(info, io.BytesIO(b"in\n"))
    copy = doors.CopyInRequest(start=doors.CopyInStart(name="files", path="/srv"))
    pieces = [copy, doors.CopyInRequest(data=archive.getvalue())]
    assert api.send("ContainerService.CopyIn", iter(pieces)).entries >= 1
    begin(api, "files")
    until(lambda: b"in\n" in logs(api, "files"), "it has seen the file")
    out = doors.CopyOutRequest(name="files", path="/srv/out")
    until(lambda: read(api, out) == {"out": b"out\n"}, "the file comes out")
    changes = [
        (change.kind, change.path)
        for message in api.stream(
            "ContainerService.Diff", doors.DiffContainerRequest(name="files")
        )
        for change in message.changes
    ]
    assert (doors.PathChange.KIND_ADDED, "/srv/out") in changes
    assert (doors.PathChange.KIND_CHANGED, "/srv") in changes
    exported = b"".join(
        piece.data
        for piece in api.stream(
            "ContainerService.Export", doors.ExportContainerRequest(name="files")
        )
    )
    with tarfile.open(fileobj=io.BytesIO(exported)) as found:
        assert "srv/out" in [name.removeprefix("./") for name in found.getnames()]


def read(api: Api, request: doors.CopyOutRequest) -> dict[str, bytes]:
    try:
        pieces = [piece.data for piece in api.stream("ContainerService.CopyOut", request)]
    except grpc.RpcError as error:
        if error.code() is not grpc.StatusCode.NOT_FOUND:
            raise
        return {}  # not yet
    with tarfile.open(fileobj=io.BytesIO(b"".join(pieces))) as found:
        members = [member for member in found.getmembers() if member.isreg()]
        return {
            member.name: (found.extractfile(member) or io.BytesIO()).read() for member in members
        }


def logs(api: Api, name: str) -> bytes:
    request = runtime_pb2.LogsRequest(name=name)
    batches = api.stream("ContainerService.Logs", request)
    return b"".join(line.line + b"\n" for batch in batches for line in batch.lines)


def test_a_container_becomes_an_image_that_runs(node: Daemon, api: Api):
    create(api, "made", "/bin/sh", "-c", "echo kept > /srv/kept; echo done; sleep 1000")
    begin(api, "made")
    until(lambda: b"done\n" in logs(api, "made"), "it has written")
    request = doors.CommitContainerRequest(
        name="made", image="made:1", command=["/bin/cat", "/srv/kept"], author="me"
    )
    image = ask(api, "Commit", request, 120).image
    try:
        assert image.tags == ["docker.io/library/made:1"]
        ran = node.aer("container", "run", "--rm", "made:1")
        assert ran.stdout == "kept\n"
    finally:
        node.aer("image", "rm", "made:1")


def test_limits_and_the_restart_policy_are_changed_while_it_runs(api: Api):
    create(api, "changed")
    begin(api, "changed")
    change = runtime_pb2.WorkloadSpec()
    change.service.restart.policy = service_pb2.Restart.POLICY_ALWAYS
    request = runtime_pb2.EditRequest(
        name="changed", workload=change, fields=["service.restart.policy"]
    )
    answer = ask(api, "Update", request)
    assert (list(answer.applied), list(answer.pending)) == (["service.restart.policy"], [])


def test_a_limit_that_the_machine_cannot_hold_is_refused_and_nothing_is_changed(
    node: Daemon, api: Api
):
    create(api, "bound")
    begin(api, "bound")
    change = runtime_pb2.WorkloadSpec()
    change.container.limits.memory.max = 64 << 20
    request = runtime_pb2.EditRequest(
        name="bound", workload=change, fields=["container.limits.memory"]
    )
    if "memory" not in (node.cgroup / "cgroup.controllers").read_text():
        refusal = code(api, "Update", request)
        assert refusal[0] is grpc.StatusCode.FAILED_PRECONDITION
        assert "needs the memory controller" in refusal[1]
        spec_ = ask(api, "Get", doors.GetContainerRequest(name="bound")).spec
        assert not spec_.container.HasField("limits")
        return
    assert list(ask(api, "Update", request).applied) == ["container.limits.memory"]
    usage = ask(api, "Stats", doors.ContainerStatsRequest(names=["bound"])).stats[0].usage
    assert usage.memory_limit_bytes == 64 << 20


def test_a_single_run_is_found_while_it_lives(api: Api):
    start(api, *SLEEP, name="once")
    assert listed(api) == ["once"]
    found = ask(api, "Get", doors.GetContainerRequest(name="once")).container
    assert (found.state, found.kept) == (State.STATE_RUNNING, False)
    ask(api, "Pause", doors.PauseContainerRequest(name="once"))
    assert state(api, "once") == State.STATE_PAUSED
    ask(api, "Delete", doors.DeleteContainerRequest(name="once", force=True))
    assert listed(api, all=True) == []


def test_what_is_no_container_is_not_found(api: Api):
    api.start("/bin/sleep", "1000", name="plain")
    try:
        refusal = code(api, "Pause", doors.PauseContainerRequest(name="plain"))
        assert refusal == (grpc.StatusCode.NOT_FOUND, "cannot pause plain: no such container")
    finally:
        api.stop("plain")


def test_labels_choose_which_are_listed(api: Api):
    create(api, "red", labels={"colour": "red"})
    create(api, "blue", labels={"colour": "blue"})
    assert listed(api, all=True, labels={"colour": "red"}) == ["red"]
    assert listed(api, all=True, labels={"colour": ""}) == ["blue", "red"]
    assert listed(api, all=True, labels={"size": ""}) == []


def test_aer_runs_a_container_and_ends_as_it_ends(node: Daemon, api: Api):
    ran = node.aer(
        "container", "run", "--rm", "-e", "A=b", "-w", "/srv", IMAGE, "--", "/bin/sh", "-c",
        "echo $A $(pwd); echo err >&2; exit 7", check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (7, "b /srv\n", "err\n")
    assert listed(api, all=True) == []
    ran = node.aer("container", "run", "--rm", IMAGE, "/bin/nope", check=False)
    assert ran.returncode == 127, ran.stderr


def test_aer_sees_a_kept_container_through_its_life(node: Daemon, api: Api, tmp_path: Path):
    def aer(*words: str) -> str:
        return node.aer("container", *words).stdout

    assert aer("run", "-d", "--name", "web", "-l", "a=b", IMAGE, "--", *SLEEP) == "web\n"
    assert aer("ls", "-q") == "web\n"
    assert "running" in aer("ls")
    assert json.loads(aer("inspect", "web", "-o", "json"))["container"]["state"] == "running"
    assert aer("exec", "web", "--", "/bin/sh", "-c", "echo $$; cat") != ""
    assert aer("pause", "web") == "web: paused\n"
    assert aer("unpause", "web") == "web: running\n"
    (tmp_path / "here").write_text("from here")
    aer("cp", str(tmp_path / "here"), "web:/srv/there")
    assert aer("exec", "web", "cat", "/srv/there") == "from here"
    aer("cp", "web:/srv", str(tmp_path))
    assert (tmp_path / "srv/there").read_text() == "from here"
    assert "A /srv/there\n" in aer("diff", "web")
    assert "web" in aer("stats", "-s")
    assert "INNER" in aer("top", "web")
    until(lambda: aer("logs", "web") == "begun\n", "it has begun")
    assert "holds now" in aer("update", "--restart", "always", "web")
    aer("export", "-o", str(tmp_path / "all.tar"), "web")
    with tarfile.open(tmp_path / "all.tar") as found:
        assert any(name.endswith("srv/there") for name in found.getnames())
    assert aer("kill", "-s", "HUP", "web") == "web: SIGHUP\n"
    assert aer("stop", "web").startswith("web: ")
    assert aer("start", "web") == "web: running\n"
    assert aer("rm", "-f", "web") == "web: removed\n"
    assert aer("ls", "-aq") == ""


def test_aer_hands_on_what_is_typed_and_a_terminal(node: Daemon, api: Api):
    def once(*words: str, stdin: str | None = None) -> tuple[int, str]:
        ran = node.aer("container", "run", "--rm", *words, check=False, stdin=stdin)
        return ran.returncode, ran.stdout

    assert once("-i", IMAGE, "cat", stdin="typed\n") == (0, "typed\n")
    assert once("-t", IMAGE, "sh", "-c", "tty; exit 3", stdin="") == (3, "/dev/console\n")
    assert once("--restart", "always", IMAGE, "true") == (2, "")
    assert listed(api, all=True) == []


def test_aer_shows_the_steps_of_a_start_and_takes_none(node: Daemon, api: Api):
    told = node.aer("container", "run", "--explain", "--name", "plan", IMAGE, "true").stdout
    assert "execve" in told
    assert listed(api, all=True) == []
