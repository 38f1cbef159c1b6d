"""nginx and PostgreSQL of Debian's packages in pods: one of both, and a rollout that wrk asks meanwhile."""

from __future__ import annotations

import signal
import subprocess
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.proto import pods_pb2, rollouts_pb2, runtime_pb2, service_pb2
from tests.support import networks
from tests.support import pods as podded
from tests.support.api import Api
from tests.support.containers import load, loaded, shell
from tests.support.distribution_images import POSTGRES_ID, postgres_layers, web_layers
from tests.support.netns_daemon import HOST, HOST6, NetnsDaemon, within
from tests.support.networks import Attachment, Port, says_soon
from tests.support.pods import State, inside, member
from tests.support.require import need
from tests.support.services import Services
from tests.support.until import until
from tests.support.volumes import shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.host, pytest.mark.timeout(300)]
Check, Restart = service_pb2.HealthCheck, service_pb2.Restart
PUBLISHED = [Port(port=80, host_port=8080)]
URLS = [f"http://{host}:8080" for host in (HOST, f"[{HOST6}]")]
LISTEN = "listen 80; listen [::]:80;"
ASKING = "location /sum { proxy_pass http://127.0.0.1:8000/cgi-bin/sum; }"
"""The page whose answer the data base has, by way of the sidecar."""
CONNECTIONS = "keepalive_time 300ms;"
"""Nobody keeps a connection for longer than a pod is drained."""

INITDB = "[ -e /data/PG_VERSION ] || initdb -D /data -U postgres -A trust --locale=C --no-sync"
POSTGRES = ["-D", "/data", "-c", "listen_addresses=localhost"]
POSTGRES += ["-c", "unix_socket_directories=/tmp", "-c", "timezone=GMT", "-c", "log_timezone=GMT"]
APP = r"""
mkdir -p /tmp/app/cgi-bin
cat > /tmp/app/cgi-bin/sum <<'END'
#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
exec psql -h localhost -U postgres -At -d postgres -c 'SELECT sum(number) FROM kept' 2>&1
END
chmod 755 /tmp/app/cgi-bin/sum
exec httpd -f -p 127.0.0.1:8000 -h /tmp/app
"""
SERVED = ["served from a pod", "13"] * 2
FILL = "CREATE TABLE kept (number int); INSERT INTO kept VALUES (6), (7)"
WRK = """
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() seen = {}; pages = "" end
function delay() return 2 end
function response(status, headers, body)
  local page = tostring(status) .. "=" .. body:gsub("%s", "-")
  if not seen[page] then seen[page] = true; pages = pages .. " " .. page end
end
function done(summary)
  local e = summary.errors
  print("errors", e.connect, e.read, e.write, e.timeout, e.status)
  for _, thread in ipairs(threads) do print("pages" .. thread:get("pages")) end
end
"""


@pytest.fixture(scope="module")
def node() -> Iterator[NetnsDaemon]:
    """A daemon with a network of its own and the image of busybox."""
    with NetnsDaemon() as daemon:
        load(daemon)
        with Api(daemon.client_config) as connection:  # it keeps what the first network opens
            networks.create(connection, "first")
            networks.delete(connection, "first")
        yield daemon


def service(**check: Any) -> service_pb2.Service:
    """Return a service that is started again whenever it ends, and ready when a check says so."""
    often = Check(
        name="ready", interval=Duration(nanos=200_000_000), effect=Check.EFFECT_READINESS, **check
    )
    restart = Restart(policy=Restart.POLICY_ALWAYS, delay=Duration(nanos=50_000_000))
    return service_pb2.Service(restart=restart, health=[often])


def web(image: str) -> runtime_pb2.WorkloadSpec:
    """Return a web server, which stops as its image says: when it has answered."""
    ready = service(http=service_pb2.HttpProbe(port=80))
    process = {"stop_timeout": Duration(seconds=20)}
    return member("web", "nginx", image=image, process=process, service=ready)


