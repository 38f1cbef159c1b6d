"""nginx of Debian's package in virtual machines: each serves by a port of its own, and is somebody of its own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.support.containers import load
from tests.support.distribution_images import web_layers
from tests.support.machines import BOOT, settings
from tests.support.netns_daemon import HOST, NetnsDaemon
from tests.support.networks import says_soon

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.host, pytest.mark.timeout(400)]
NAMES = ("one", "two")
IMAGE = "nginx:1"
WHO = "hostname; cat /sys/class/net/eth0/address; ip -4 -o addr show dev eth0; cat /etc/machine-id"
SKEW = 5.0
"""Seconds that a guest's clock may be off, those of asking it included."""


@pytest.fixture(scope="module")
def node() -> Iterator[NetnsDaemon]:
    """A daemon with two machines of nginx on one network."""
    with NetnsDaemon(**settings()) as daemon:
        layers = web_layers("listen 80;", "served from a machine")
        load(daemon, IMAGE, *layers, Entrypoint=["nginx", "-c", "/etc/nginx/nginx.conf"], Cmd=[])
        daemon.aer("network", "create", "front")
        for number, name in enumerate(NAMES):
            words = ("--name", name, "-m", "128MiB", "--network", "front")
            daemon.aer("vm", "create", *words, "-p", f"{8080 + number}:80", IMAGE)
            daemon.aer("vm", "start", name, limit=BOOT)
        yield daemon
        for name in NAMES:
            daemon.aer("vm", "free", name, limit=BOOT)
        daemon.aer("network", "rm", "front")


def test_each_serves_by_its_published_port(node: NetnsDaemon) -> None:
    for number in range(len(NAMES)):
        says_soon(node, f"http://{HOST}:{8080 + number}", "served from a machine")


def test_each_is_somebody_of_its_own_and_knows_the_time(node: NetnsDaemon) -> None:
    told = []
    for name in NAMES:
        said = node.aer("vm", "exec", name, "sh", "-c", f"{WHO}; date +%s").stdout.splitlines()
        assert said[0] == name
        assert abs(time.time() - float(said.pop())) < SKEW
        told.append(said)
    for first, second in zip(*told, strict=True):
        assert first != second, told
