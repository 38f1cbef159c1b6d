"""DNS on the gateways of networks: members by name, everything else by the host's resolvers."""

import asyncio
import contextlib
import os
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from aurae.linux import rtnetlink
from aurae.linux.netlink import Netlink, attributes
from aurae.model.network import Attachment, NetworkSpec
from tests.support.netspace import moved, within
from tests.support.networked import Node, node
from tests.support.until import eventually

OWNER = "spiffe://aurae.test/ann"
RESOLVER, DEAF, REFUSING = "127.0.0.2", "127.0.0.3", "127.0.0.4"
IFLA_OPERSTATE = 16
IP_FREEBIND = 15
SUBNETS = ("10.88.0.0/24", "fd88:1:2::/64")

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def own_network() -> Iterator[None]:
    with moved():
        yield


class Resolver:
    """The host's resolver: it knows `known.test`, has counted who asked, and can be told otherwise."""

    def __init__(self, address: str = RESOLVER) -> None:
        self.asked: list[str] = []
        self.change: Callable[[dns.message.Message], bytes | None] = lambda answer: (
            answer.to_wire()
        )
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind((address, 53))
        self._listener = socket.create_server((address, 53))
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._serve, self._accept)
        ]
        for thread in self._threads:
            thread.start()

    def _answer(self, data: bytes) -> bytes | None:
        query = dns.message.from_wire(data)
        name = query.question[0].name
        self.asked.append(str(name).lower())
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if str(name).lower().startswith("known."):
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "A", "192.0.2.80"))
        elif str(name).lower().startswith("big."):
            many = [f"192.0.2.{number}" for number in range(1, 200)]
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "A", *many))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
            soa = "ns.test. root.test. 1 2 3 4 60"
            answer.authority.append(dns.rrset.from_text("test.", 60, "IN", "SOA", soa))
        return self.change(answer)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                data, sender = self._datagrams.recvfrom(4096)
                if not data:
                    return
                answer = self._answer(data)
                if answer is not None and len(answer) > 1232:
                    short = dns.message.make_response(dns.message.from_wire(data))
                    short.flags |= dns.flags.TC
                    answer = short.to_wire()
                if answer is not None:
                    self._datagrams.sendto(answer, sender)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                with sock, contextlib.suppress(OSError):
                    data = sock.recv(4096)
                    answer = self._answer(data[2:])
                    if answer is not None:
                        sock.sendall(len(answer).to_bytes(2, "big") + answer)

    def close(self) -> None:
        for sock in (self._datagrams, self._listener):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join()


@pytest.fixture
def resolver(own_network: None) -> Iterator[Resolver]:
    made = Resolver()
    yield made
    made.close()


class Named:
    """Networks with names, and members that ask."""

    def __init__(self, it: Node) -> None:
        self.it = it

    async def join(
        self, name: str, network: str = "front", aliases: tuple[str, ...] = ()
    ) -> Callable[..., "asyncio.Future[dns.message.Message]"]:
        """Put a member on a network; returns how it asks."""
        key = f"run-{name.replace('/', '-')}"
        wanted = [Attachment(network, aliases)]
        await self.it.networks.reserve(key, OWNER, name, wanted, (), "join")
        await self.it.networks.connect(key, self.it.space(key), "join")
        await eventually(lambda: within(self.it.space(key), _is_up), "the link is up")
        gateway = self.it.networks.get(network).gateway4
        space = self.it.space(key)

        def ask(*question: str, to: str = gateway, stream: bool = False, **options: object):
            message = dns.message.make_query(*question, **options)  # type: ignore[arg-type]
            way = _by_stream if stream else _by_datagram
            return asyncio.to_thread(within, space, lambda: way(message, to))

        return ask


def _is_up() -> bool:
    """Whether the kernel has seen that both ends are up: what is sent before that is lost."""
    with Netlink() as netlink:
        body = netlink.ask(rtnetlink.get_link("eth0"))
    return attributes(body, rtnetlink.IFINFO.size)[IFLA_OPERSTATE] == b"\6"


def _by_datagram(message: dns.message.Message, to: str) -> dns.message.Message:
    family = socket.AF_INET6 if ":" in to else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.settimeout(0.5)
        sock.connect((to, 53))
        for _ in range(20):
            with contextlib.suppress(TimeoutError, ConnectionError):
                sock.send(message.to_wire())
                answer = dns.message.from_wire(sock.recv(65_536))
                assert answer.id == message.id
                return answer
    raise TimeoutError("nobody answers")


def _by_stream(message: dns.message.Message, to: str) -> dns.message.Message:
    with socket.create_connection((to, 53), 10) as sock:
        wire = message.to_wire()
        sock.sendall(len(wire).to_bytes(2, "big") + wire)
        data = b""
        while len(data) < 2 or len(data) < 2 + int.from_bytes(data[:2], "big"):
            part = sock.recv(65_536)
            assert part, "it hung up"
            data += part
        return dns.message.from_wire(data[2:])