def shop() -> pods_pb2.Pod:
    """Return a pod of a data base, a web server, and what asks the one for the other."""
    volume = {"name": "shop", "no_copy": True}
    kept: dict[str, Any] = {
        "image": "postgres:1",
        "mounts": [{"target": "/data", "volume": volume}],
    }
    user: dict[str, Any] = {
        "user": "postgres",
        "stop_signal": "SIGINT",
        "stop_timeout": Duration(seconds=20),
    }
    asked = service_pb2.Command(argv=["pg_isready", "-h", "localhost"])
    listens = service(tcp=service_pb2.TcpProbe(port=8000))
    return podded.pod(
        "shop",
        member("db", "postgres", *POSTGRES, process=user, service=service(command=asked), **kept),
        web("nginx:1"),
        init_containers=[
            member("make", "/bin/sh", "-ec", INITDB, process=user, **kept),
            member("app", "/bin/sh", "-ec", APP, image="postgres:1", service=listens),
        ],
        networks=[Attachment(network="front")],
        ports=PUBLISHED,
    )


def start(api: Api, pod: pods_pb2.Pod) -> None:
    """Make a pod and have all of it ready."""
    api.call("PodService.Create", pods_pb2.CreatePodRequest(pod=pod))
    request = pods_pb2.StartPodRequest(name=pod.name)
    found = api.call("PodService.Start", request, 120).pod
    assert found.state == State.STATE_RUNNING, found


def running(api: Api, name: str) -> bool:
    """Say whether all of a pod is up and healthy."""
    return podded.get(api, name).state == State.STATE_RUNNING


def psql(api: Api, text: str) -> str:
    """Return what the data base says, asked from within its container."""
    return inside(api, "shop/db", f"psql -h /tmp -U postgres -At -c '{text}'").strip()


def outside(node: NetnsDaemon) -> list[str]:
    """Return the lines of both pages, by IPv4 and by IPv6."""
    pages = [url + path for url in URLS for path in ("/", "/sum")]
    return node.outside("curl", "-s", "-m", "30", "--noproxy", "*", *pages).splitlines()


@pytest.fixture
def images(node: NetnsDaemon) -> Iterator[None]:
    """Have the images of the pod of both."""
    layers = web_layers(LISTEN + ASKING, "served from a pod")
    with (
        loaded(node, "postgres:1", *postgres_layers()),
        loaded(node, "nginx:1", *layers, StopSignal="SIGQUIT"),
    ):
        yield


@pytest.mark.usefixtures("images")
def test_a_pod_of_nginx_and_postgresql_serves_and_keeps_its_data(node: NetnsDaemon) -> None:
    with Api(node.client_config) as api, front(api) as gateways, shelf(api) as volumes:
        volumes.create("shop", uid=POSTGRES_ID, gid=POSTGRES_ID, mode=0o700)
        start(api, shop())
        psql(api, FILL)
        assert outside(node) == SERVED
        asking = "grep nameserver /etc/resolv.conf; wget -qO- http://shop/sum"
        *servers, answer = shell(api, asking, networks=[Attachment(network="front")]).split()
        assert answer == "13"
        assert servers[1] in gateways
        assert {"nameserver", *gateways}.issuperset(servers)
        old = node.kill_server(wait=False)
        assert outside(node) == SERVED
        node.wait_serving(old)
        with Api(node.client_config) as again:
            restarted(again, node)
            podded.stop(again, "shop")
            podded.delete(again, "shop", force=False)
            assert networks.ports(again) == []
            start(again, shop())
            assert outside(node) == SERVED
            assert psql(again, "SELECT count(*) FROM kept") == "2"
            podded.stop(again, "shop")
            podded.delete(again, "shop", force=False)


