"""Containers as services: what a service has works from inside its container."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.api import Api
from tests.support.containers import loaded, service
from tests.support.installed_image import programs_layer
from tests.support.require import need
from tests.support.services import Services, refused
from tests.support.talking import Exec
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
BOX = "box:1"
WAITS = "trap 'exit 0' TERM; sleep 1000 & wait"
UP = "trap 'exit 0' TERM; echo up; sleep 1000 & wait"
OFTEN = {"interval": "0.1s", "failures": 2}


@pytest.fixture(scope="module")
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, with an image of busybox and systemd-notify."""
    with loaded(shared_daemon, BOX, programs_layer(need("systemd-notify"))):
        yield shared_daemon


@pytest.fixture
def services(node: Daemon) -> Iterator[Services]:
    """Calls to the shared daemon, which is left without services."""
    with Api(node.client_config) as api:
        calls = Services(api)
        yield calls
        calls.clear()


def box(
    name: str, script: str = WAITS, container: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """Return a service that runs a script in a container."""
    made = {"image": BOX, **(container or {})}
    return service(name, "/bin/sh", "-c", script, container=made, **more)


def test_it_is_restarted_as_its_policy_says_in_the_same_root(services: Services) -> None:
    script = "echo >>/srv/starts; wc -l </srv/starts; [ $(wc -l </srv/starts) -gt 2 ] || exit 3; "
    restart = {"policy": "POLICY_ON_FAILURE", "delay": "0.05s"}
    services.start(box("web", script + WAITS, restart=restart))
    until(lambda: services.lines("web") == ["1", "2", "3"], "it has started three times")


def test_its_health_is_asked_by_a_command_inside(services: Services) -> None:
    check = {"name": "file", "command": {"argv": ["test", "-e", "/srv/well"]}, **OFTEN}
    restart = {"policy": "POLICY_ON_FAILURE", "delay": "0.05s"}
    script = "touch /srv/well; " + WAITS
    first = services.start(box("web", script, health=[check], restart=restart))
    until(lambda: services.get("web").service.health[0].healthy, "it is healthy")
    with Exec(services.api, "web", "rm", "/srv/well") as session:
        assert session.ended().exit_code == 0
    until(lambda: services.get("web").service.starts == 2, "it is started again")
    services.until_phase("web", "ACTIVE")
    assert services.get("web").pid != first.pid
    until(lambda: services.get("web").service.health[0].healthy, "it is healthy again")


@pytest.mark.parametrize("network", ["NETWORK_OWN", "NETWORK_HOST"])
@pytest.mark.parametrize("probe", ["tcp", "http"])
def test_probes_look_in_its_network(services: Services, network: str, probe: str) -> None:
    port = 8080 if network == "NETWORK_OWN" else _free_port()
    script = f"echo yes >/srv/index.html; exec httpd -f -p 127.0.0.1:{port} -h /srv"
    check = {"name": "port", probe: {"port": port}, "effect": "EFFECT_READINESS", **OFTEN}
    services.start(box("web", script, health=[check], container={"network": network}))
    assert services.get("web").service.health[0].healthy
    if network == "NETWORK_OWN":
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), 5).close()


def test_it_depends_on_executables_and_they_on_it(services: Services) -> None:
    plain = {"argv": ["sleep", "1000"], "sandbox": {"profile": "none"}}
    services.start({"name": "base", "executable": plain, "service": {}})
    services.start(box("web", UP, requires=["base"]))
    services.start({"name": "top", "executable": plain, "service": {"requires": ["web"]}})
    until(lambda: services.lines("web") == ["up"], "it listens to signals")
    services.stop("base")
    assert services.list() == {"base": "INACTIVE", "web": "INACTIVE", "top": "INACTIVE"}
    services.start_again("top")
    assert services.list() == {"base": "ACTIVE", "web": "ACTIVE", "top": "ACTIVE"}


