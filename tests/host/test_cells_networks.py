"""Isolated cells on networks: what runs in them reaches others and is reached, until they are freed."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import cells_pb2
from tests.support import networks
from tests.support.api import Api
from tests.support.holding import is_named
from tests.support.netns_daemon import HOST, HOST6, NetnsDaemon
from tests.support.networks import Attachment, Port, endpoints, ports, says_soon
from tests.support.proc import children
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.host
SERVER = "mkdir -p {0} && cd {0} && echo {1} > index.html && exec python3 -m http.server -b :: 80"


@pytest.fixture(scope="module")
def node() -> Iterator[NetnsDaemon]:
    """A daemon with a network of its own."""
    with NetnsDaemon() as daemon:
        with Api(daemon.client_config) as connection:  # it keeps what the first network opens
            networks.create(connection, "first")
            networks.delete(connection, "first")
        yield daemon


@pytest.fixture
def api(node: NetnsDaemon) -> Iterator[Api]:
    """A connection; afterwards no cell is left, no network and no port."""
    with Api(node.client_config) as connection:
        yield connection
        listed = connection.call("CellService.List", cells_pb2.CellServiceListRequest())
        for cell in listed.cells:
            free(connection, cell.cell.name)
        assert ports(connection) == []
        for name in networks.names(connection):
            networks.delete(connection, name)
    assert node.inside("nft", "list", "ruleset") == ""


def allocate(api: Api, name: str, **cell: Any) -> None:
    """Make an isolated cell."""
    made = cells_pb2.Cell(name=name, **({"isolate_network": True} | cell))
    api.call("CellService.Allocate", cells_pb2.CellServiceAllocateRequest(cell=made))


def free(api: Api, name: str) -> None:
    """Free a cell at once."""
    request = cells_pb2.CellServiceFreeRequest(cell_name=name)
    request.timeout.SetInParent()
    api.call("CellService.Free", request)


def serve(api: Api, cell: str, node: NetnsDaemon, text: str) -> None:
    """Have an executable in a cell say a text to whoever asks."""
    line = SERVER.format(node.folder / cell, text)
    executable = cells_pb2.Executable(name="server", command=line)
    request = cells_pb2.CellServiceStartRequest(cell_name=cell, executable=executable)
    api.call("CellService.Start", request)


def refused(api: Api, name: str, **cell: Any) -> tuple[grpc.StatusCode, str]:
    """Return how a cell is refused."""
    with pytest.raises(grpc.RpcError) as error:
        allocate(api, name, **cell)
    return error.value.code(), error.value.details() or ""


def test_an_executable_in_a_cell_is_reached_by_a_published_port(api: Api, node: NetnsDaemon):
    allocate(api, "web", ports=[Port(port=80, host_port=8080)])
    serve(api, "web", node, "hello")
    says_soon(node, f"http://{HOST}:8080/", "hello")
    says_soon(node, f"http://[{HOST6}]:8080/", "hello")
    found = api.call("CellService.Get", cells_pb2.CellServiceGetRequest(cell_name="web"))
    assert found.cell.cell.ports[0].host_port == 8080
    node.kill_server()
    says_soon(node, f"http://{HOST}:8080/", "hello")
    (endpoint,) = endpoints(api, "default")
    assert endpoint.name == "web"
    free(api, "web")
    assert ports(api) == []
    assert endpoints(api, "default") == []


def test_cells_of_one_network_reach_each_other_by_addresses_of_their_own(
    api: Api, node: NetnsDaemon
):
    networks.create(api, "lan", subnets=["10.70.0.0/24"])
    one = Attachment(network="lan", ipv4="10.70.0.11")
    allocate(api, "one", networks=[one], isolate_process=True)
    allocate(api, "two", networks=[Attachment(network="lan")])
    serve(api, "one", node, "one")
    asking = cells_pb2.Executable(
        name="asking",
        command=f"until curl -sf -m 1 http://10.70.0.11/ > {node.folder}/heard; do sleep 0.1; done",
    )
    api.call(
        "CellService.Start",
        cells_pb2.CellServiceStartRequest(cell_name="two", executable=asking),
    )
    heard = node.folder / "heard"
    until(lambda: heard.exists() and heard.read_text() == "one\n", "two hears one")


def test_a_cell_whose_holder_died_is_connected_again(api: Api, node: NetnsDaemon):
    allocate(api, "web", ports=[Port(port=80, host_port=8080)], isolate_process=True)
    (before,) = endpoints(api, "default")
    (holder,) = (pid for pid in children(node.pid) if is_named(pid))
    os.kill(holder, signal.SIGKILL)
    until(lambda: starts(api, node), "what runs in it has namespaces again")
    says_soon(node, f"http://{HOST}:8080/", "again")
    (after,) = endpoints(api, "default")
    assert (after.ipv4, after.ipv6) == (before.ipv4, before.ipv6)


def starts(api: Api, node: NetnsDaemon) -> bool:
    """Say whether something starts in the cell: init has to hear of the end of its holder first."""
    try:
        serve(api, "web", node, "again")
    except grpc.RpcError:
        return False
    return True


def test_what_cannot_be_leaves_no_cell(api: Api, node: NetnsDaemon):
    invalid, missing = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.NOT_FOUND
    wrong = refused(api, "web", isolate_network=False, networks=[Attachment(network="lan")])
    assert wrong == (invalid, "cannot allocate: cell.networks: need isolate_network")
    assert refused(api, "web", ports=[Port(port=0)])[0] is invalid
    assert refused(api, "web", networks=[Attachment(network="nope")])[0] is missing
    allocate(api, "first", ports=[Port(port=80, host_port=8080)])
    taken = refused(api, "web", ports=[Port(port=80, host_port=8080)])
    assert (taken[0], "8080" in taken[1]) == (grpc.StatusCode.ALREADY_EXISTS, True)
    listed = api.call("CellService.List", cells_pb2.CellServiceListRequest()).cells
    assert [cell.cell.name for cell in listed] == ["first"]
    done = node.aer("cell", "allocate", "more", "--isolate-network", "-p", "8081:80")
    assert done.stdout == "more\n"
    assert {port.port.host_port for port in ports(api)} == {8080, 8081}
