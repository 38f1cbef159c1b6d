"""The words of networks and ports, and what the options of a container make of them."""

import argparse
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.cli import aer, container_options, network_words
from aurae.cli.networks import host_side, inner_side
from aurae.client.errors import ClientError
from aurae.proto.networks_pb2 import PublishedPort
from aurae.proto.runtime_pb2 import Container, WorkloadSpec


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80", {"port": 80}),
        ("53/udp", {"port": 53, "protocol": "udp"}),
        ("8080:80", {"port": 80, "host_port": 8080}),
        (":80", {"port": 80}),
        ("127.0.0.1:8080:80/tcp", {
            "port": 80, "host_port": 8080, "host_address": "127.0.0.1", "protocol": "tcp",
        }),
        ("127.0.0.1::80", {"port": 80, "host_address": "127.0.0.1"}),
        ("[::1]:53:53/udp", {
            "port": 53, "host_port": 53, "host_address": "::1", "protocol": "udp",
        }),
    ],
)  # fmt: skip
def test_a_port_is_read(text: str, expected: dict[str, object]) -> None:
    assert network_words.port(text) == expected


@pytest.mark.parametrize(
    "text", ["", "x", "80/sctp", "80/", "::1:80:80", "1:2:3:4", "-1", "123456", "a:80", "[]:80:80"]
)
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        network_words.port(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lan", {"network": "lan"}),
        (
            "lan:ip=10.1.0.9,ip6=fd00::9,mac=02:00:00:00:00:01,alias=db,alias=sql,receive=1MiB",
            {
                "network": "lan", "ipv4": "10.1.0.9", "ipv6": "fd00::9", "mac": "02:00:00:00:00:01",
                "aliases": ["db", "sql"], "rates": {"receive": 1 << 20},
            },
        ),
        ("host", "host"),
        ("container:a/web", "container:a/web"),
    ],
)  # fmt: skip
def test_a_network_is_read(text: str, expected: object) -> None:
    assert network_words.network(text) == expected


@pytest.mark.parametrize("text", ["", ":ip=1", "lan:", "lan:ip=", "lan:colour=red", "lan:ip"])
def test_what_is_no_network_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        network_words.network(text)


@given(st.text(max_size=24))
def test_any_word_is_read_or_refused(text: str) -> None:
    for read in (network_words.port, network_words.network, network_words.attachment):
        with contextlib.suppress(argparse.ArgumentTypeError):
            read(text)


def made(*words: str) -> Container:
    """Return what options make of a container."""
    spec = WorkloadSpec()
    container_options.fill(spec, aer.parse("container run", [*words, "alpine"]))
    return spec.container


def test_networks_and_ports_come_into_the_specification() -> None:
    found = made(
        *("--network", "front", "--network", "back:alias=db", "-p", "8080:80", "-p", "53/udp"),
        *("--ip", "10.1.0.9", "--ip6", "fd00::9", "--mac-address", "02:00:00:00:00:01"),
        *("--network-alias", "www"),
    )
    assert [one.network for one in found.networks] == ["front", "back"]
    first, second = found.networks
    assert (first.ipv4, first.ipv6, first.mac) == ("10.1.0.9", "fd00::9", "02:00:00:00:00:01")
    assert (list(first.aliases), list(second.aliases)) == (["www"], ["db"])
    assert [(one.host_port, one.port) for one in found.ports] == [(8080, 80), (0, 53)]
    assert found.ports[1].protocol == PublishedPort.PROTOCOL_UDP


def test_whose_network_it_is_are_words_of_the_same_option() -> None:
    assert made("--network", "host").network == Container.NETWORK_HOST
    assert made("--network", "none").network == Container.NETWORK_NONE
    assert made("--network", "container:a/web").network_of == "a/web"
    assert made().network == Container.NETWORK_UNSPECIFIED


def test_an_address_alone_is_one_of_the_default_network() -> None:
    assert [(one.network, one.ipv4) for one in made("--ip", "10.1.0.9").networks] == [
        ("default", "10.1.0.9")
    ]


def test_the_hosts_network_goes_with_no_other_one() -> None:
    with pytest.raises(ClientError, match="--network host goes with no other one"):
        made("--network", "host", "--network", "lan")


def test_ports_are_shown_as_they_are_given() -> None:
    port = PublishedPort(port=53, host_port=5353, protocol=PublishedPort.PROTOCOL_UDP)
    assert (host_side(port), inner_side(port)) == ("*:5353", "53/udp")
    port.host_address = "::1"
    assert host_side(port) == "[::1]:5353"
    assert inner_side(PublishedPort(port=80)) == "80/tcp"
