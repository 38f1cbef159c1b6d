"""Services through the real daemon: how they start, restart, stop, and what is told of them."""

import os
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest

from tests.support.api import Api
from tests.support.cell_calls import CellCalls
from tests.support.daemon import Daemon
from tests.support.services import Services, refusal, spec
from tests.support.until import until


@pytest.fixture
def own(daemon: Daemon) -> Iterator[Services]:
    """Calls to a daemon of the test's own."""
    with Api(daemon.client_config) as api:
        yield Services(api)


def test_a_service_is_up_once_execve_has_succeeded(services: Services) -> None:
    web = services.start(spec("web", "sleep", "1000"))
    assert web.service.phase == 4
    assert web.pid == web.service.main_pid > 0
    assert len(web.service.invocation_id) == 32
    stopped = services.stop("web")
    assert stopped.service.phase == 1
    assert stopped.service.result == "success"
    assert stopped.service.reason == "stopped by request"


def test_a_start_that_fails_says_which_step_and_why(services: Services) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        services.start(spec("web", "/bin/nope"))
    code, text = refusal(caught.value)
    assert code == "FAILED_PRECONDITION"
    assert text == "cannot start web: execve /bin/nope: No such file or directory"
    failed = services.get("web")
    assert (failed.service.phase, failed.service.result) == (8, "start-failure")


def test_a_service_that_crashes_is_started_again_with_growing_pauses(services: Services) -> None:
    restart = {"policy": "POLICY_ON_FAILURE", "delay": "0.05s"}
    services.start(spec("web", "sh", "-c", "sleep 0.02; exit 3", restart=restart))

    def paused() -> Any:
        state = services.get("web").service
        return state if state.starts >= 4 and state.HasField("next_attempt_at") else None

    state = until(paused, "a pause after the fourth start")
    assert state.result == "exit-code"
    assert state.reason == "exited with status 3"
    assert state.attempt >= 3
    services.stop("web")
    assert services.phase("web") in ("INACTIVE", "FAILED")  # it may have crashed just now


def test_a_killed_service_comes_back_as_another_run(services: Services) -> None:
    first = services.start(spec("web", "sleep", "1000", restart={"policy": "POLICY_ALWAYS"}))
    services.signal("web", "SIGKILL")
    until(lambda: services.get("web").pid not in (0, first.pid), "another pid")
    second = services.until_phase("web", "ACTIVE")
    assert second.id > first.id
    assert second.service.invocation_id != first.service.invocation_id


def test_a_service_outlives_the_server(daemon: Daemon, own: Services) -> None:
    before = own.start(spec("web", "sleep", "1000", restart={"policy": "POLICY_ALWAYS"}))
    daemon.kill_server()
    assert own.get("web").pid == before.pid
    # That it is up may not have reached the disk: the next server goes on with the start then.
    assert own.until_phase("web", "ACTIVE").pid == before.pid
    own.signal("web", "SIGTERM")
    until(lambda: own.get("web").pid not in (0, before.pid), "another pid")


def test_a_oneshot_is_down_when_its_commands_have_run(services: Services, tmp_path: Path) -> None:
    out = tmp_path / "out"
    job = spec(
        "job",
        *("sh", "-c", f"echo main >>{out}"),
        type="TYPE_ONESHOT",
        start_pre=[{"command": f"echo pre >>{out}", "shell": True}],
        then=[{"command": f"echo then >>{out}", "shell": True}],
        start_post=[{"command": f"echo post >>{out}", "shell": True}],
        stop_post=[{"command": f"echo $SERVICE_RESULT >>{out}", "shell": True}],
    )
    done = services.start(job)
    services.until_phase("job", "INACTIVE")
    assert out.read_text().split() == ["pre", "main", "then", "post", "success"]
    assert done.name == "job"


