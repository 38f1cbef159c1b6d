"""libnftables: what goes wrong is said in its words, and one call is all or nothing."""

import errno
import json
import socket
import subprocess
from itertools import pairwise

import pytest

from aurae.linux.netlink import NETLINK_NETFILTER, Netlink, Request
from aurae.linux.nfnetlink import IPCTNL_MSG_CT_GET, NFGENMSG, Nfnetlink
from aurae.linux.nftables import Nftables
from tests.support.netspace import namespaces, within
from tests.support.until import until


def use(space: int, *commands: str) -> None:
    def run() -> None:
        nft = Nftables()
        try:
            for command in commands:
                nft.run(command)
        finally:
            nft.close()

    within(space, run)


def test_commands_of_one_call_are_one_transaction():
    with namespaces(1) as (space,):
        kernel = Nfnetlink()
        before = within(space, kernel.generation)
        use(space, "add table inet one\nadd table inet two")
        assert kernel.generation() == before + 1
        with pytest.raises(FileNotFoundError, match="nft: "):
            use(space, "add table inet three\ndelete table inet nowhere")
        with pytest.raises(FileNotFoundError):
            use(space, "delete table inet three")
        kernel.close()


@pytest.mark.parametrize(
    ("command", "number"),
    [
        ("bogus", errno.EINVAL),
        ("add element inet nowhere any { 1 }", errno.ENOENT),
        ("create table inet one\ncreate table inet one", errno.EEXIST),
    ],
)
def test_what_the_library_says_is_in_the_error(command: str, number: int):
    with namespaces(1) as (space,), pytest.raises(OSError, match="nft: ") as caught:
        use(space, command)
    assert caught.value.errno == number


def test_a_listing_is_json_and_a_head_is_text():
    def look() -> tuple[bytes, str]:
        nft = Nftables()
        nft.run(
            'table inet one {\n comment "mine"\n'
            " set s {\n type ipv4_addr\n elements = { 10.0.0.1 }\n }\n}"
        )
        found = nft.listing("list table inet one"), nft.head("list table inet one")
        nft.close()
        return found

    with namespaces(1) as (space,):
        listing, head = within(space, look)
    assert {"table", "set"} <= {name for part in json.loads(listing)["nftables"] for name in part}
    assert 'comment "mine"' in head
    assert "10.0.0.1" not in head


def test_a_context_that_is_closed_says_so():
    with namespaces(1) as (space,):
        nft = within(space, Nftables)
        nft.close()
        nft.close()
        with pytest.raises(OSError, match="closed"):
            nft.run("list ruleset")


def test_forgetting_flows_that_are_not_there_is_no_error():
    with namespaces(1) as (space,):
        kernel = Nfnetlink()
        within(space, lambda: kernel.forget_flows(bytes(4), bytes(16)))
        kernel.forget_ports(53)
        kernel.close()


@pytest.mark.parametrize(
    ("family", "addresses"),
    [
        (socket.AF_INET, [f"127.0.0.{number}" for number in (2, 3, 4)]),
        (socket.AF_INET6, [f"fd00::{number}" for number in (2, 3, 4)]),
    ],
)
def test_flows_of_an_address_are_forgotten_and_no_others(
    family: socket.AddressFamily, addresses: list[str]
):
    def flows() -> int:
        body = NFGENMSG.pack(family, 0, 0)
        with Netlink(NETLINK_NETFILTER) as netlink:
            return len(netlink.dump(Request(IPCTNL_MSG_CT_GET, 0, body, "list")))

    def all_sent() -> bool:
        for source, target in pairwise(addresses):
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.bind((source, 1000))
                sock.sendto(b"x", (target, 1000))
        return flows() == 2

    def look() -> list[int]:
        for address in addresses:
            if family is socket.AF_INET6:
                subprocess.run(["ip", "addr", "add", address, "dev", "lo", "nodad"], check=True)
        until(all_sent, "the kernel has both flows: a new address takes its time")
        kernel, found = Nfnetlink(), [flows()]
        for address in addresses:
            kernel.forget_flows(socket.inet_pton(family, address))
            found.append(flows())
        kernel.close()
        return found

    with namespaces(1, up=True) as (space,):
        rule = "type filter hook output priority 0\nct state new accept"
        use(space, f"table inet one {{\nchain c {{\n{rule}\n}}\n}}")
        assert within(space, look) == [2, 1, 0, 0]