def test_it_has_its_credentials_and_variables(services: Services, tmp_path: Path) -> None:
    (tmp_path / "env").write_text("FROM_FILE=file\n")
    script = "echo $FROM_FILE $OWN; cat $CREDENTIALS_DIRECTORY/token; id -u; " + WAITS
    process = {
        "env": {"OWN": "own"},
        "env_files": [str(tmp_path / "env")],
        "credentials": [{"name": "token", "content": "aHVzaAo="}],
        "user": "web",
    }
    services.start(box("web", script, process=process))
    until(lambda: services.lines("web") == ["file own", "hush", "33"], "it has all of that")


@pytest.mark.parametrize("user", ["root", "web"])
def test_it_says_that_it_is_ready_and_what_it_does(services: Services, user: str) -> None:
    script = "systemd-notify --ready --status=serving; " + WAITS
    web = box(
        "web",
        script,
        type="TYPE_NOTIFY",
        notify_access="NOTIFY_ACCESS_ALL",
        process={"user": user},
    )
    services.start(web)
    assert services.get("web").service.status_text == "serving"
    assert services.phase("web") == "ACTIVE"


def test_one_that_does_not_pat_its_watchdog_is_restarted(services: Services) -> None:
    script = (
        "echo $WATCHDOG_USEC; systemd-notify --ready; i=0; "
        "while [ $i -lt 8 ]; do systemd-notify WATCHDOG=1; sleep 0.1; i=$((i+1)); done; " + WAITS
    )
    more: dict[str, Any] = {
        "notify_access": "NOTIFY_ACCESS_ALL",
        "watchdog": "0.5s",
        "watchdog_signal": "SIGKILL",
    }
    restart = {"policy": "POLICY_ON_FAILURE", "delay": "60s"}
    services.start(box("web", script, type="TYPE_NOTIFY", restart=restart, **more))
    services.until_phase("web", "BACKOFF")
    found = services.get("web").service
    assert found.result == "watchdog"
    assert services.lines("web")[0] == "500000"


def test_it_gets_its_listening_sockets(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "web.sock"
    script = "echo $LISTEN_FDS $LISTEN_FDNAMES $LISTEN_PID $$; ls -l /proc/self/fd/3; " + WAITS
    listeners = [{"address": str(path), "name": "front"}]
    services.start(box("web", script, listeners=listeners))
    until(lambda: len(services.lines("web")) == 2, "it has looked")
    first, second = services.lines("web")
    assert first == "1 front 1 1"
    assert "socket:" in second
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))


def test_a_connection_starts_it(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "lazy.sock"
    listeners = [{"address": str(path), "lazy": True}]
    services.start(box("web", listeners=listeners))
    assert services.phase("web") == "WAITING"
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        services.until_phase("web", "ACTIVE")


def test_a_timer_sets_it_off_again_and_again(services: Services) -> None:
    timer = {"on_active": "0.1s", "on_inactive": "0.1s", "accuracy": "0.001s"}
    services.start(
        box("tick", "echo tick >>/srv/ticks; wc -l </srv/ticks", type="TYPE_ONESHOT", timer=timer)
    )
    until(lambda: len(services.lines("tick")) >= 3, "it was set off three times")
    assert services.lines("tick")[:3] == ["1", "2", "3"]


def test_its_commands_run_inside_beside_its_first_process(services: Services) -> None:
    def note(role: str) -> Any:
        return [{"command": f"echo {role} $(hostname) $(id -u) >>/proc/1/fd/1", "shell": True}]

    commands = {role: note(role) for role in ("start_post", "reload", "stop")}
    services.start(box("web", UP, process={"user": "web"}, **commands))
    until(lambda: "up" in services.lines("web"), "it listens to signals")
    services.reload("web")
    services.stop("web")
    said = [line for line in services.lines("web") if line != "up"]
    assert said == [f"{role} web 33" for role in commands]
    assert services.get("web").service.result == "success"


def test_commands_for_which_there_is_no_container_are_refused(services: Services) -> None:
    for role in ("condition", "start_pre", "then", "stop_post"):
        with refused("INVALID_ARGUMENT") as told:
            services.start(box("web", type="TYPE_ONESHOT", **{role: [{"argv": ["true"]}]}))  # type: ignore[arg-type]  # a role is none of the names
        assert f"service.{role}" in told[0]


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
