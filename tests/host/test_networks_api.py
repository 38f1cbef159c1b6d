"""Networks through the API: made, shown, used by containers, published, changed while they run, refused."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from tests.support import networks
from tests.support.api import Api
from tests.support.containers import load, said, shell, start
from tests.support.netns_daemon import HOST, HOST6, NetnsDaemon, within
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
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.host

TAKEN, MISSING = grpc.StatusCode.ALREADY_EXISTS, grpc.StatusCode.NOT_FOUND
UNREADY, INVALID = grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.INVALID_ARGUMENT
FULL, DENIED = grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.PERMISSION_DENIED


@pytest.fixture(scope="module")
def node() -> Iterator[NetnsDaemon]:
    """A daemon with a network of its own and the image of busybox."""
    with NetnsDaemon() as daemon:
        load(daemon)
        with Api(daemon.client_config) as connection:  # it keeps what the first network opens
            create(connection, "first")
            networks.delete(connection, "first")
        yield daemon


@pytest.fixture
def api(node: NetnsDaemon) -> Iterator[Api]:
    """A connection; afterwards containers and networks of the test are removed, and nothing of them is left."""
    with Api(node.client_config) as connection:
        yield connection
        for name in containers(node):
            networks.remove(connection, name)
        for name in names(connection):
            networks.delete(connection, name)
        assert ports(connection) == []
    assert node.inside("nft", "list", "ruleset") == ""
    until(lambda: links(node) == {"lo", "world"}, "no link is left")


def containers(node: NetnsDaemon) -> list[str]:
    """Return the names of all containers."""
    return node.aer("container", "ls", "-a", "-q").stdout.split()


def links(node: NetnsDaemon) -> set[str]:
    """Return the interfaces of the daemon's machine."""
    lines = node.inside("ip", "-br", "link").splitlines()
    return {line.split()[0].partition("@")[0] for line in lines}


def refused(call: Callable[..., Any], *words: Any, **more: Any) -> tuple[grpc.StatusCode, str]:
    """Return how a call is refused."""
    with pytest.raises(grpc.RpcError) as error:
        call(*words, **more)
    return refusal(error.value)


def test_a_network_is_made_shown_and_deleted(api: Api, node: NetnsDaemon):
    made = create(api, "lan", labels={"tier": "front"}, subnets=["10.70.0.0/24"], mtu=1400)
    assert made.subnets[0] == "10.70.0.0/24"
    assert made.gateways[0] == "10.70.0.1"
    assert made.owner.endswith("/user/root")
    assert made.bridge in links(node)
    assert "mtu 1400" in node.inside("ip", "link", "show", made.bridge)
    create(api, "other")
    assert names(api) == ["lan", "other"]
    shown = node.aer("network", "ls", "-q", "-l", "tier=front").stdout
    assert shown == "lan\n"
    assert "10.70.0.1" in node.aer("network", "inspect", "lan").stdout
    assert node.aer("network", "rm", "lan").stdout == "lan\n"
    assert node.aer("network", "prune").stdout == "other\n"
    assert names(api) == []


def test_a_container_on_a_network_has_addresses_and_a_name(api: Api):
    made = create(api, "lan")
    asked = Attachment(network="lan", mac="02:00:00:00:00:77")
    out = shell(
        api, "ip -o addr show eth0; ip route; cat /etc/hosts", name="web", networks=[asked]
    )
    assert "default via " + made.gateways[0] in out
    prefix = made.gateways[0].rpartition(".")[0]
    assert f"inet {prefix}.2/24" in out
    assert f"{prefix}.2\tweb" in out
    assert endpoints(api, "lan") == []


def test_addresses_are_those_that_are_asked_for(api: Api):
    create(api, "lan", subnets=["10.70.0.0/24", "fd70::/64"])
    asked = Attachment(
        network="lan", ipv4="10.70.0.99", ipv6="fd70::99", mac="02:00:00:00:00:77", aliases=["db"]
    )
    start(api, *serve("x"), name="web", networks=[asked])
    (one,) = endpoints(api, "lan")
    assert (one.name, one.interface, one.ipv4, one.ipv6, one.mac, list(one.aliases)) == (
        "web", "eth0", "10.70.0.99", "fd70::99", "02:00:00:00:00:77", ["db"],
    )  # fmt: skip
    again = Attachment(network="lan", ipv4="10.70.0.99")
    code, why = refused(start, api, "true", name="two", networks=[again])
    assert code is TAKEN, why
    outside = Attachment(network="lan", ipv4="10.71.0.1")
    code, why = refused(start, api, "true", name="two", networks=[outside])
    assert code is INVALID, why
    assert [one.name for one in endpoints(api, "lan")] == ["web"]


