"""From what a machine is to be to QEMU's arguments, and the descriptors that go with them. Pure: nothing is looked up.

What has a value that is not ours is JSON, where a comma or an equals sign is a character like any other.
The machine is microvm: no PCI, no firmware but what enters the kernel. Works with QEMU from 7.2 on.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from aurae.vms import block_nodes
from aurae.vms.hardware import (
    CHANNEL,
    PORTS,
    STDERR,
    STDIO,
    STDOUT,
    Accelerator,
    Bus,
    Engine,
    Hardware,
)
from aurae.vms.kernel_arguments import kernel_command_line

QEMU = "/usr/bin/qemu-system-x86_64"
FIRMWARE = "/usr/share/qemu"
"""Where they are in the jail."""
FIRST = 3
"""The number of the first descriptor that is passed."""
MIB = 1 << 20
MOST_VCPUS = 255
MOST_TRANSPORTS = 24
"""Devices that the machine has room for, with ACPI."""
SERIAL, SCSI, BALLOON = "serial0", "scsi0", "balloon0"
"""Ids of the devices that each machine has."""
MEMORY = "memory0"
MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", re.ASCII)
TAG = re.compile(r"[A-Za-z0-9._-]{1,36}", re.ASCII)


class Command(NamedTuple):
    """What is executed. `fds` are to be passed, from number 3 on; `copies` are made among them before: (from, to).

    `engine` and `io_uring` say what a filter of system calls has to let through.
    """

    argv: tuple[str, ...]
    fds: tuple[int, ...]
    copies: tuple[tuple[int, int], ...]
    engine: Engine
    io_uring: bool


class _Descriptors:
    """Numbers that descriptors of ours will have in QEMU, and its sets of some of them."""

    def __init__(self, spare: int) -> None:
        """`spare` stands in the place of what is copied there later."""
        self.fds: list[int] = []
        self.copies: list[tuple[int, int]] = []
        self.options: list[str] = []
        self._spare, self._sets = spare, 0

    def number(self, fd: int) -> int:
        if fd < 0:
            raise ValueError("cannot pass a descriptor: there is none")
        self.fds.append(fd)
        return FIRST + len(self.fds) - 1

    def path(self, fd: int) -> str:
        """Return a path by which QEMU opens the file of a descriptor anew."""
        return f"/proc/self/fd/{self.number(fd)}"

    def set_of(self, number: int, name: str = "") -> int:
        """Return the number of a new set of a descriptor; by its name it is found later (`drives`)."""
        self._sets += 1
        opaque = f",opaque={name}" if name else ""
        self.options += ["-add-fd", f"fd={number},set={self._sets}{opaque}"]
        return self._sets

    def copy(self, source: int) -> str:
        """Return a path of the descriptor that has the number `source` by then."""
        place = self.number(self._spare)
        self.copies.append((source, place))
        return f"/dev/fdset/{self.set_of(place)}"


def command_line(hardware: Hardware, engine: Engine) -> Command:
    """Return QEMU's command. ValueError for what cannot be a machine."""
    _check(hardware)
    fds = _Descriptors(hardware.sockets.qmp)
    memory = _memory(hardware, fds)
    rest = [
        *_monitor(hardware, fds),
        *_streams(hardware, fds),
        *_disks(hardware, fds),
        *_networks(hardware, fds),
        *_shares(hardware, fds),
        *_kernel(hardware, engine, fds),
    ]
    if hardware.words >= 0:
        fds.copies.append((fds.number(hardware.words), 2))
    argv = [QEMU, *_machine(hardware, engine), *memory, *fds.options, *rest, *_end(hardware)]
    io_uring = any(block_nodes.uses_io_uring(disk) for disk in hardware.disks)
    return Command(tuple(argv), tuple(fds.fds), tuple(fds.copies), engine, io_uring)


def _check(hardware: Hardware) -> None:
    if not 1 <= hardware.vcpus <= MOST_VCPUS:
        raise ValueError(f"cannot make {hardware.vcpus} processors: there are 1 to {MOST_VCPUS}")
    if hardware.memory.size < MIB or hardware.memory.size % MIB:
        raise ValueError(f"cannot make memory of {hardware.memory.size} bytes: it is whole MiB")
    for nic in hardware.nics:
        if not MAC.fullmatch(nic.mac):
            raise ValueError(f"cannot make a network interface: {nic.mac[:40]!r} is no address")
    for share in hardware.shares:
        if not TAG.fullmatch(share.tag):
            raise ValueError(f"cannot share a folder as {share.tag[:40]!r}")
    fixed = sum(disk.bus is Bus.BLOCK for disk in hardware.disks)
    # Beside these: the serial device, SCSI, balloon and entropy.
    if fixed + len(hardware.nics) + len(hardware.shares) + 4 > MOST_TRANSPORTS:
        most = MOST_TRANSPORTS - 4
        raise ValueError(f"cannot make so many devices: {most} disks, networks and shares at most")
    names = [disk.id for disk in hardware.disks]
    if len(set(names)) < len(names):
        raise ValueError("cannot make two disks of one name")


