"""nginx and PostgreSQL of Debian's packages as containers that are services, on the machine's network."""

from __future__ import annotations

import os
import signal
import socket
import urllib.request
from typing import TYPE_CHECKING

import pytest

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.containers import loaded, service
from tests.support.distribution_images import POSTGRES_ID, nginx_layers, postgres_layers
from tests.support.proc import alive
from tests.support.services import Services
from tests.support.talking import Exec
from tests.support.until import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.daemon import Daemon

pytestmark = [pytest.mark.host, pytest.mark.timeout(300)]
OFTEN = {"interval": "0.2s", "failures": 50, "effect": "EFFECT_READINESS"}
SIZE = runtime_pb2.TerminalSize(rows=24, columns=80)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def page(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        return str(answer.read().decode())


def typed(api: Api, name: str, *argv: str) -> str:
    """Run a command at a terminal in a container, and return what it has shown."""
    with Exec(api, name, *argv, terminal=SIZE) as session:
        assert session.ended().exit_code == 0, session.stdout
        return session.stdout.decode()


def test_nginx_serves_is_asked_for_its_health_and_outlives_the_server(
    shared_daemon: Daemon,
) -> None:
    port = free_port()
    config = {"Cmd": ["nginx"]}
    web = service(
        "web",
        container={"image": "nginx:1", "network": "NETWORK_HOST"},
        restart={"policy": "POLICY_ALWAYS", "delay": "0.05s"},
        health=[{"name": "page", "http": {"port": port}, **OFTEN}],
    )
    with (
        loaded(shared_daemon, "nginx:1", *nginx_layers(port), **config),
        Api(shared_daemon.client_config) as api,
    ):
        services = Services(api)
        first = services.start(web)
        assert page(port) == "served from a container\n"
        assert "test is successful" in typed(api, "web", "nginx", "-t")
        shared_daemon.kill_server()
        assert page(port) == "served from a container\n"
        shared_daemon.wait_serving()
        with Api(shared_daemon.client_config) as again:
            services = Services(again)
            assert services.get("web").pid == first.pid
            until(lambda: services.get("web").service.health[0].healthy, "it is asked again")
            os.kill(first.pid, signal.SIGKILL)
            until(lambda: services.get("web").service.starts == 2, "it is started again")
            services.until_phase("web", "ACTIVE")
            assert page(port) == "served from a container\n"
            services.restart("web")
            assert page(port) == "served from a container\n"
            assert "test is successful" in typed(again, "web", "nginx", "-t")
            until(lambda: _served(services) >= 4, "every request is in its log")
            services.remove("web", stop=True)


def _served(services: Services) -> int:
    return sum('"GET / HTTP/1.1" 200' in line for line in services.lines("web"))


def test_postgresql_keeps_its_data_over_a_killed_server_and_restarts(
    shared_daemon: Daemon, tmp_path: Path
) -> None:
    port, data = free_port(), tmp_path / "data"
    data.mkdir(mode=0o700)
    os.chown(data, POSTGRES_ID, POSTGRES_ID)
    mounts = [{"target": "/data", "bind": {"source": str(data)}}]
    user = {"user": "postgres", "stop_signal": "SIGINT"}
    container = {"image": "postgres:1", "network": "NETWORK_HOST", "mounts": mounts}
    words = ["-D", "/data", "-p", str(port), "-c", "listen_addresses=127.0.0.1"]
    words += ["-c", "unix_socket_directories=/tmp", "-c", "timezone=GMT", "-c", "log_timezone=GMT"]
    ready = {"command": {"argv": ["pg_isready", "-h", "127.0.0.1", "-p", str(port)]}, **OFTEN}
    db = service("db", "postgres", *words, container=container, process=user, health=[ready])
    made = ["-D", "/data", "-U", "postgres", "-A", "trust", "--locale=C", "--no-sync"]

    def ask(api: Api, text: str) -> str:
        return typed(
            api, "db", "psql", "-h", "/tmp", "-p", str(port), "-At", "-P", "pager=off", "-c", text
        )

    with (
        loaded(shared_daemon, "postgres:1", *postgres_layers()),
        Api(shared_daemon.client_config) as api,
    ):
        services = Services(api)
        services.start(
            service(
                "make", "initdb", *made, container=container, process=user, type="TYPE_ONESHOT"
            ),
            120,
        )
        assert services.get("make").service.result == "success", services.lines("make")
        services.remove("make")
        first = services.start(db, 120)
        ask(api, "CREATE TABLE kept (number int); INSERT INTO kept VALUES (6), (7)")
        assert "13" in ask(api, "SELECT sum(number) FROM kept").split()
        shared_daemon.kill_server()
        shared_daemon.wait_serving()
        assert alive(first.pid)
        with Api(shared_daemon.client_config) as again:
            services = Services(again)
            assert "13" in ask(again, "SELECT sum(number) FROM kept").split()
            services.restart("db")
            assert "13" in ask(again, "SELECT sum(number) FROM kept").split()
            log = "\n".join(services.lines("db"))
            assert log.count("ready to accept connections") == 2
            assert "received fast shutdown request" in log
            services.remove("db", stop=True)
    assert (data / "PG_VERSION").stat().st_uid == POSTGRES_ID