def test_a_condition_that_says_no_skips_the_start(services: Services) -> None:
    skipped = services.start(spec("web", "sleep", "1000", condition=[{"command": "false"}]))
    state = services.until_phase("web", "INACTIVE").service
    assert state.result == "condition"
    assert state.reason == "condition 1: exited with status 1"
    assert skipped.pid == 0


def test_a_notify_service_is_up_when_it_says_so(services: Services) -> None:
    script = "sleep 0.2; systemd-notify --ready --status=serving; exec sleep 1000"
    web = services.start(
        spec("web", "sh", "-c", script, type="TYPE_NOTIFY", notify_access="NOTIFY_ACCESS_ALL")
    )
    assert web.service.phase == 4
    assert web.service.status_text == "serving"


def test_a_notify_service_that_ends_before_it_is_ready_has_failed(services: Services) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        services.start(spec("web", "true", type="TYPE_NOTIFY"))
    assert refusal(caught.value)[1] == "cannot start web: not ready: exited with status 0"
    assert services.get("web").service.result == "protocol"


def test_a_service_that_is_not_up_in_time_is_ended(services: Services) -> None:
    late = spec("web", "sleep", "1000", type="TYPE_NOTIFY", start_timeout="0.3s")
    with pytest.raises(grpc.RpcError) as caught:
        services.start(late)
    assert refusal(caught.value)[1] == "cannot start web: was not up within 0.3 s"
    assert services.until_phase("web", "FAILED").service.result == "start-timeout"


def test_a_watchdog_that_hears_nothing_ends_the_service(services: Services) -> None:
    services.start(spec("web", "sleep", "1000", watchdog="0.3s"))
    failed = services.until_phase("web", "FAILED")
    assert failed.service.result == "watchdog"
    assert failed.signal == signal.SIGABRT


def test_a_dependent_starts_when_what_it_requires_recovers(
    services: Services, tmp_path: Path
) -> None:
    flag = tmp_path / "flag"
    needs_flag = [{"argv": ["test", "-e", str(flag)]}]
    services.start(spec("db", "sleep", "1000", start_pre=needs_flag), no_block=True)
    services.until_phase("db", "FAILED")
    with pytest.raises(grpc.RpcError) as caught:
        services.start(spec("web", "sleep", "1000", requires=["db"]))
    assert "requires db" in refusal(caught.value)[1]
    flag.touch()
    services.start_again("db")
    services.until_phase("web", "ACTIVE")


def test_a_circle_of_dependencies_is_refused_and_shown(services: Services) -> None:
    services.start(spec("a", "sleep", "1000", after=["b"]))
    services.start(spec("b", "sleep", "1000", after=["c"]))
    with pytest.raises(grpc.RpcError) as caught:
        services.start(spec("c", "sleep", "1000", after=["a"]))
    code, text = refusal(caught.value)
    assert code == "INVALID_ARGUMENT"
    assert "c after a after b after c" in text


def test_a_stop_takes_those_along_that_require_it(services: Services) -> None:
    services.start(spec("db", "sleep", "1000"))
    services.start(spec("web", "sleep", "1000", requires=["db"]))
    services.stop("db")
    assert services.list() == {"db": "INACTIVE", "web": "INACTIVE"}


def test_a_removed_service_gives_its_name_free(services: Services) -> None:
    services.start(spec("web", "sleep", "1000"))
    with pytest.raises(grpc.RpcError) as caught:
        services.remove("web")
    assert refusal(caught.value)[0] == "FAILED_PRECONDITION"
    services.remove("web", stop=True)
    assert services.list() == {}
    services.start(spec("web", "sleep", "1000"))


def test_the_logs_of_a_service_go_on_over_its_restarts(services: Services) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": "0.05s"}
    services.start(spec("web", "sh", "-c", "echo $INVOCATION_ID; sleep 0.05", restart=restart))
    until(lambda: services.get("web").service.starts >= 4, "four starts")
    services.stop("web")
    lines = services.lines("web")
    assert len(lines) >= 3
    assert len(set(lines)) == len(lines)
    assert services.lines("web", tail=2) == lines[-2:]
    cursors = services.cursors("web")
    assert services.lines("web", cursor=cursors[0]) == lines[1:]