@contextlib.asynccontextmanager
async def named(folder: Path, resolvers: tuple[str, ...] = (RESOLVER,)) -> AsyncIterator[Named]:
    resolv_conf = folder / "resolv.conf"
    resolv_conf.write_text("".join(f"nameserver {each}\n" for each in resolvers))
    async with node(folder / "s", resolv_conf=resolv_conf) as it, asyncio.TaskGroup() as group:
        watching = group.create_task(it.networks.watch())
        await it.networks.create(NetworkSpec("front", SUBNETS), OWNER)
        try:
            yield Named(it)
        finally:
            watching.cancel()


def addresses(answer: dns.message.Message) -> list[str]:
    return [str(item) for rrset in answer.answer for item in rrset]


async def test_members_find_each_other_by_name_in_both_families(
    tmp_path: Path, resolver: Resolver
):
    async with named(tmp_path) as there:
        await there.join("shop/db", aliases=("store",))
        ask = await there.join("web")
        (db,) = (
            one
            for one in there.it.networks.members(there.it.networks.get("front"))
            if one.name == "shop/db"
        )
        for name in ("db", "DB", "db.shop", "store", "db.front.internal"):
            assert addresses(await ask(name, "A")) == [db.ipv4]
            assert addresses(await ask(name, "AAAA")) == [db.ipv6]
        gateway6 = there.it.networks.get("front").gateway6
        assert addresses(await ask("db", "A", to=gateway6)) == [db.ipv4]
        assert addresses(await ask("db", "A", stream=True)) == [db.ipv4]
        assert (await ask("nobody", "A")).rcode() == dns.rcode.NXDOMAIN
        assert resolver.asked == [], "names of the network are nobody else's"


async def test_who_goes_is_found_no_more_and_who_comes_is_at_once(
    tmp_path: Path, resolver: Resolver
):
    async with named(tmp_path) as there:
        ask = await there.join("web")
        assert (await ask("late", "A")).rcode() == dns.rcode.NXDOMAIN
        await there.join("late")
        assert addresses(await ask("late", "A"))
        await there.it.networks.release("run-late")
        assert (await ask("late", "A")).rcode() == dns.rcode.NXDOMAIN


async def test_other_names_are_asked_of_the_host_s_resolvers_once(
    tmp_path: Path, resolver: Resolver
):
    async with named(tmp_path) as there:
        ask = await there.join("web")
        for name in ("known.test", "KNOWN.test", "Known.Test"):
            answer = await ask(name, "A")
            assert addresses(answer) == ["192.0.2.80"]
            assert str(answer.question[0].name) == f"{name}."
        assert resolver.asked == ["known.test."]
        assert (await ask("missing.test", "A")).rcode() == dns.rcode.NXDOMAIN
        assert (await ask("missing.test", "A")).rcode() == dns.rcode.NXDOMAIN
        assert resolver.asked == ["known.test.", "missing.test."], "a no is kept too"


async def test_an_answer_that_is_too_long_comes_by_stream(tmp_path: Path, resolver: Resolver):
    async with named(tmp_path) as there:
        ask = await there.join("web")
        assert (await ask("big.test", "A")).flags & dns.flags.TC
        assert len(addresses(await ask("big.test", "A", stream=True))) == 199


async def test_an_internal_network_has_nobody_else_asked(tmp_path: Path, resolver: Resolver):
    async with named(tmp_path) as there:
        await there.it.networks.create(NetworkSpec("inner", internal=True), OWNER)
        ask = await there.join("vault", "inner")
        assert addresses(await ask("vault", "A"))
        assert (await ask("known.test", "A")).rcode() == dns.rcode.REFUSED
        assert resolver.asked == []


async def test_members_of_one_network_are_no_names_of_another(tmp_path: Path, resolver: Resolver):
    async with named(tmp_path) as there:
        await there.it.networks.create(NetworkSpec("back"), OWNER)
        await there.join("db", "back")
        ask = await there.join("web")
        assert (await ask("db", "A")).rcode() == dns.rcode.NXDOMAIN
        assert (await ask("db.back.internal", "A")).rcode() == dns.rcode.NXDOMAIN


async def test_a_resolver_that_is_silent_is_passed_over(tmp_path: Path, resolver: Resolver):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind((DEAF, 53))
        async with named(tmp_path, (REFUSING, DEAF, RESOLVER)) as there:
            ask = await there.join("web")
            assert addresses(await ask("known.test", "A")) == ["192.0.2.80"]
            began = asyncio.get_running_loop().time()
            assert addresses(await ask("known.other.test", "A")) == ["192.0.2.80"]
            assert asyncio.get_running_loop().time() - began < 1, (
                "the one that answers is asked first"
            )