def test_members_reach_each_other_and_the_world(api: Api, node: NetnsDaemon):
    create(api, "lan")
    start(api, *serve("hello"), name="web", networks=[Attachment(network="lan")])
    (one,) = endpoints(api, "lan")
    ask = asked_of(one.ipv4)
    on = {"networks": [Attachment(network="lan")]}
    assert "hello" in shell(api, ask, **on)
    ask6 = asked_of(one.ipv6)
    assert "hello" in shell(api, ask6, **on)
    world = "ping -c 1 -W 2 192.0.2.2 && ping -6 -c 1 -W 2 2001:db8::2"
    shell(api, world, **on)


def test_containers_find_each_other_by_name(api: Api):
    made = create(api, "lan")
    start(api, *serve("hello"), name="web", networks=[Attachment(network="lan", aliases=["www"])])
    on = {"networks": [Attachment(network="lan")]}
    for name in ("web", "www", "web.lan.internal"):
        assert "hello" in shell(api, asked_of(name), **on)
    told = shell(api, "cat /etc/resolv.conf; nslookup nobody 2>&1 || true", **on)
    assert f"nameserver {made.gateways[0]}" in told
    assert "NXDOMAIN" in told or "can't resolve" in told, told


@pytest.mark.parametrize("address", [HOST, f"[{HOST6}]"], ids=["IPv4", "IPv6"])
def test_a_published_port_is_reached_from_outside(api: Api, node: NetnsDaemon, address: str):
    keep(api, "web", *serve("hello"), ports=[Port(port=80, host_port=8080)])
    says_soon(node, f"http://{address}:8080/", "hello")
    assert names(api) == ["default"]
    assert says(node, f"http://{address}:8080/", inside=True) == "hello"
    assert node.aer("container", "port", "web").stdout == "80/tcp -> *:8080\n"
    assert "*:8080->80/tcp" in node.aer("container", "ls").stdout
    networks.down(api, "web")
    assert says(node, f"http://{address}:8080/") == ""


def test_a_port_of_loopback_is_reached_from_the_machine_alone(api: Api, node: NetnsDaemon):
    keep(api, "web", *serve("hello"), ports=[Port(port=80, host_address="127.0.0.1")])
    (one,) = ports(api, "web")
    assert one.port.host_port > 0
    says_soon(node, f"http://127.0.0.1:{one.port.host_port}/", "hello", inside=True)
    assert says(node, f"http://{HOST}:{one.port.host_port}/") == ""


def test_a_port_that_is_taken_is_refused_and_nothing_is_left(api: Api, node: NetnsDaemon):
    create(api, "lan")
    keep(api, "web", *serve("one"), ports=[Port(port=80, host_port=8080)])
    before = links(node)
    asked: dict[str, Any] = {"networks": [Attachment(network="lan")]}
    code, why = refused(start, api, "true", ports=[Port(port=80, host_port=8080)], **asked)
    assert code is TAKEN
    assert "port 8080 (tcp) of the host is taken" in why
    assert endpoints(api, "lan") == []
    assert links(node) == before
    assert len(ports(api)) == 1
    # Another protocol is another port.
    said(api, "true", ports=[Port(port=80, host_port=8080, protocol=UDP)], **asked)
    # Gone with its container, at once.
    networks.remove(api, "web")
    said(api, "true", ports=[Port(port=80, host_port=8080)], **asked)


def test_a_port_is_published_and_unpublished_while_a_container_runs(api: Api, node: NetnsDaemon):
    keep(api, "web", *serve("hello"), networks=[Attachment(network="default")], ports=[])
    made = networks.publish(api, "web", 80, host_port=8081)
    assert made.host_port == 8081
    says_soon(node, f"http://{HOST}:8081/", "hello")
    code, _ = refused(networks.publish, api, "web", 80, host_port=8081)
    assert code is TAKEN or code is INVALID
    assert [one.host_port for one in networks.kept_spec(api, "web").ports] == [8081]
    gone = networks.unpublish(api, "web", 80)
    assert [one.host_port for one in gone] == [8081]
    assert says(node, f"http://{HOST}:8081/") == ""
    assert networks.kept_spec(api, "web").ports == []
    assert refused(networks.unpublish, api, "web", 80)[0] is MISSING
    assert node.aer("port", "add", "web", "8082:80").stdout == "*:8082\n"
    assert "8082" in node.aer("port", "ls").stdout
    assert node.aer("port", "rm", "web", "80").stdout == "*:8082\n"