def test_followed_logs_of_a_service_end_when_it_is_stopped(services: Services) -> None:
    services.start(spec("web", "sh", "-c", "echo begin; exec sleep 1000"))
    follower = services.follow("web")
    assert next(follower) == "begin"
    services.restart("web")
    assert next(follower) == "begin"
    services.stop("web")
    assert list(follower) == []


def test_services_of_a_cell_end_and_are_forgotten_with_it(daemon: Daemon, own: Services) -> None:
    cells = CellCalls(own.api)
    cells.allocate("team")
    restart = {"policy": "POLICY_ALWAYS"}
    web = own.start(spec("web", "sleep", "1000", cell="team", restart=restart))
    assert web.cell == "team"
    daemon.kill_server()
    assert own.get("team/web").pid == web.pid
    cells.free("team")
    assert own.list() == {}
    with pytest.raises(grpc.RpcError) as caught:
        own.start(spec("web", "sleep", "1000", cell="team"))
    assert refusal(caught.value) == ("NOT_FOUND", "cannot start web: cell 'team' not found")


def test_the_daemon_stops_services_in_their_order_with_their_commands(
    make_daemon: Callable[..., Daemon], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    daemon = make_daemon()
    with Api(daemon.client_config) as api:
        services = Services(api)
        for name, needs in (("db", []), ("web", ["db"]), ("edge", ["web"])):
            said = [{"command": f"echo {name} >>{out}", "shell": True}]
            services.start(spec(name, "sleep", "1000", stop=said, requires=needs))
    assert daemon.stop() == 0
    assert out.read_text().split() == ["edge", "web", "db"]


def test_services_that_are_wanted_come_back_with_the_daemon(
    make_daemon: Callable[..., Daemon],
) -> None:
    daemon = make_daemon()
    with Api(daemon.client_config) as api:
        services = Services(api)
        services.start(spec("web", "sleep", "1000"))
        services.start(spec("off", "sleep", "1000"))
        services.stop("off")
    daemon.stop()
    daemon.start()
    with Api(daemon.client_config) as api:
        services = Services(api)
        services.until_phase("web", "ACTIVE")
        assert services.list()["off"] == "INACTIVE"


def test_an_edit_changes_at_once_what_can_be_and_says_what_waits(services: Services) -> None:
    web = services.start(spec("web", "sleep", "1000"))
    document = {
        "executable": {
            "nice": 7,
            "env": {"A": "b"},
            "rlimits": {"nofile": {"soft": 99, "hard": 99}},
        },
        "service": {"description": "the web", "restart": {"policy": "POLICY_ALWAYS"}},
    }
    fields = [
        *("executable.nice", "executable.rlimits", "executable.env"),
        *("service.description", "service.restart.policy"),
    ]
    answer = services.edit("web", fields, document)
    assert list(answer.applied) == [path for path in fields if path != "executable.env"]
    assert list(answer.pending) == ["executable.env"]
    assert os.getpriority(os.PRIO_PROCESS, web.pid) == 7
    assert resource.prlimit(web.pid, resource.RLIMIT_NOFILE) == (99, 99)
    assert answer.workload.service.restart_pending
    services.signal("web", "SIGKILL")
    until(lambda: services.get("web").pid not in (0, web.pid), "another run")
    environ = Path(f"/proc/{services.get('web').pid}/environ").read_bytes()
    assert b"A=b" in environ.split(b"\0")
    assert not services.get("web").service.restart_pending


def test_an_edit_that_cannot_be_leaves_everything_as_it_was(services: Services) -> None:
    services.start(spec("web", "sleep", "1000"))
    for fields, document, text in (
        (["service.nope"], {}, "fields[0]: 'service.nope' is no field of WorkloadSpec"),
        (["name"], {"name": "x"}, "fields[0]: name cannot be changed"),
        ([], {}, "fields: is empty: name what to change"),
        (["service.restart"] * 257, {}, "fields: has more than 256 entries"),
        (["executable.argv"], {}, "cannot edit web: executable.command: is empty"),
        (["container.image"], {"container": {"image": "a"}}, "container.image cannot be changed"),
    ):
        with pytest.raises(grpc.RpcError) as caught:
            services.edit("web", fields, document)
        assert refusal(caught.value)[0] == "INVALID_ARGUMENT"
        assert text in refusal(caught.value)[1]


def test_a_service_has_the_default_sandbox(services: Services) -> None:
    document = spec("web", "sh", "-c", "touch /usr/x; touch /tmp/y && ls /tmp; exec sleep 1000")
    del document["executable"]["sandbox"]
    services.start(document)
    until(lambda: len(services.lines("web")) == 2, "both lines")
    assert sorted(services.lines("web")) == [
        "touch: cannot touch '/usr/x': Read-only file system",
        "y",
    ]
    assert not Path("/tmp/y").exists()


def test_a_dynamic_user_has_its_folders_and_secrets_and_may_notify(services: Services) -> None:
    script = (
        "id -u; cat $CREDENTIALS_DIRECTORY/key; echo; echo x >$STATE_DIRECTORY/f; "
        "systemd-notify --ready; exec sleep 1000"
    )
    document = spec(
        "dyn", "sh", "-c", script, type="TYPE_NOTIFY", notify_access="NOTIFY_ACCESS_ALL"
    )
    document["executable"] |= {
        "dynamic_user": True,
        "credentials": [{"name": "key", "content": "c2VjcmV0"}],
        "folders": [{"place": "PLACE_STATE", "name": "aurae-test-dyn"}],
        "sandbox": {"profile": "default"},
    }
    web = services.start(document)
    uid = os.stat(f"/proc/{web.pid}").st_uid
    assert 61184 <= uid <= 65519
    assert services.lines("dyn") == [str(uid), "secret"]
    services.restart("dyn")
    assert os.stat(f"/proc/{services.get('dyn').pid}").st_uid == uid
    services.remove("dyn", stop=True)
    shutil.rmtree("/var/lib/aurae-private/aurae-test-dyn")
    Path("/var/lib/aurae-test-dyn").unlink()


def test_a_plan_is_explained_and_nothing_is_run(services: Services) -> None:
    document = spec("web", "sleep", "1000")
    document["executable"] = {
        "argv": ["sleep", "1000"],
        "nice": 5,
        "env": {"SECRET": "xyzzy"},
        "credentials": [{"name": "key", "content": "c2VjcmV0"}],
    }
    steps = services.explain(document)
    assert steps[0] == "write credential key, mode 0400"
    assert "clone3 into a leaf of the node" in steps
    assert "setpriority 5" in steps
    assert steps[-1].startswith("execve sleep, 2 arguments, ")
    assert not any("xyzzy" in step or "secret" in step for step in steps)
    assert services.list() == {}


def test_the_exposure_falls_with_the_sandbox(services: Services) -> None:
    found = []
    for profile in ("none", "default", "strict"):
        document = spec("web", "sleep", "1000")
        document["executable"]["sandbox"] = {"profile": profile}
        answer = services.security(document)
        assert answer.exposures
        found.append(answer.exposure)
    assert found[0] == 10.0
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 3


def test_the_status_of_a_service_has_everything(services: Services) -> None:
    script = "echo hello; sleep 1000 & exec sleep 999"
    web = services.start(spec("web", "sh", "-c", script, description="the web"))
    until(lambda: len(services.status("web").processes) == 2, "both processes")
    status = services.status("web")
    assert {one.command for one in status.processes} == {"sleep 1000", "sleep 999"}
    child = next(one for one in status.processes if one.pid != web.pid)
    assert child.parent == web.pid
    assert [line.line for line in status.lines] == [b"hello"]
    assert status.spec.service.description == "the web"
    assert status.workload.service.main_pid == web.pid
