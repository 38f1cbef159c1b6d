"""What rules let through: ways out, published ports, several workloads behind one; and their repair."""

import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from aurae.linux.nftables import Nftables
from aurae.model.network import Protocol, PublishedPort, Rates
from aurae.model.refusal import FailedPrecondition
from aurae.networks import naming
from aurae.networks.means import Standing
from aurae.networks.rules import Rules
from tests.support.require import need_root
from tests.support.until import until
from tests.support.yard import HOST4, HOST6, OUTSIDE4, OUTSIDE6, TAG, Yard, yard

WEB = PublishedPort(80, 8080)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/networks.md"


class Town:
    """Two networks and their members, each of which says its name at port 80."""

    def __init__(self, machine: Yard) -> None:
        self.yard = machine
        self.host, self.outside = machine.host, machine.outside
        self.one, self.two = machine.network(1), machine.network(2)
        self.ann, self.abe = machine.member(self.one, 5), machine.member(self.one, 6)
        self.bea = machine.member(self.two, 5)
        for place, name in (
            (self.ann, "ann"),
            (self.abe, "abe"),
            (self.bea, "bea"),
            (self.outside, "outside"),
            (self.host, "host"),
        ):
            place.greet(name, 80)

    def nft(self, commands: str) -> None:
        """Do what somebody with rights over the machine may."""

        def run() -> None:
            nft = Nftables()
            nft.run(commands)
            nft.close()

        self.host.within(run)

    def whole(self) -> bool:
        return self.yard.run(self.yard.rules.is_whole)


@pytest.fixture(scope="module")
def built() -> Iterator[Town]:
    need_root()
    with yard() as machine:
        yield Town(machine)


@pytest.fixture
def town(built: Town) -> Town:
    """The town without a published port."""
    built.yard.apply()
    return built


def test_members_of_a_network_speak_with_each_other(town: Town):
    assert town.abe.ask(town.ann.ipv4, 80) == f"ann {town.abe.ipv4}"
    assert town.abe.ask(town.ann.ipv6, 80) == f"ann {town.abe.ipv6}"
    assert town.abe.ask(town.ann.link_local + "%eth0", 80).startswith("ann ")


def test_who_goes_out_seems_to_be_the_host(town: Town):
    assert town.ann.ask(OUTSIDE4, 80) == f"outside {HOST4}"
    assert town.ann.ask(OUTSIDE6, 80) == f"outside {HOST6}"


def test_the_host_reaches_members(town: Town):
    assert town.host.ask(town.ann.ipv4, 80) == f"ann {town.one.gateway4}"
    assert town.host.ask(town.ann.ipv6, 80) == f"ann {town.one.gateway6}"


@pytest.mark.parametrize("size", [64, 4000])
def test_datagrams_of_any_size_pass(town: Town, size: int):
    receiver = town.ann.datagrams(town.ann.ipv4)
    sender = town.abe.datagrams(town.abe.ipv4)
    sender.sendto(b"x" * size, receiver.getsockname())
    assert len(receiver.recv(65_536)) == size
    outside = town.outside.datagrams(OUTSIDE4)
    sender.sendto(b"y" * size, outside.getsockname())
    assert len(outside.recv(65_536)) == size


def test_a_published_port_is_reached_from_everywhere(town: Town):
    town.yard.publish(town.ann, WEB)
    assert town.outside.ask(HOST4, 8080) == f"ann {OUTSIDE4}"
    assert town.outside.ask(HOST6, 8080) == f"ann {OUTSIDE6}"
    assert town.host.ask("127.0.0.1", 8080) == f"ann {town.one.gateway4}"
    for address in (HOST4, town.one.gateway4):
        assert town.host.ask(address, 8080).startswith("ann ")
    for address in (HOST6, town.one.gateway6):
        assert town.host.ask(address, 8080).startswith("ann ")
    for address, gateway in ((HOST4, town.one.gateway4), (HOST6, town.one.gateway6)):
        assert town.abe.ask(address, 8080) == f"ann {gateway}"
        assert town.ann.ask(address, 8080) == f"ann {gateway}", "also by itself"
        assert town.bea.ask(address, 8080).startswith("ann ")


