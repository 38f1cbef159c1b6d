"""What a machine of an image begins as: a boot, or a template that has booted.

Theory. Which template fits is known once all is known that the guest's kernel sees: processors, memory, networks,
kernel and QEMU. Disks are not among it, so they are SCSI disks then, which the agent looks for when it is told what they
are for; a boot has them from the start.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.vm import Boot
from aurae.model.vm_snapshot import Fittings
from aurae.vms.booth import Recipe
from aurae.vms.hardware import Accelerator, Memory

if TYPE_CHECKING:
    from contextlib import ExitStack
    from pathlib import Path

    from aurae.model.vm import Vm
    from aurae.vms.accelerator import Accelerators
    from aurae.vms.booth import Booth
    from aurae.vms.emulator import Emulator
    from aurae.vms.guest_orders import Setup
    from aurae.vms.hardware import Hardware
    from aurae.vms.templates import Templates

CPUS = {Accelerator.KVM: "host", Accelerator.TCG: "max"}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a machine begins as: its hardware, and the file of its state, None for a boot."""

    hardware: Hardware
    state: Path | None = None


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Finds them. Methods raise Refusal and OSError."""

    templates: Templates
    booth: Booth
    emulator: Emulator
    accelerators: Accelerators

    async def find(
        self, vm: Vm, hardware: Hardware, files: tuple[Path, Path], closing: ExitStack, action: str
    ) -> Beginning:
        """Return what a machine with this hardware, but for disks, begins as; `files` are its kernel and initramfs.

        What is opened is closed by `closing`. One with shares or a terminal boots. Where there is no template yet, one is made beside it.
        """
        if vm.boot is Boot.COLD or vm.shares or hardware.terminal:
            return Beginning(hardware)
        fittings = await self.fittings(hardware)
        await self.templates.forget_others(fittings.emulator)
        async with AsyncExitStack() as stack:
            begun = await stack.enter_async_context(self.templates.lent(fittings, action))
            if begun is not None:
                memory = os.dup(begun.memory)
                closing.callback(os.close, memory)
                size = hardware.memory.size
                whole = replace(
                    hardware, memory=Memory(size, memory, is_private=True), incoming=True
                )
                return Beginning(replace(whole, kernel=-1, initrd=-1), begun.state)
        mtus = tuple(nic.mtu for nic in hardware.nics)
        bare = replace(hardware, disks=(), nics=(), shares=(), kernel=-1, initrd=-1, words=-1)
        recipe = Recipe(bare, *files, mtus)
        self.templates.want(fittings, partial(self.booth.booted, recipe))
        return Beginning(hardware)

    async def fittings(self, hardware: Hardware) -> Fittings:
        """Return what a state of a machine with this hardware, but for its disks, is of."""
        engine = (await self.accelerators.find()).engine
        return Fittings(
            emulator=await self.emulator.name(),
            accelerator=engine.accelerator.value,
            cpu=CPUS[engine.accelerator],
            vcpus=hardware.vcpus,
            memory=hardware.memory.size,
            kernel=_digest(hardware),
            clock_khz=engine.tsc_khz,
            mtus=tuple(nic.mtu for nic in hardware.nics),
            is_agent=hardware.is_agent,
            terminal=hardware.terminal,
        )


def renamed(setup: Setup) -> Setup:
    """Return how a machine is set up whose network interfaces have still the addresses of a template."""
    interfaces = tuple(
        replace(interface, device=f"eth{place}", mac=interface.device)
        for place, interface in enumerate(setup.identity.interfaces)
    )
    return replace(setup, identity=replace(setup.identity, interfaces=interfaces))


def _digest(hardware: Hardware) -> str:
    """Return what changes with the kernel, the initramfs and the command line."""
    files = [os.fstat(fd) for fd in (hardware.kernel, hardware.initrd)]
    about = [(each.st_size, each.st_mtime_ns, each.st_ino) for each in files]
    return hashlib.sha256(repr((about, hardware.arguments)).encode()).hexdigest()
