"""The server is killed while containers on a network start and end, in crowds: what is there is what is told."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

import grpc
import pytest

from aurae.proto import networks_pb2
from tests.support import networks
from tests.support.api import Api
from tests.support.containers import load, start
from tests.support.netns_daemon import NetnsDaemon
from tests.support.networks import Attachment, Port, create, endpoints, ports
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.host, pytest.mark.timeout(200)]

CROWD, KILLS = 12, 2
SLEEP = ("/bin/sleep", "1000")


@pytest.fixture
def node() -> Iterator[NetnsDaemon]:
    with NetnsDaemon(stop_timeout="100ms") as daemon:
        load(daemon)
        yield daemon


def links(node: NetnsDaemon) -> set[str]:
    """Return the interfaces of the daemon's machine, but its own."""
    lines = node.inside("ip", "-br", "link").splitlines()
    return {line.split()[0].partition("@")[0] for line in lines} - {"lo", "world"}


def created(api: Api, name: str) -> networks_pb2.Network:
    request = networks_pb2.GetNetworkRequest(name=name)
    found: networks_pb2.Network = api.call("NetworkService.Get", request).network
    return found


def each(work: Callable[[Api, int], object], node: NetnsDaemon) -> None:
    """Do something for each of the crowd at once, over connections of their own; refusals pass."""

    def one(number: int) -> None:
        with contextlib.suppress(grpc.RpcError), Api(node.client_config) as api:
            work(api, number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def begin(api: Api, number: int) -> None:
    start(
        api, *SLEEP, name=f"w{number}",
        networks=[Attachment(network="crowd")], ports=[Port(port=80)],
    )  # fmt: skip


def end(api: Api, number: int) -> None:
    api.stop(f"w{number}")


def check(node: NetnsDaemon) -> int:
    """Return how many run; memory, links and published ports are theirs and nobody else's."""
    found = 0

    def agrees() -> bool:
        nonlocal found
        with Api(node.client_config) as api:
            running = set(node.aer("container", "ls", "-q").stdout.split())
            told = endpoints(api, "crowd")
            published = {port.name for port in ports(api)}
            bridge = created(api, "crowd").bridge
        found = len(running)
        return (
            {one.name for one in told} == running == published
            and {one.host_interface for one in told} | {bridge} == links(node)
            and len({one.ipv4 for one in told}) == len(told)
        )

    until(agrees, "endpoints, links and ports are those of what runs")
    return found


def kill_amid(node: NetnsDaemon, what: Callable[[Api, int], object], links_changed: int) -> None:
    """Kill the server when so many links have come or gone, and return when the next one serves."""
    before = len(links(node))
    worker = threading.Thread(target=each, args=(what, node))
    worker.start()
    until(
        lambda: abs(len(links(node)) - before) >= links_changed or not worker.is_alive(),
        "it is under way",
    )
    old = node.kill_server(wait=False)
    worker.join()
    node.wait_serving(old)


@pytest.mark.parametrize("what", [begin, end])
def test_a_server_that_is_killed_in_the_middle_leaves_links_to_what_runs_only(
    node: NetnsDaemon, what: Callable[[Api, int], object]
) -> None:
    with Api(node.client_config) as api:
        create(api, "crowd")
    counts = []
    for number in range(KILLS):
        if what is end:
            each(begin, node)
            assert check(node) == CROWD
        kill_amid(node, what, links_changed=2 + 5 * number)
        counts.append(check(node))
        each(end, node)
        assert check(node) == 0
    print(counts)
    with Api(node.client_config) as api:
        networks.delete(api, "crowd")
    assert links(node) == set()
    assert node.inside("nft", "list", "ruleset") == ""
    assert "Traceback" not in node.log(), node.log()