def test_a_port_on_one_address_is_published_there_alone(town: Town):
    town.yard.publish(town.ann, replace(WEB, host_address=HOST4))
    assert town.outside.ask(HOST4, 8080) == f"ann {OUTSIDE4}"
    assert not town.host.reaches("127.0.0.1", 8080)
    assert not town.outside.reaches(HOST6, 8080)
    town.yard.publish(town.abe, replace(WEB, host_address="127.0.0.1"))
    assert town.host.ask("127.0.0.1", 8080).startswith("abe ")
    assert town.outside.ask(HOST4, 8080).startswith("ann ")


def test_a_port_on_the_loopback_address_is_not_reached_from_outside(town: Town):
    town.yard.publish(town.ann, replace(WEB, host_address="127.0.0.1"))
    assert not town.outside.reaches(HOST4, 8080)
    route = town.outside.within(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
    route.close()
    assert not town.abe.reaches(town.one.gateway4, 8080)


def test_an_address_of_one_family_publishes_that_family(town: Town):
    town.yard.publish(town.ann, replace(WEB, host_address="0.0.0.0"))
    assert town.outside.reaches(HOST4, 8080)
    assert not town.outside.reaches(HOST6, 8080)


def test_a_withdrawn_port_leads_nowhere_and_its_connections_go_on(town: Town):
    listener = town.ann.within(lambda: socket.create_server((town.ann.ipv4, 90)))
    port = PublishedPort(90, 9090)
    town.yard.publish(town.ann, port)
    with listener, town.outside.connect(HOST4, 9090) as client, listener.accept()[0] as served:
        town.yard.withdraw(town.ann, port)
        assert not town.outside.reaches(HOST4, 9090)
        client.sendall(b"still here")
        assert served.recv(100) == b"still here"


def test_several_behind_one_port_get_connections_in_turn(town: Town):
    town.yard.publish(town.ann, WEB)
    town.yard.publish(town.abe, WEB)
    for address in (HOST4, HOST6):
        found = Counter(town.outside.ask(address, 8080).split()[0] for _ in range(10))
        assert found == {"ann": 5, "abe": 5}
    town.yard.publish(town.bea, WEB)
    found = Counter(town.outside.ask(HOST4, 8080).split()[0] for _ in range(9))
    assert found == {"ann": 3, "abe": 3, "bea": 3}
    town.yard.withdraw(town.ann, WEB)
    town.yard.withdraw(town.bea, WEB)
    assert {town.outside.ask(HOST4, 8080).split()[0] for _ in range(4)} == {"abe"}
    assert town.whole()


def test_a_change_of_who_is_behind_a_port_cuts_no_connection(town: Town):
    listener = town.ann.within(lambda: socket.create_server((town.ann.ipv4, 91)))
    other = town.abe.within(lambda: socket.create_server((town.abe.ipv4, 91)))
    port = PublishedPort(91, 9191)
    town.yard.publish(town.ann, port)
    with listener, other, town.outside.connect(HOST4, 9191) as client:
        with listener.accept()[0] as served:
            town.yard.publish(town.abe, port)
            town.yard.withdraw(town.ann, port)
            client.sendall(b"one")
            assert served.recv(100) == b"one"
            with town.outside.connect(HOST4, 9191) as second, other.accept()[0] as elsewhere:
                second.sendall(b"two")
                assert elsewhere.recv(100) == b"two"
            served.sendall(b"back")
            assert client.recv(100) == b"back"


def test_no_connection_fails_while_targets_change(town: Town):
    town.yard.publish(town.ann, WEB)
    for _ in range(5):
        town.yard.publish(town.abe, WEB)
        assert town.outside.reaches(HOST4, 8080)
        town.yard.withdraw(town.ann, WEB)
        assert town.outside.reaches(HOST4, 8080)
        town.yard.publish(town.ann, WEB)
        assert town.outside.reaches(HOST4, 8080)
        town.yard.withdraw(town.abe, WEB)
        assert town.outside.reaches(HOST4, 8080)


def test_datagrams_that_came_before_a_port_was_published_do_not_hold_it_up(town: Town):
    port = PublishedPort(95, 9595, Protocol.UDP)
    sender = town.outside.datagrams(OUTSIDE4)
    receiver = town.ann.datagrams("0.0.0.0", 95)
    sender.sendto(b"too early", (HOST4, 9595))
    town.yard.publish(town.ann, port)
    sender.sendto(b"in time", (HOST4, 9595))
    assert receiver.recv(100) == b"in time"


def test_flows_of_a_member_that_went_are_not_kept_for_the_next_one(town: Town):
    port = PublishedPort(96, 9696, Protocol.UDP)
    sender = town.outside.datagrams(OUTSIDE4)
    first, second = town.ann.datagrams("0.0.0.0", 96), town.abe.datagrams("0.0.0.0", 96)
    town.yard.publish(town.ann, port)
    sender.sendto(b"one", (HOST4, 9696))
    assert first.recv(100) == b"one"
    rules = town.yard.rules
    town.yard.run(lambda: rules.remove_endpoint(town.one, town.ann.endpoint))
    town.yard.run(rules.forget_flows)
    town.yard.publish(town.abe, port)
    sender.sendto(b"two", (HOST4, 9696))
    assert second.recv(100) == b"two"
    assert not town.abe.reaches(town.ann.ipv4, 80, 0.3), "it may not speak any more"


def test_members_of_a_network_with_access_reach_the_host(town: Town):
    three = town.yard.network(9, host_access=True)
    cat = town.yard.member(three, 5)
    for address in (three.gateway4, three.gateway6, HOST4, HOST6):
        assert cat.ask(address, 80).startswith("host ")
    assert not cat.reaches(town.one.gateway4, 80, 0.3)
    assert not town.ann.reaches(HOST4, 80, 0.3)


def test_an_internal_network_is_reached_by_its_published_ports(town: Town):
    inner = town.yard.network(8, internal=True)
    ida, ira = town.yard.member(inner, 5), town.yard.member(inner, 6)
    ida.greet("ida", 80)
    assert ira.ask(ida.ipv4, 80) == f"ida {ira.ipv4}"
    town.yard.publish(ida, WEB)
    assert town.outside.ask(HOST4, 8080) == f"ida {OUTSIDE4}"
    assert not ida.reaches(OUTSIDE4, 80, 0.3)


@pytest.mark.parametrize(
    "harm",
    [
        "flush ruleset",
        f"delete table inet {naming.table(TAG)}",
        f"delete table bridge {naming.table(TAG)}",
        f"flush chain inet {naming.table(TAG)} to_member",
        f"flush chain bridge {naming.table(TAG)} from_arp",
        f"flush set bridge {naming.table(TAG)} macs",
        f"flush map inet {naming.table(TAG)} any4",
        f"add element inet {naming.table(TAG)} any4 {{ tcp . 1 : 10.88.1.9 . 1 }}",
        f"insert rule inet {naming.table(TAG)} forward accept",
        f"add rule inet {naming.table(TAG)} to_outside drop",
        f"flush chain inet {naming.table(TAG)} turns4_tcp_8081",
    ],
)
def test_what_somebody_changed_is_noticed_and_put_right(town: Town, harm: str):
    town.yard.publish(town.ann, WEB)
    town.yard.publish(town.ann, replace(WEB, host_port=8081))
    town.yard.publish(town.abe, replace(WEB, host_port=8081))
    assert town.whole()
    town.nft(harm)
    assert not town.whole()
    town.yard.apply()
    assert town.whole()
    assert town.abe.reaches(town.ann.ipv4, 80)
    assert not town.bea.reaches(town.ann.ipv4, 80, 0.3)


def test_what_others_do_to_their_own_tables_is_no_harm(town: Town):
    town.nft("add table inet another; add chain inet another something")
    assert town.whole()
    town.nft("delete table inet another")
    assert town.whole()


def test_a_change_after_somebody_flushed_the_rules_makes_all_of_them_anew(town: Town):
    town.nft("flush ruleset")
    town.yard.publish(town.ann, WEB)
    assert town.outside.reaches(HOST4, 8080)
    assert town.whole()
    assert not town.bea.reaches(town.ann.ipv4, 80, 0.3)


def test_a_table_of_our_name_that_is_somebody_elses_stays(town: Town):
    name = naming.table("00000001")
    town.nft(f"add table inet {name}")
    other = Rules("00000001")
    standing = Standing({town.one.id: town.one}, ())
    with pytest.raises(FailedPrecondition, match=f"table inet {name}"):
        town.yard.run(lambda: other.apply(standing))
    town.yard.run(lambda: other.apply(Standing({}, ())))
    town.nft(f"delete table inet {name}")
    other.close()


def test_with_the_last_network_the_tables_go(town: Town):
    other = Rules("00000002")
    town.yard.run(lambda: other.add_network(town.one))
    town.nft(f"list table inet {naming.table('00000002')}")
    town.yard.run(lambda: other.remove_network(town.one))
    with pytest.raises(FileNotFoundError):
        town.nft(f"list table inet {naming.table('00000002')}")
    other.close()


def test_a_member_sends_no_faster_than_it_may(town: Town):
    rate = 4_000_000
    slow = town.yard.member(town.one, 7, Rates(send=rate))
    receiver = town.abe.datagrams(town.abe.ipv4)
    receiver.settimeout(0.2)
    sender = slow.datagrams(slow.ipv4)
    got = 0
    for _ in range(1000):
        sender.sendto(b"z" * 1400, receiver.getsockname())
    with suppress(TimeoutError):
        while True:
            got += len(receiver.recv(2000))
    assert got < 1_000_000, "a burst of 400 kB, and what came while it was sent"
    assert got >= 100_000


@pytest.mark.parametrize(("rate", "burst"), [(2_000_000, None), (20_000_000, 100_000)])
def test_a_member_receives_no_faster_than_it_may(town: Town, rate: int, burst: int | None):
    slow = town.yard.member(town.one, 20 + rate // 10**7, Rates(receive=rate, burst=burst))
    listener = slow.within(lambda: socket.create_server((slow.ipv4, 90)))
    size = rate // 2
    with listener, town.abe.connect(slow.ipv4, 90) as client, listener.accept()[0] as served:
        began = time.monotonic()
        sending = Thread(target=client.sendall, args=(bytes(size),))
        sending.start()
        left = size
        while left:
            left -= len(served.recv(left))
        took = time.monotonic() - began
        sending.join()
    assert took > 0.2, "half a second's, of which up to a tenth comes at once"


FIREWALL = """
table inet firewall {
  chain forward {
    type filter hook forward priority 10; policy drop;
  }
  chain input {
    type filter hook input priority 10; policy drop;
    meta l4proto ipv6-icmp accept
  }
}
"""
LET_THROUGH = re.findall(r"^ +nft (add rule .*)$", DOCUMENT.read_text(), re.MULTILINE)


def test_a_firewall_that_drops_lets_us_through_by_what_the_document_says(town: Town):
    town.nft(FIREWALL)
    try:
        assert not town.ann.reaches(OUTSIDE4, 80, 0.3)
        for rule in LET_THROUGH:
            town.nft(rule.replace("inet filter", "inet firewall"))
        town.yard.publish(town.ann, WEB)
        for address in (OUTSIDE4, OUTSIDE6):
            assert town.ann.reaches(address, 80)
        assert town.outside.reaches(HOST4, 8080)
        assert town.abe.reaches(town.ann.ipv4, 80)
        assert not town.bea.reaches(town.ann.ipv4, 80, 0.3)
        assert not town.ann.reaches(HOST4, 80, 0.3)
    finally:
        town.nft("delete table inet firewall")


def test_two_daemons_do_not_disturb_each_other(town: Town):
    other = Rules("00000003")
    town.yard.run(
        lambda: other.add_network(replace(town.two, bridge=naming.bridge("00000003", 1)))
    )
    assert town.abe.reaches(town.ann.ipv4, 80)
    assert town.ann.reaches(OUTSIDE4, 80)
    assert town.whole()
    town.yard.run(lambda: other.remove_network(town.two))
    assert town.whole()
    other.close()


def test_members_that_are_not_known_are_mute(town: Town):
    rules = town.yard.rules
    assert town.abe.reaches(town.ann.ipv4, 80)
    town.yard.run(lambda: rules.remove_endpoint(town.one, town.abe.endpoint))
    assert not town.abe.reaches(town.ann.ipv4, 80, 0.3)
    town.yard.run(lambda: rules.add_endpoint(town.one, town.abe.endpoint))
    until(lambda: town.abe.reaches(town.ann.ipv4, 80), "it speaks again")
