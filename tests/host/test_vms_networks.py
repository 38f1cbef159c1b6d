"""A real guest on a network: its kernel, its network card, and all that is between it and others."""

import asyncio
import contextlib
import hashlib
import os
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from aurae.model.network import NetworkSpec, PublishedPort
from aurae.model.vm import Metadata as Asked
from aurae.model.vm import Vm
from aurae.vms.guest_orders import Entrypoint, Identity, Process, Root, Setup
from aurae.vms.hardware import Nic
from aurae.vms.networking import Networked
from tests.support import frames
from tests.support.guests import RawGuest, busybox_root
from tests.support.netspace import moved, within
from tests.support.networked import OWNER, node
from tests.support.tapped import A, networking
from tests.support.until import eventually, until

pytestmark = [pytest.mark.host, pytest.mark.asyncio]
SIZE = 4 * 1024 * 1024
SCRIPT = """
GATEWAY=$1 GATEWAY6=$2 BOX=$3
ping -c 1 -W 5 $GATEWAY > /dev/null && ping -c 1 -W 5 $GATEWAY6 > /dev/null && echo pings
nslookup box $GATEWAY | grep -q $BOX && echo resolves
nc $BOX 90 | md5sum
TOKEN=$(printf 'PUT /latest/api/token HTTP/1.0\\r\\nX-metadata-token-ttl-seconds: 60\\r\\n\\r\\n' | nc 169.254.169.254 80 | tail -n 1)
wget -q -O - --header "X-metadata-token: $TOKEN" http://169.254.169.254/name
echo
dd if=/dev/zero bs=1024 count=4096 2> /dev/null | nc -l -p 80
echo end
"""


@pytest.fixture(autouse=True)
def own_network() -> Iterator[None]:
    with moved():
        yield


@contextlib.asynccontextmanager
async def running(folder: Path, nic: Nic, told: Networked, *argv: str) -> AsyncIterator[RawGuest]:
    """Give a machine whose main process runs, with this network card."""
    lines = (
        *("-netdev", f"tap,id=n0,fd={nic.fd}"),
        *("-device", f"virtio-net-device,netdev=n0,mac={nic.mac},host_mtu={nic.mtu}"),
    )
    raw = RawGuest(folder, busybox_root(folder), *lines, passed=(nic.fd,))
    with raw:
        os.close(nic.fd)
        async with raw.met() as guest:
            identity = Identity(hostname="vm", interfaces=told.interfaces)
            await guest.set_up(Setup(Root("root"), identity=identity), "set up")
            process = Process(("/bin/sh", "-c", SCRIPT, *argv), {"PATH": "/bin"})
            await guest.run(Entrypoint("1", process), "run")
            yield raw


def serve(listener: socket.socket) -> None:
    """Send a long text to who connects."""
    sock, _ = listener.accept()
    with sock:
        sock.sendall(bytes(SIZE))


def connection(place: tuple[str, int]) -> socket.socket:
    """Connect as soon as somebody listens."""
    made: list[socket.socket] = []

    def is_there() -> bool:
        with contextlib.suppress(ConnectionRefusedError):
            made.append(socket.create_connection(place, 10))
        return bool(made)

    until(is_there, "the guest listens")
    return made[0]


def received(place: tuple[str, int]) -> bytes:
    """Return all that is sent from somewhere."""
    said = bytearray()
    with connection(place) as sock:
        while piece := sock.recv(1 << 20):
            said += piece
    return bytes(said)


async def test_a_guest_speaks_with_all_whom_it_may(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        await it.networks.create(NetworkSpec("a", mtu=1450), OWNER)
        starting, _ = networking(it, tmp_path)
        serving = asyncio.create_task(it.networks.watch())
        (box,) = await it.networks.reserve("box", OWNER, "box", A, (), "start")
        await it.networks.connect("box", it.space("box"))
        vm = Vm(networks=A, ports=(PublishedPort(80),), metadata=Asked('{"name": "me"}'))
        told = await starting.reserve("vm", OWNER, "vm", vm, "start")
        (nic,) = await starting.connect("vm", "start")
        (port,) = it.networks.endpoints("vm")[0].ports
        listener = within(it.space("box"), lambda: frames.listen(90))
        sending = asyncio.create_task(asyncio.to_thread(serve, listener))
        argv = ("sh", *told.servers, box.ipv4)
        async with running(tmp_path, nic, told, *argv) as raw:
            lines = ["pings", "resolves", f"{hashlib.md5(bytes(SIZE)).hexdigest()}  -", "me"]
            await eventually(lambda: raw.stdout.read_text().splitlines() == lines, "all is said")
            await sending
            came = await asyncio.to_thread(received, ("127.0.0.1", port.host_port))
            assert came == bytes(SIZE)
        listener.close()
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