def test_a_container_is_connected_and_disconnected_while_it_runs(api: Api, node: NetnsDaemon):
    for name in ("front", "back"):
        create(api, name)
    keep(api, "web", *serve("hello"), networks=[Attachment(network="front")])
    made = networks.connect(api, "web", "back", aliases=["www"])
    assert (made.interface, made.network, list(made.aliases)) == ("eth1", "back", ["www"])
    look = node.aer("container", "exec", "web", "ip", "-o", "-4", "addr").stdout
    assert f"eth1    inet {made.ipv4}/24" in look
    assert refused(networks.connect, api, "web", "back")[0] is TAKEN
    # It is for later starts, too, with the same address.
    networks.down(api, "web")
    networks.up(api, "web")
    assert [one.ipv4 for one in endpoints(api, "back")] == [made.ipv4]
    assert "eth1" in node.aer("container", "exec", "web", "ip", "addr").stdout
    networks.disconnect(api, "web", "back")
    until(
        lambda: "eth1" not in node.aer("container", "exec", "web", "ip", "addr").stdout,
        "its second interface has gone",
    )
    assert endpoints(api, "back") == []
    assert [one.network for one in networks.kept_spec(api, "web").networks] == ["front"]
    assert refused(networks.disconnect, api, "web", "back")[0] is MISSING


def test_a_single_run_is_connected_too(api: Api, node: NetnsDaemon):
    create(api, "lan")
    start(api, "/bin/sh", "-c", "sleep 1000", name="one")
    assert networks.connect(api, "one", "lan").interface == "eth0"
    assert "eth0" in node.aer("container", "exec", "one", "ip", "addr").stdout
    networks.disconnect(api, "one", "lan")
    start(api, "/bin/sh", "-c", "sleep 1000", name="host", network="NETWORK_HOST")
    assert refused(networks.connect, api, "host", "lan")[0] is UNREADY


def test_a_kept_container_has_the_same_address_and_ports_at_each_start(api: Api):
    create(api, "lan")
    asked: dict[str, Any] = {"networks": [Attachment(network="lan")], "ports": [Port(port=80)]}
    keep(api, "web", *serve("x"), **asked)
    before = endpoints(api, "lan"), ports(api)
    start(api, "true", networks=[Attachment(network="lan")])
    networks.down(api, "web")
    assert [one.ipv4 for one in endpoints(api, "lan") if one.name == "web"] == [before[0][0].ipv4]
    networks.up(api, "web")
    after = [one for one in endpoints(api, "lan") if one.name == "web"]
    assert [(one.ipv4, one.ipv6, one.mac) for one in after] == [
        (one.ipv4, one.ipv6, one.mac) for one in before[0]
    ]
    assert ports(api) == before[1]