async def test_without_an_answer_it_says_that_it_failed(tmp_path: Path):
    async with named(tmp_path, (REFUSING,)) as there:
        ask = await there.join("web")
        assert (await ask("known.test", "A")).rcode() == dns.rcode.SERVFAIL
        assert (await ask("known.test", "A", stream=True)).rcode() == dns.rcode.SERVFAIL


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: b"",
        lambda answer: os.urandom(60),
        lambda answer: answer.to_wire()[:20],
        lambda answer: bytes([answer.to_wire()[0] ^ 1]) + answer.to_wire()[1:],
        lambda answer: answer.to_wire().replace(b"\5known", b"\5knowm"),
    ],
    ids=["nothing", "garbage", "cut", "another number", "another name"],
)
async def test_an_answer_that_is_none_is_not_taken(
    tmp_path: Path, resolver: Resolver, change: Callable[[dns.message.Message], bytes]
):
    resolver.change = change
    async with named(tmp_path) as there:
        ask = await there.join("web")
        assert (await ask("known.test", "A", stream=True)).rcode() == dns.rcode.SERVFAIL
        resolver.change = lambda answer: answer.to_wire()
        assert addresses(await ask("known.test", "A")) == ["192.0.2.80"]


async def test_many_who_ask_the_same_have_it_asked_once(tmp_path: Path, resolver: Resolver):
    go = threading.Event()

    def slow(answer: dns.message.Message) -> bytes:
        go.wait(10)
        return answer.to_wire()

    resolver.change = slow
    async with named(tmp_path) as there:
        ask = await there.join("web")
        asking = [asyncio.ensure_future(ask("known.test", "A")) for _ in range(10)]
        await eventually(lambda: resolver.asked, "the resolver is asked")
        go.set()
        for answer in await asyncio.gather(*asking):
            assert addresses(answer) == ["192.0.2.80"]
        assert resolver.asked == ["known.test."]


async def test_a_resolver_that_asks_us_back_gets_no_further(tmp_path: Path):
    """The host's resolver is the gateway itself, and one that asks it in turn."""
    async with named(tmp_path, ("10.88.0.1", REFUSING)) as there:
        ask = await there.join("web")
        assert there.it.networks.get("front").gateway4 == "10.88.0.1"
        assert (await ask("known.test", "A")).rcode() == dns.rcode.SERVFAIL
        query = dns.message.make_query("known.test", "A")
        host = await asyncio.to_thread(_by_datagram, query, "10.88.0.1")
        assert host.rcode() == dns.rcode.REFUSED
        query = dns.message.make_query("web", "A")
        host = await asyncio.to_thread(_by_datagram, query, "10.88.0.1")
        assert addresses(host), "the host may ask for members"


async def test_garbage_and_floods_do_not_stop_it(tmp_path: Path, resolver: Resolver):
    async with named(tmp_path) as there:
        ask = await there.join("web")
        space = there.it.space("run-web")

        query = dns.message.make_query("n0000.known.test", "A").to_wire()

        def flood() -> None:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
                for number in range(3000):
                    garbage = os.urandom(number % 200)
                    other = query.replace(b"n0000", b"n%04d" % number)
                    with contextlib.suppress(OSError):
                        sock.sendto(garbage, ("10.88.0.1", 53))
                        sock.sendto(other, ("10.88.0.1", 53))

        await asyncio.to_thread(within, space, flood)
        other = await there.join("other")
        assert addresses(await other("web", "A"))
        assert addresses(await ask("other", "A"))
        assert len(resolver.asked) < 1000, "the kernel lets so many through"


async def test_streams_that_say_nothing_do_not_keep_others_out(tmp_path: Path, resolver: Resolver):
    async with named(tmp_path) as there:
        await there.join("idle")
        ask = await there.join("web")
        space = there.it.space("run-idle")

        def idle() -> list[socket.socket]:
            return [socket.create_connection(("10.88.0.1", 53), 5) for _ in range(30)]

        held = await asyncio.to_thread(within, space, idle)
        try:
            assert addresses(await ask("web", "A", stream=True))
        finally:
            for sock in held:
                sock.close()


async def test_somebody_else_at_the_port_is_said_and_does_no_harm(
    tmp_path: Path, resolver: Resolver, caplog: pytest.LogCaptureFixture
):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.setsockopt(socket.IPPROTO_IP, IP_FREEBIND, 1)
        other.bind(("10.88.0.1", 53))
        async with named(tmp_path) as there:
            await eventually(lambda: "has no names at 10.88.0.1" in caplog.text, "it is said")
            ask = await there.join("web")
            gateway6 = there.it.networks.get("front").gateway6
            assert addresses(await ask("web", "A", to=gateway6))


async def test_a_network_without_names_has_no_dns(tmp_path: Path, resolver: Resolver):
    async with named(tmp_path) as there:
        await there.it.networks.create(NetworkSpec("mute", names=False), OWNER)
        ask = await there.join("web", "mute")
        with pytest.raises(OSError, match="No route to host"):
            await ask("web", "A", stream=True)
