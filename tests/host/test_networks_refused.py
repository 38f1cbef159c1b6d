"""Networks of other owners, and machines on which something is switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import grpc
import pytest

from tests.support import networks
from tests.support.api import Api
from tests.support.containers import load, shell, start
from tests.support.members import member
from tests.support.netns_daemon import NetnsDaemon
from tests.support.networks import Attachment, Port, create, names, ports, refusal, serve

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.host

UNREADY, DENIED = grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.PERMISSION_DENIED
FORWARD = "/proc/sys/net/ipv4/ip_forward"


def refused(call: Callable[..., Any], *words: Any, **more: Any) -> tuple[grpc.StatusCode, str]:
    """Return how a call is refused."""
    with pytest.raises(grpc.RpcError) as error:
        call(*words, **more)
    return refusal(error.value)


def test_a_network_is_its_owners_alone():
    with NetnsDaemon(group="daemon") as node:
        load(node)
        on = {"networks": [Attachment(network="lan")]}
        with Api(node.client_config) as api, member(node) as other:
            create(api, "lan")
            networks.keep(other, "theirs", *serve("x"))
            assert names(other) == ["lan"], "it is shown to everybody"
            assert refused(start, other, "true", **on)[0] is DENIED
            assert refused(networks.connect, other, "theirs", "lan")[0] is DENIED
            assert refused(networks.connect, api, "theirs", "lan")[0] is DENIED
            assert refused(networks.delete, other, "lan")[0] is DENIED
            networks.keep(api, "mine", *serve("x"), **on)
            assert refused(start, other, "true", network_of="mine")[0] is DENIED
            # Each has a network `default` of its own.
            for one, name in ((api, "first"), (other, "second")):
                networks.keep(one, name, *serve("x"), ports=[Port(port=80)])
            third = next(name for name in names(api) if name.startswith("default-"))
            assert names(api) == ["default", third, "lan"]
            assert len(ports(api)) == 2
            assert [one.name for one in networks.endpoints(other, "default")] == ["second"]
            for name in ("theirs", "mine", "first", "second"):
                networks.remove(api, name)
            assert node.aer("network", "prune").stdout == "default\nlan\n"
            networks.delete(other, "default")
            assert names(api) == []


def test_forwarding_is_put_on_for_the_first_network_and_off_after_the_last():
    with NetnsDaemon() as node, Api(node.client_config) as api:
        assert node.inside("cat", FORWARD) == "0\n"
        create(api, "one")
        create(api, "two")
        assert node.inside("cat", FORWARD) == "1\n"
        networks.delete(api, "one")
        assert node.inside("cat", FORWARD) == "1\n"
        networks.delete(api, "two")
        assert node.inside("cat", FORWARD) == "0\n"


def test_forwarding_is_left_as_it_is_where_that_is_said():
    with NetnsDaemon(ip_forward="leave") as node, Api(node.client_config) as api:
        code, why = refused(create, api, "lan", ipv6=False)
        assert code is UNREADY
        assert "forward" in why
        assert names(api) == []
        node.inside("sh", "-c", f"echo 1 > {FORWARD}")
        create(api, "lan", ipv6=False)
        networks.delete(api, "lan")
        assert node.inside("cat", FORWARD) == "1\n"


def test_without_ipv6_a_network_has_ipv4_alone():
    with NetnsDaemon() as node, Api(node.client_config) as api:
        load(node)
        for where in ("all", "default"):
            node.inside("sh", "-c", f"echo 1 > /proc/sys/net/ipv6/conf/{where}/disable_ipv6")
        made = create(api, "lan")
        assert len(made.subnets) == 1
        code, why = refused(create, api, "six", subnets=["fd70::/64"])
        assert code is UNREADY
        assert "IPv6" in why
        out = shell(api, "ip addr show eth0", networks=[Attachment(network="lan")])
        assert "inet " in out
        assert "inet6" not in out
