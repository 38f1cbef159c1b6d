"""What holds for networks of our own and for those of Debian's CNI plug-ins alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from tests.support import networks
from tests.support.api import Api
from tests.support.containers import load, said, shell, start
from tests.support.netns_daemon import HOST, OUTSIDE, NetnsDaemon
from tests.support.networks import (
    UDP,
    Attachment,
    Port,
    asked_of,
    create,
    endpoints,
    keep,
    names,
    ports,
    refusal,
    says,
    says_soon,
    serve,
)
from tests.support.require import need
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.host

PLUGINS = "/usr/lib/cni"
DEBIANS: dict[str, Any] = {
    "cniVersion": "1.0.0",
    "name": "lan",
    "plugins": [
        {
            "type": "bridge",
            "bridge": "cni-lan",
            "isGateway": True,
            "ipMasq": True,
            "hairpinMode": True,
            "ipam": {
                "type": "host-local",
                "ranges": [[{"subnet": "10.71.0.0/24"}]],
                "routes": [{"dst": "0.0.0.0/0"}],
            },
        },
        {"type": "portmap", "capabilities": {"portMappings": True}},
        {"type": "tuning"},
    ],
}


class Lan:
    """A network called `lan` of one of the two kinds."""

    def __init__(self, kind: str, node: NetnsDaemon, folder: Path) -> None:
        self.kind = kind
        self.node = node
        self._file = folder / "10-lan.conflist"

    def make(self, api: Api) -> None:
        """Have the network."""
        if self.kind == "own":
            create(api, "lan")
            return
        addresses = str(self._file.parent / "addresses")
        self._file.write_text(
            json.dumps(DEBIANS).replace('"host-local"', f'"host-local", "dataDir": "{addresses}"')
        )

    def forget(self, api: Api) -> None:
        """Have it no more."""
        if self.kind == "own":
            networks.delete(api, "lan")
            return
        self._file.unlink()
        self.node.inside("ip", "link", "del", "cni-lan", check=False)

    def leases(self) -> list[str]:
        """Return the addresses that are taken, as plug-ins have written them."""
        folder = self._file.parent / "addresses/lan"
        return sorted(path.name for path in folder.glob("10.*")) if folder.exists() else []


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of CNI configurations."""
    return tmp_path_factory.mktemp("net.d")


@pytest.fixture(scope="module")
def node(configured: Path) -> Iterator[NetnsDaemon]:
    """A daemon with a network of its own and the image of busybox."""
    with NetnsDaemon(cni_conf_dir=str(configured), cni_bin_dirs=PLUGINS) as daemon:
        load(daemon)
        with Api(daemon.client_config) as connection:
            create(connection, "first")
            networks.delete(connection, "first")
        yield daemon


@pytest.fixture(params=["own", "cni"])
def lan(request: pytest.FixtureRequest, node: NetnsDaemon, configured: Path) -> Iterator[Lan]:
    """The network; afterwards its containers and itself are removed, and nothing of them is left."""
    kind: str = request.param
    if kind == "cni":
        need("iptables")
        for name in ("bridge", "portmap", "host-local", "tuning"):
            need(f"{PLUGINS}/{name}")
    made = Lan(kind, node, configured)
    with Api(node.client_config) as connection:
        made.make(connection)
        yield made
    with Api(node.client_config) as connection:
        for name in node.aer("container", "ls", "-a", "-q").stdout.split():
            networks.remove(connection, name)
        assert made.leases() == []
        made.forget(connection)
        create(connection, "first")  # a new server keeps what its first network opens
        for name in names(connection):
            networks.delete(connection, name)
        assert ports(connection) == []
    lines = node.inside("ip", "-br", "link").splitlines()
    assert {line.split()[0].partition("@")[0] for line in lines} == {"lo", "world"}


@pytest.fixture
def api(lan: Lan) -> Iterator[Api]:
    """A connection to the daemon that has the network."""
    with Api(lan.node.client_config) as connection:
        yield connection


ON = [Attachment(network="lan")]


def test_a_container_reaches_its_gateway_and_the_world(api: Api, lan: Lan):
    assert names(api) == ["lan"]
    ask = "ping -c 1 -W 2 $(ip route | grep default | cut -d ' ' -f 3)"
    out = shell(api, f"ip addr; {ask}; ping -c 1 -W 2 {OUTSIDE}", networks=ON)
    assert "eth0" in out
    assert out.count("1 packets received") == 2


def test_members_are_shown_with_their_addresses_and_reach_each_other(api: Api, lan: Lan):
    start(api, *serve("hello"), name="web", networks=ON)
    (one,) = endpoints(api, "lan")
    assert (one.name, one.interface, one.network) == ("web", "eth0", "lan")
    assert "hello" in shell(api, asked_of(one.ipv4), networks=ON)
    networks.remove(api, "web")
    assert endpoints(api, "lan") == []


def test_a_published_port_is_reached_and_no_more_after_the_end(api: Api, lan: Lan):
    keep(api, "web", *serve("hello"), networks=ON, ports=[Port(port=80, host_port=8080)])
    says_soon(lan.node, f"http://{HOST}:8080/", "hello")
    (one,) = ports(api, "web")
    assert (one.port.host_port, len(one.targets) > 0) == (8080, True)
    with pytest.raises(grpc.RpcError) as error:
        start(api, "true", networks=ON, ports=[Port(port=80, host_port=8080)])
    assert refusal(error.value)[0] is grpc.StatusCode.ALREADY_EXISTS
    said(api, "true", networks=ON, ports=[Port(port=80, host_port=8080, protocol=UDP)])
    networks.down(api, "web")
    assert says(lan.node, f"http://{HOST}:8080/") == ""
    networks.up(api, "web")
    says_soon(lan.node, f"http://{HOST}:8080/", "hello")
    networks.remove(api, "web")
    said(api, "true", networks=ON, ports=[Port(port=80, host_port=8080)])


def test_ports_and_addresses_outlive_the_server(api: Api, lan: Lan):
    keep(api, "web", *serve("hello"), networks=ON, ports=[Port(port=80, host_port=8080)])
    says_soon(lan.node, f"http://{HOST}:8080/", "hello")
    before = endpoints(api, "lan")
    lan.node.kill_server()
    assert says(lan.node, f"http://{HOST}:8080/") == "hello"
    with Api(lan.node.client_config) as fresh:
        assert endpoints(fresh, "lan") == before
        if lan.kind == "own":  # portmap 1.1 misses rules of IPv6 where it has made none
            assert networks.repair(fresh) == []
        with pytest.raises(grpc.RpcError) as error:
            start(fresh, "true", networks=ON, ports=[Port(port=80, host_port=8080)])
        assert refusal(error.value)[0] is grpc.StatusCode.ALREADY_EXISTS
        networks.remove(fresh, "web")


def test_ten_at_once_have_ten_addresses(api: Api, lan: Lan):
    for number in range(10):
        start(api, "/bin/sh", "-c", "sleep 1000", name=f"box-{number}", networks=ON)
    found = endpoints(api, "lan")
    assert len({one.ipv4 for one in found}) == 10
    for one in found:
        networks.remove(api, one.name)
    until(lambda: endpoints(api, "lan") == [], "nobody is on it")
