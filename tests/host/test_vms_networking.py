"""Networks of a machine's start: what its guest is told, its taps, its metadata."""

import os
from pathlib import Path

import pytest

from aurae.model.network import Attachment, NetworkSpec, PublishedPort
from aurae.model.refusal import FailedPrecondition, InvalidField
from aurae.model.vm import Metadata as Asked
from aurae.model.vm import Vm
from aurae.vms.guest_orders import Interface, Route
from aurae.vms.networking import Networked
from tests.support.netspace import moved
from tests.support.networked import OWNER, node
from tests.support.tapped import networking

pytestmark = [pytest.mark.host, pytest.mark.asyncio]
CNI = '{"cniVersion": "1.0.0", "name": "lab", "plugins": [{"type": "none"}]}'


@pytest.fixture(autouse=True)
def own_network():
    with moved():
        yield


async def test_a_guest_is_told_how_to_set_itself_up(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        starting, _ = networking(it, tmp_path)
        spec = NetworkSpec("in", ("10.9.0.0/24",), ipv6=False, internal=True, names=False)
        await it.networks.create(spec, OWNER)
        spec = NetworkSpec("out", ("10.8.0.0/24", "fd00:8::/64"), mtu=1400)
        await it.networks.create(spec, OWNER)
        vm = Vm(networks=(Attachment("in"), Attachment("out", mac="02:00:00:00:00:09")))
        told = await starting.reserve("vm", OWNER, "vm", vm, "start vm")
        first, second = it.networks.endpoints("vm")
        assert told.addresses == (*first.addresses, *second.addresses)
        assert told.servers == ("10.8.0.1", "fd00:8::1")
        assert told.interfaces == (
            Interface(first.mac, "eth0", mtu=1500, addresses=(f"{first.ipv4}/24",)),
            Interface(
                "02:00:00:00:00:09",
                "eth1",
                mtu=1400,
                addresses=(f"{second.ipv4}/24", f"{second.ipv6}/64"),
                routes=(Route("0.0.0.0/0", "10.8.0.1"), Route("::/0", "fd00:8::1")),
            ),
        )
        nics = await starting.connect("vm", "start vm")
        assert [(nic.mac, nic.mtu) for nic in nics] == [(first.mac, 1500), (second.mac, 1400)]
        for nic in nics:
            os.close(nic.fd)


async def test_a_machine_that_starts_again_has_what_it_had(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        starting, metadata = networking(it, tmp_path)
        vm = Vm(ports=(PublishedPort(80),), metadata=Asked('{"a": "b"}'))
        once = await starting.reserve("vm", OWNER, "vm", vm, "start vm")
        (nic,) = await starting.connect("vm", "start vm")
        assert await starting.reserve("vm", OWNER, "vm", vm, "start vm") == once
        (again,) = await starting.connect("vm", "start vm")
        assert nic.mac == again.mac
        assert metadata.told("vm") == vm.metadata
        for one in (nic, again):
            os.close(one.fd)
        await starting.release("vm")
        assert metadata.told("vm") is None
        assert not it.networks.endpoints("vm")


async def test_a_machine_on_no_network_has_no_interface(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        starting, _ = networking(it, tmp_path)
        assert await starting.reserve("vm", OWNER, "vm", Vm(), "start vm") == Networked()
        assert await starting.connect("vm", "start vm") == ()


async def test_what_cannot_be_is_refused(tmp_path: Path):
    async with node(tmp_path / "s") as it:
        starting, _ = networking(it, tmp_path)
        (tmp_path / "10-lab.conflist").write_text(CNI)
        vm = Vm(networks=(Attachment("lab"),))
        with pytest.raises(FailedPrecondition, match="CNI"):
            await starting.reserve("vm", OWNER, "vm", vm, "start vm")
        vm = Vm(metadata=Asked("[]"))
        with pytest.raises(InvalidField, match=r"metadata\.document"):
            await starting.reserve("vm", OWNER, "vm", vm, "start vm")
        assert not it.networks.endpoints("vm")