def restarted(api: Api, node: NetnsDaemon) -> None:
    """Look at a pod under a new server: it is up, and its containers can be restarted and entered."""
    until(lambda: running(api, "shop"), "the pod is running for the new server")
    services = Services(api)
    app = services.get("shop/app").pid
    for name in ("shop/db", "shop/web"):
        services.restart(name)
    until(lambda: running(api, "shop"), "the pod is running again")
    assert outside(node) == SERVED
    assert services.get("shop/app").pid == app
    assert "test is successful" in inside(api, "shop/web", "nginx -t")
    assert psql(api, "SELECT sum(number) FROM kept") == "13"
    assert "\n".join(services.lines("shop/db")).count("received fast shutdown request") == 1


@contextmanager
def front(api: Api) -> Iterator[list[str]]:
    """Have a network, and its gateways."""
    made = networks.create(api, "front")
    try:
        yield list(made.gateways)
    finally:
        networks.delete(api, "front")


def rollout(image: str) -> rollouts_pb2.Rollout:
    """Return two pods of a web server behind a port."""
    pod = pods_pb2.Pod(containers=[web(image)], networks=[Attachment(network="front")])
    times: dict[str, Any] = {"drain": Duration(seconds=3), "min_ready": Duration(seconds=1)}
    return rollouts_pb2.Rollout(name="web", replicas=2, pod=pod, ports=PUBLISHED, **times)


def apply(api: Api, wanted: rollouts_pb2.Rollout) -> rollouts_pb2.RolloutState:
    """Make a rollout or change it, and wait until all of it is as asked."""
    request = rollouts_pb2.ApplyRolloutRequest(rollout=wanted)
    found: rollouts_pb2.RolloutState = api.call("RolloutService.Apply", request, 120).rollout
    assert (found.state, found.old) == (rollouts_pb2.RolloutState.STATE_COMPLETE, 0)
    return found


@contextmanager
def asked(node: NetnsDaemon, folder: Path, url: str) -> Iterator[list[str]]:
    """Have wrk ask for a page from outside; the list has the lines that it prints at the end."""
    (folder / "pages.lua").write_text(WRK)
    # It ends when it is told to; `-d` is a limit.
    words = [need("wrk"), "-t1", "-c8", "-d120s", "--timeout", "20s", "-s", "pages.lua", url]
    output: list[str] = []
    with subprocess.Popen(
        within(node.outer.pid, *words), cwd=folder, stdout=subprocess.PIPE, text=True
    ) as client:
        try:
            yield output
        finally:
            client.send_signal(signal.SIGINT)
            assert client.stdout is not None
            output += client.stdout.read().splitlines()
    assert client.returncode == 0, output


def test_wrk_sees_no_failure_while_nginx_is_replaced(node: NetnsDaemon, tmp_path: Path) -> None:
    with ExitStack() as held:
        for number in ("1", "2"):
            layers = web_layers(LISTEN + CONNECTIONS, f"page-{number}")
            held.enter_context(loaded(node, f"nginx:{number}", *layers, StopSignal="SIGQUIT"))
        api = held.enter_context(Api(node.client_config))
        held.enter_context(front(api))
        held.callback(
            api.call, "RolloutService.Delete", rollouts_pb2.DeleteRolloutRequest(name="web"), 60
        )
        apply(api, rollout("nginx:1"))
        with asked(node, tmp_path, URLS[0]) as four, asked(node, tmp_path, URLS[1]) as six:
            for url in URLS:
                says_soon(node, url, "page-1")
            assert apply(api, rollout("nginx:2")).revision == 2
            for url in URLS:
                says_soon(node, url, "page-2")
        for output in (four, six):
            *_, errors, pages = output
            assert errors.split() == ["errors", "0", "0", "0", "0", "0"], output
            assert sorted(pages.split()) == ["200=page-1-", "200=page-2-", "pages"], output
            assert not any("Non-2xx" in line or "Socket errors" in line for line in output), output
        assert podded.names(api) == ["web-2-1", "web-2-2"]
