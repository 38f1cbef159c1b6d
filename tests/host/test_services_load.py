"""A real web server under load: no connection is refused while it restarts, crashes and reloads."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.require import missing
from tests.support.services import Services, spec
from tests.support.until import until

RATE = 200
"""Requests a second."""

CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; location / {{ return 200 "here"; }} }}
}}
"""


class Load:
    """Requests at a steady rate, each on a connection of its own, and what came of them."""

    def __init__(self, port: int) -> None:
        self.outcomes: Counter[str] = Counter()
        self._port = port
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask_on) for _ in range(8)]

    def __enter__(self) -> Counter[str]:
        for thread in self._threads:
            thread.start()
        return self.outcomes

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def _ask_on(self) -> None:
        pause = len(self._threads) / RATE
        due = time.monotonic()
        while not self._stop.is_set():
            self.outcomes[self._ask()] += 1
            due = max(due + pause, time.monotonic() - 1)
            self._stop.wait(max(0.0, due - time.monotonic()))

    def _ask(self) -> str:
        try:
            with socket.create_connection(("127.0.0.1", self._port), 60) as sock:
                sock.sendall(b"GET / HTTP/1.0\r\n\r\n")
                answer = b""
                while chunk := sock.recv(4096):
                    answer += chunk
        except ConnectionRefusedError:
            return "refused"
        except OSError as error:
            return type(error).__name__
        return "answered" if answer.endswith(b"here") else "cut"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.timeout(300)
def test_ten_restarts_of_a_web_server_refuse_nobody(
    make_daemon: Callable[..., Daemon],
    tmp_path: Path,
) -> None:
    if not Path("/usr/sbin/nginx").exists():
        missing("nginx", "/usr/sbin/nginx is not there: `make test` installs it")
    port, folder = free_port(), tmp_path
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port))
    document = spec(
        "nginx",
        *("/usr/sbin/nginx", "-e", "stderr", "-c", str(configuration)),
        listeners=[{"address": f"127.0.0.1:{port}", "lazy": True}],
        restart={"policy": "POLICY_ALWAYS"},
        reload_signal="SIGHUP",
        kill_mode="KILL_MODE_MIXED",
        # nginx has its own variable for sockets that it was handed.
        executable={"env": {"NGINX": "3;"}, "stop_signal": "SIGQUIT", "stop_timeout": "20s"},
    )
    daemon = make_daemon()
    with Api(daemon.client_config) as api:
        services = Services(api)
        assert services.start(document).service.step == "socket"
        with Load(port) as outcomes:
            until(lambda: outcomes["answered"] > 0, "the first connection has started it")
            for _ in range(10):
                before = outcomes["answered"]
                services.restart("nginx")
                until(lambda before=before: outcomes["answered"] > before + 20, "it answers")  # type: ignore[misc]
            services.reload("nginx")
            first = services.get("nginx").pid
            services.signal("nginx", "SIGKILL", all=True)
            until(lambda: services.get("nginx").pid not in (0, first), "another one runs")
            before = outcomes["answered"]
            until(lambda: outcomes["answered"] > before + 20, "it answers")
            daemon.kill_server()
            before = outcomes["answered"]
            until(lambda: outcomes["answered"] > before + 20, "it answers")
        print(dict(outcomes))
        assert outcomes["refused"] == 0
        # What the killed processes had accepted already is lost with them.
        assert sum(outcomes.values()) - outcomes["answered"] <= 64
        services.remove("nginx", stop=True)
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
        pass