def test_connections_go_on_while_the_server_is_killed(api: Api, node: NetnsDaemon):
    script = "nc -l -p 7 -e cat & trap 'exit 0' TERM; wait; sleep 1000"
    keep(api, "echo", "/bin/sh", "-c", script, ports=[Port(port=7, host_port=7007)])
    (one,) = endpoints(api, "default")
    until(
        lambda: ":0007" in node.aer("container", "exec", "echo", "cat", "/proc/net/tcp", "/proc/net/tcp6").stdout,
        "it listens",
    )  # fmt: skip
    talk = subprocess.Popen(
        within(node.outer.pid, need("busybox"), "nc", HOST, "7007"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert talk.stdin is not None
    assert talk.stdout is not None
    try:
        talk.stdin.write(b"before\n")
        talk.stdin.flush()
        assert talk.stdout.readline() == b"before\n"
        node.kill_server()
        talk.stdin.write(b"after\n")
        talk.stdin.flush()
        assert talk.stdout.readline() == b"after\n"
    finally:
        talk.kill()
        talk.communicate()
    with Api(node.client_config) as fresh:
        assert [item.ipv4 for item in endpoints(fresh, "default")] == [one.ipv4]
        networks.remove(fresh, "echo")
        networks.delete(fresh, "default")


def test_what_somebody_has_removed_is_put_right(api: Api, node: NetnsDaemon):
    keep(api, "web", *serve("hello"), ports=[Port(port=80, host_port=8080)])
    says_soon(node, f"http://{HOST}:8080/", "hello")
    node.inside("nft", "flush", "ruleset")
    networks.repair(api)
    says_soon(node, f"http://{HOST}:8080/", "hello")
    node.aer("network", "repair")


def test_what_cannot_be_is_refused_by_name(api: Api):
    create(api, "lan", subnets=["10.70.0.0/29"])
    cases: list[tuple[grpc.StatusCode, str, Callable[[], Any]]] = [
        (TAKEN, "'lan' already exists", lambda: create(api, "lan")),
        (TAKEN, "overlaps 10.70.0.0/29", lambda: create(api, "two", subnets=["10.70.0.0/24"])),
        (TAKEN, "which the machine uses", lambda: create(api, "two", subnets=["192.0.2.0/25"])),
        (INVALID, "stands for no network", lambda: create(api, "host")),
        (INVALID, "network.subnets[0]", lambda: create(api, "two", subnets=["10.0.0.1"])),
        (INVALID, "network.mtu", lambda: create(api, "two", mtu=9)),
        (INVALID, "network.driver", lambda: create(api, "two", driver="DRIVER_CNI")),
        (MISSING, "'none-such' not found", lambda: networks.delete(api, "none-such")),
        (
            MISSING,
            "network 'none-such' not found",
            lambda: start(api, "true", networks=[Attachment(network="none-such")]),
        ),
        (
            INVALID,
            "networks[1].network",
            lambda: start(api, "true", networks=[Attachment(network="lan")] * 2),
        ),
        (
            INVALID,
            "networks: needs a network of its own, not HOST",
            lambda: start(
                api, "true", network="NETWORK_HOST", networks=[Attachment(network="lan")]
            ),
        ),
        (INVALID, "ports[0].port", lambda: start(api, "true", ports=[Port(host_port=80)])),
        (MISSING, "no such container", lambda: networks.publish(api, "nobody", 80)),
    ]
    for code, why, call in cases:
        found = refused(call)
        assert found[0] is code, found
        assert why in found[1]
    assert names(api) == ["lan"]


def test_a_range_that_is_used_up_is_told_and_given_back(api: Api):
    create(api, "tiny", subnets=["10.70.0.0/30"], ipv6=False)
    asked = {"networks": [Attachment(network="tiny")]}
    start(api, "/bin/sh", "-c", "sleep 1000", name="first", **asked)
    code, why = refused(start, api, "true", name="second", **asked)
    assert code is FULL, why
    assert "tiny" in why
    networks.remove(api, "first")
    said(api, "true", name="second", **asked)


def test_a_network_in_use_is_not_deleted(api: Api):
    create(api, "lan")
    keep(api, "web", *serve("x"), networks=[Attachment(network="lan")])
    code, why = refused(networks.delete, api, "lan")
    assert code is UNREADY
    assert "'lan' is used by 'web'" in why
    networks.down(api, "web")
    assert refused(networks.delete, api, "lan")[0] is UNREADY, "it keeps its address"
    networks.remove(api, "web")
    networks.delete(api, "lan")


def test_a_container_has_the_network_of_another_one(api: Api, node: NetnsDaemon):
    create(api, "lan")
    keep(api, "web", *serve("hello"), networks=[Attachment(network="lan")])
    (one,) = endpoints(api, "lan")
    out = shell(api, f"{asked_of('::1')}; cat /etc/hosts", name="beside", network_of="web")
    assert "hello" in out.splitlines()
    assert f"{one.ipv4}\tbeside" in out
    # Its users are those of the other one, too.
    assert (
        node.aer(
            "container", "run", "--rm", "--network", "container:web", "busybox:1", "id", "-u"
        ).stdout
        == "0\n"
    )
    for name, code, why in (
        ("nobody", MISSING, "no container nobody is there"),
        ("a//b", INVALID, "container.network_of"),
    ):
        found = refused(start, api, "true", network_of=name)
        assert found[0] is code, found
        assert why in found[1]
    networks.down(api, "web")
    assert refused(start, api, "true", network_of="web")[0] in (MISSING, UNREADY)
    code, why = refused(start, api, "true", network_of="web", ports=[Port(port=80)])
    assert (code, "ports: is that of the container" in why) == (INVALID, True)
