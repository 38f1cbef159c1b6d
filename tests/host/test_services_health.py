"""Health checks through the real daemon."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from tests.support.api import Api
from tests.support.cell_calls import CellCalls
from tests.support.daemon import Daemon
from tests.support.services import Services, refusal, spec
from tests.support.until import until

OFTEN = {"interval": "0.2s", "failures": 2}


@pytest.fixture(scope="module")
def module_daemon() -> Iterator[Daemon]:
    """One daemon for this module."""
    with Daemon() as daemon:
        yield daemon


@pytest.fixture
def services(module_daemon: Daemon) -> Iterator[Services]:
    """Calls to the module's daemon, which is left without services."""
    with Api(module_daemon.client_config) as api:
        calls = Services(api)
        yield calls
        for name in calls.list():
            calls.remove(name, stop=True)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def server(port: int) -> list[str]:
    """Return a command that answers HTTP on a port."""
    return [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]


def test_a_service_that_is_not_healthy_is_ended_and_restarted(
    services: Services, tmp_path: Path
) -> None:
    well = tmp_path / "well"
    well.touch()
    check = {"name": "file", "command": {"argv": ["test", "-e", str(well)]}, **OFTEN}
    first = services.start(
        spec("web", "sleep", "1000", health=[check], restart={"policy": "POLICY_ON_FAILURE"})
    )
    until(lambda: services.get("web").service.health[0].healthy, "it is healthy")
    well.unlink()
    until(lambda: services.get("web").service.result == "health", "it is not any more")
    assert services.get("web").service.reason == "health check file: exit status 1"
    well.touch()
    until(lambda: services.get("web").pid not in (0, first.pid), "it was started again")


def test_a_service_is_up_only_once_its_readiness_has_passed(services: Services) -> None:
    port = free_port()
    check = {"http": {"port": port}, "effect": "EFFECT_READINESS", **OFTEN}
    services.start(spec("web", *server(port), health=[check]))
    state = services.get("web").service
    assert state.phase == 4
    assert state.health[0].healthy
    assert state.health[0].name == "check-1"


def test_a_service_that_never_gets_ready_has_failed_in_time(services: Services) -> None:
    check = {"tcp": {"port": free_port()}, "effect": "EFFECT_READINESS", **OFTEN}
    with pytest.raises(grpc.RpcError) as caught:
        services.start(spec("web", "sleep", "1000", health=[check], start_timeout="1s"))
    assert refusal(caught.value)[1] == "cannot start web: was not up within 1 s"


def test_readiness_that_is_lost_is_shown_and_ends_nothing(
    services: Services, tmp_path: Path
) -> None:
    well = tmp_path / "well"
    well.touch()
    ready = {"command": {"argv": ["test", "-e", str(well)]}, "effect": "EFFECT_READINESS"}
    web = services.start(spec("web", "sleep", "1000", health=[{**ready, **OFTEN}]))
    well.unlink()
    until(lambda: not services.get("web").service.health[0].healthy, "it is not ready")
    assert services.get("web").pid == web.pid
    assert services.phase("web") == "ACTIVE"


def test_a_check_looks_in_the_network_of_the_cell(
    module_daemon: Daemon, services: Services
) -> None:
    cells = CellCalls(services.api)
    cells.allocate("apart", isolate_network=True)
    port = free_port()
    check = {"http": {"port": port}, "effect": "EFFECT_READINESS", **OFTEN}
    services.start(spec("web", *server(port), cell="apart", health=[check]))
    with socket.socket() as sock:
        assert sock.connect_ex(("127.0.0.1", port)) != 0
    module_daemon.kill_server()
    until(lambda: services.get("apart/web").service.health[0].healthy, "it is still healthy")
    cells.free("apart")
