"""Links, addresses and routes that the kernel makes for us, in namespaces of the test's own."""

import errno
import os
import socket
from functools import partial
from pathlib import Path

import pytest

from aurae.linux import rtnetlink
from aurae.linux.netlink import Events, Netlink
from tests.support.netspace import namespaces, within
from tests.support.until import until

pytestmark = pytest.mark.host

MAC = bytes.fromhex("020000000001")
INNER = bytes.fromhex("02000a090005")


@pytest.fixture
def spaces():
    with namespaces(2) as found:
        yield found


def links(kernel: Netlink) -> dict[str, rtnetlink.Link]:
    parsed = map(rtnetlink.parse_link, kernel.dump(rtnetlink.all_links()))
    return {link.name: link for link in parsed if link}


def addresses(kernel: Netlink) -> set[tuple[str, int]]:
    found = filter(None, map(rtnetlink.parse_address, kernel.dump(rtnetlink.all_addresses())))
    families = {4: socket.AF_INET, 16: socket.AF_INET6}
    return {
        (socket.inet_ntop(families[len(one.address)], one.address), one.prefix) for one in found
    }


def bridged(kernel: Netlink) -> rtnetlink.Link:
    kernel.call(rtnetlink.add_bridge("br0", 1400, MAC))
    bridge = rtnetlink.parse_link(kernel.ask(rtnetlink.get_link("br0")))
    assert bridge is not None
    kernel.call(
        rtnetlink.set_bridge(bridge.index, 1400),
        rtnetlink.add_address(bridge.index, socket.inet_aton("10.9.0.1"), 24),
        rtnetlink.add_address(bridge.index, socket.inet_pton(socket.AF_INET6, "fd09::1"), 64),
    )
    return bridge


def test_a_pair_leads_from_a_bridge_into_another_namespace(spaces):
    outer, inner = spaces
    with within(outer, Netlink) as kernel, within(inner, Netlink) as other:
        bridge = bridged(kernel)
        kernel.call(rtnetlink.add_pair("e1", bridge.index, 1400, "eth0", inner, INNER))
        ours = links(kernel)["e1"]
        theirs = links(other)["eth0"]
        assert (ours.master, ours.kind, ours.peer, ours.mtu) == (
            bridge.index, "veth", theirs.index, 1400,
        )  # fmt: skip
        assert (theirs.mac, theirs.mtu, theirs.flags & rtnetlink.IFF_UP) == (INNER, 1400, 0)
        gateway = socket.inet_aton("10.9.0.1"), socket.inet_pton(socket.AF_INET6, "fd09::1")
        other.call(
            rtnetlink.set_up(rtnetlink.LOOPBACK),
            rtnetlink.set_up(theirs.index),
            rtnetlink.add_address(theirs.index, socket.inet_aton("10.9.0.5"), 24),
            rtnetlink.add_address(theirs.index, socket.inet_pton(socket.AF_INET6, "fd09::5"), 64),
            *(rtnetlink.add_default(theirs.index, one) for one in gateway),
        )
        kernel.call(
            rtnetlink.set_port(ours.index, bridge.index),
            rtnetlink.add_neighbour(ours.index, INNER),
        )
        assert {("10.9.0.5", 24), ("fd09::5", 64), ("127.0.0.1", 8)} <= addresses(other)
        routes = list(map(rtnetlink.parse_route, other.dump(rtnetlink.all_routes())))
        through = [one for one in routes if one and not one.destination and one.table == 254]
        assert [one.index for one in through] == [theirs.index] * 2
        for host in ("10.9.0.1", "fd09::1"):
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            listener = within(outer, partial(socket.create_server, (host, 0), family=family))
            address = listener.getsockname()[:2]
            within(inner, partial(socket.create_connection, address, 5)).close()
            listener.close()


def test_the_bridge_may_translate_to_loopback_and_has_no_address_of_its_own_accord(spaces):
    def localnet() -> str:
        return Path("/proc/sys/net/ipv4/conf/br0/route_localnet").read_text()

    with within(spaces[0], Netlink) as kernel:
        bridged(kernel)
        assert within(spaces[0], localnet) == "1\n"
        assert addresses(kernel) == {("10.9.0.1", 24), ("fd09::1", 64)}


def test_what_follows_a_request_that_fails_is_done_and_the_first_failure_is_told(spaces):
    with within(spaces[0], Netlink) as kernel:
        with pytest.raises(OSError, match=r"^\[Errno 19\] set up none: ") as caught:
            kernel.call(
                rtnetlink.set_up("none"),
                rtnetlink.add_bridge("br0", 1500, MAC),
                rtnetlink.set_up("neither"),
            )
        assert caught.value.errno == errno.ENODEV
        assert "br0" in links(kernel)
        failed = kernel.attempt(
            rtnetlink.add_bridge("br0", 1500, MAC), rtnetlink.delete_link("br0")
        )
        assert [(index, what, error.errno) for index, what, error in failed] == [
            (0, "add bridge br0", errno.EEXIST)
        ]
        assert "br0" not in links(kernel)


def test_a_question_that_has_no_answer_is_an_error_and_the_next_one_has_its_own(spaces):
    with within(spaces[0], Netlink) as kernel:
        for _ in range(3):
            with pytest.raises(OSError, match="look at none: "):
                kernel.ask(rtnetlink.get_link("none"))
            lo = rtnetlink.parse_link(kernel.ask(rtnetlink.get_link("lo")))
            assert lo is not None
            assert lo.index == rtnetlink.LOOPBACK


def test_dozens_of_links_come_in_one_list(spaces):
    with within(spaces[0], Netlink) as kernel:
        count = 60
        kernel.call(*(rtnetlink.add_bridge(f"b{number}", 1500, MAC) for number in range(count)))
        assert len(links(kernel)) == count + 1


def test_events_tell_of_links_that_come_and_go_and_that_some_were_lost(spaces):
    with within(spaces[0], Netlink) as kernel:
        events = within(spaces[0], lambda: Events([rtnetlink.RTNLGRP_LINK]))
        try:
            kernel.call(rtnetlink.add_bridge("br0", 1500, MAC), rtnetlink.delete_link("br0"))
            told = [rtnetlink.link_event(message) for message in events.read() or ()]
            assert [one[0] for one in told if one and one[1].name == "br0"][-1] is True
            assert events.read() == []
            kernel.call(rtnetlink.add_bridge("br0", 1500, MAC))
            kernel.call(*(rtnetlink.set_bridge("br0", 1400 + step % 2) for step in range(600)))
            assert events.read() is None
            assert events.read() is not None
        finally:
            events.close()


def test_a_pair_goes_with_the_namespace_of_its_other_end(spaces):
    with within(spaces[0], Netlink) as kernel:
        bridge = bridged(kernel)
        with namespaces(1) as (inner,):
            kernel.call(rtnetlink.add_pair("e1", bridge.index, 1500, "eth0", inner, INNER))
        until(lambda: "e1" not in links(kernel), "the kernel removes our end")


def test_a_namespace_that_is_none_is_an_error(spaces):
    with within(spaces[0], Netlink) as kernel:
        bridge = bridged(kernel)
        null = os.open("/dev/null", os.O_RDONLY)
        try:
            with pytest.raises(OSError, match="add link e1: "):
                kernel.call(rtnetlink.add_pair("e1", bridge.index, 1500, "eth0", null, INNER))
        finally:
            os.close(null)
        assert "e1" not in links(kernel)
