"""A machine that begins as a template is on its network as any other: with its own address, reached by its port."""

from __future__ import annotations

from functools import partial

import pytest

from aurae.proto import networks_pb2, runtime_pb2
from tests.support.api import Api
from tests.support.containers import load
from tests.support.machines import run, settings, start
from tests.support.netns_daemon import HOST, NetnsDaemon
from tests.support.require import need
from tests.support.until import until

pytestmark = pytest.mark.host
SERVES = """
address=$(ip -4 -o addr show dev eth0 | tr -s ' ' | cut -d ' ' -f 4)
while :; do echo "$(cat /sys/class/net/eth0/address) $address" | nc -l -p 80; done
"""
PORTS = (8081, 8082)


def published(port: int) -> list[networks_pb2.PublishedPort]:
    """Return that port 80 of a machine is this one of the host."""
    return [networks_pb2.PublishedPort(port=80, host_port=port)]


def test_it_has_its_own_address_and_is_reached_by_its_port() -> None:
    busybox = need("busybox")
    with NetnsDaemon(**(settings() | {"vm_templates": "on"})) as daemon:
        load(daemon)

        def answer(port: int) -> str:
            said = ("sh", "-c", f"{busybox} nc -w 5 {HOST} {port} </dev/null")
            return daemon.outside(*said, check=False)

        with Api(daemon.client_config) as api:
            first = run(api, "/bin/true", name="first", ports=published(8080))
            assert first.workload.exit_code == 0
            folder = daemon.state_dir / "vms" / "templates"
            until(lambda: list(folder.glob("*/about")), "there is a template", 90)
            for port in PORTS:
                workload = start(
                    api, "/bin/sh", "-c", SERVES, name=f"web{port}", ports=published(port)
                )
                with open(f"/proc/{workload.pid}/cmdline", "rb") as words:
                    assert b"-incoming" in words.read().split(b"\0")
            said = [until(partial(answer, port), "it answers", 60) for port in PORTS]
            for port in PORTS:
                api.call("RuntimeService.Stop", runtime_pb2.StopRequest(name=f"web{port}"))
    one, two = (text.split() for text in said)
    assert len(one) == len(two) == 2, said
    assert one[0] != two[0]
    assert one[1] != two[1]