def _machine(hardware: Hardware, engine: Engine) -> list[str]:
    is_kvm = engine.accelerator is Accelerator.KVM
    # When QEMU 7.2 translates for several processors at a time, one of them can meet the breakpoint of a static key
    # that another has patched, and the kernel panics: they take turns.
    return [
        *("-nodefaults", "-no-user-config", "-display", "none", "-L", FIRMWARE),
        *("-M", f"microvm,x-option-roms=off,memory-backend={MEMORY}", "-bios", "qboot.rom"),
        *("-accel", "kvm" if is_kvm else "tcg,thread=single", "-cpu", "host" if is_kvm else "max"),
        *("-m", f"{hardware.memory.size // MIB}M", "-smp", f"cpus={hardware.vcpus}"),
        *("-global", "virtio-mmio.force-legacy=false"),
    ]


def _memory(hardware: Hardware, fds: _Descriptors) -> list[str]:
    """Return the memory, which has one name whatever it is: a state that was saved is of what is called so."""
    memory = hardware.memory
    backend: dict[str, object] = {
        "qom-type": "memory-backend-ram",
        "id": MEMORY,
        "size": memory.size,
    }
    if memory.fd >= 0:
        backend["qom-type"] = "memory-backend-file"
        backend["mem-path"] = fds.path(memory.fd)
        backend["share"] = not memory.is_private
    return ["-object", json.dumps(backend)]


def _monitor(hardware: Hardware, fds: _Descriptors) -> list[str]:
    return [
        *_listening("qmp", fds.number(hardware.sockets.qmp)),
        *("-mon", "chardev=qmp,mode=control"),
    ]


def _listening(name: str, number: int) -> list[str]:
    return ["-chardev", f"socket,id={name},fd={number},server=on,wait=off"]


def _streams(hardware: Hardware, fds: _Descriptors) -> list[str]:
    """Return the workload's streams, the console and the channel."""
    found = [
        *("-device", f"virtio-serial-device,id={SERIAL}"),
        # Its own setting of a terminal would turn each end of line into two characters: this one sets it raw.
        *(
            ("-chardev", f"serial,id=stdio,path={fds.copy(0)}")
            if hardware.terminal
            else ("-chardev", "stdio,id=stdio,signal=off")
        ),
    ]
    if not hardware.is_agent:
        found += ["-serial", "chardev:stdio"]
    else:
        found += _port(STDIO, "stdio")
        for name, source in () if hardware.terminal else ((STDOUT, 1), (STDERR, 2)):
            chardev = name.removeprefix("aurae.")
            # Without `append` it would be cut short, which a pipe cannot be.
            found += ["-chardev", f"file,id={chardev},path={fds.copy(source)},append=on"]
            found += _port(name, chardev)
        if hardware.sockets.console >= 0:
            found += _listening("console", fds.number(hardware.sockets.console))
            found += ["-serial", "chardev:console"]
    if hardware.sockets.channel >= 0:
        found += _listening("channel", fds.number(hardware.sockets.channel))
        found += _port(CHANNEL, "channel")
    return found


def _port(name: str, chardev: str) -> list[str]:
    bus, number = f"{SERIAL}.0", PORTS[name]
    return ["-device", f"virtserialport,bus={bus},chardev={chardev},name={name},nr={number}"]


def _disks(hardware: Hardware, fds: _Descriptors) -> list[str]:
    found = ["-device", f"virtio-scsi-device,id={SCSI}"]
    for disk in hardware.disks:
        block_nodes.check_id(disk.id)
        place = fds.set_of(fds.number(disk.fd), block_nodes.top_of(disk.id))
        nodes = block_nodes.nodes(disk, place)
        found += ["-object", json.dumps(block_nodes.throttle_group(disk))]
        for node in nodes:
            found += ["-blockdev", json.dumps(node)]
        found += ["-device", json.dumps(block_nodes.device(disk))]
    return found


def _networks(hardware: Hardware, fds: _Descriptors) -> list[str]:
    found: list[str] = []
    for index, nic in enumerate(hardware.nics):
        found += ["-netdev", f"tap,id=net{index},fd={fds.number(nic.fd)}"]
        found += [
            "-device",
            f"virtio-net-device,id=nic{index},netdev=net{index},mac={nic.mac},host_mtu={nic.mtu}",
        ]
    return found


def _shares(hardware: Hardware, fds: _Descriptors) -> list[str]:
    found: list[str] = []
    for index, share in enumerate(hardware.shares):
        found += ["-chardev", f"socket,id=share{index},fd={fds.number(share.fd)}"]
        found += ["-device", f"vhost-user-fs-device,chardev=share{index},tag={share.tag}"]
    return found


def _kernel(hardware: Hardware, engine: Engine, fds: _Descriptors) -> list[str]:
    if hardware.kernel < 0:
        if hardware.incoming:
            return []
        raise ValueError("cannot make a machine that has no kernel")
    line = kernel_command_line(engine, hardware.arguments)
    found = ["-kernel", fds.path(hardware.kernel), "-append", line]
    if hardware.initrd >= 0:
        found += ["-initrd", fds.path(hardware.initrd)]
    return found


def _end(hardware: Hardware) -> list[str]:
    return [
        *("-device", "virtio-rng-device"),
        "-device",
        f"virtio-balloon-device,id={BALLOON},deflate-on-oom=on,free-page-reporting=on",
        *("-device", "pvpanic"),
        # However the guest ends, QEMU stays, paused, and tells why to whoever connects: later, too.
        *("-action", "panic=pause,reboot=shutdown,shutdown=pause"),
        # In its own words is told what no question answers afterwards: whether it was a restart.
        *("-trace", "enable=qemu_system_shutdown_request"),
        *("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"),
        *(("-incoming", "defer") if hardware.incoming else ()),
        *(("-S",) if hardware.is_paused else ()),
    ]
