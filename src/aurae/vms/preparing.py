"""A machine's start, as far as it is the server's: what it stands on, QEMU's command line, its jail.

Theory. All that QEMU has is opened here and handed to it: disks, taps, sockets, the kernel. What the guest is told once it is up
is written beside what the machine has before QEMU executes, so that a later server can go on with a start that this one
had begun. A machine that is kept has its folder from run to run; that of a single run goes with it.
"""

from __future__ import annotations

import asyncio
import os
import stat
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from signal import SIGTERM
from typing import TYPE_CHECKING

from aurae.cells.leaf_limits import renew_limits, set_limits
from aurae.linux.process import sealed_memory
from aurae.model import image_process
from aurae.model.refusal import FailedPrecondition, InvalidField
from aurae.model.root import Standing
from aurae.processes.plan import describe_plan, scheduling_steps, silenced
from aurae.supervise.ending import RUN_KEY, surroundings_key
from aurae.supervise.rooms import Handed, Prepared
from aurae.surroundings.reading import read
from aurae.vms import about as abouts
from aurae.vms import (
    console,
    initramfs,
    jail,
    jail_root,
    kept_images,
    kernels,
    ordering,
    outcomes,
    sockets,
    words,
)
from aurae.vms.about import About
from aurae.vms.beginnings import Beginning, renamed
from aurae.vms.command_line import QEMU, command_line
from aurae.vms.disks import ROOT, SCRATCH, Furnishing
from aurae.vms.hardware import Bus, Disk, Hardware, Memory, Nic, Shared, Sockets
from aurae.vms.kept_images import KeptImage
from aurae.vms.ordering import Told, share_tag
from aurae.vms.scratch import NAME as SCRATCH_FILE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from aurae.model.exposure import Row
    from aurae.model.image import Image
    from aurae.model.image_config import RunConfig
    from aurae.model.sandbox import Resolved
    from aurae.model.session import SessionSpec
    from aurae.model.surroundings import Surroundings
    from aurae.model.vm import Vm
    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.supervise.order import Order
    from aurae.vms.disks import Furniture
    from aurae.vms.machines import Machines
    from aurae.vms.means import Means
    from aurae.vms.networking import Networked
    from aurae.vms.shares import Laid

LIMITS = "vm.limits"
LARGEST_INITRD = 512 << 20
RESOLV = "/etc/resolv.conf"
LARGEST_FILE = 1 << 20
READ = os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
BY_EVERYBODY = 0o004
NO_FD = 1
"""Stands for a descriptor in what is only described."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was opened for a machine; the descriptors are closed by somebody else."""

    sockets: Sockets
    kernel: int
    initrd: int
    disks: tuple[Disk, ...] = ()
    nics: tuple[Nic, ...] = ()
    shares: tuple[Shared, ...] = ()
    memory: int = -1


class Preparer:
    """Prepares machines (`supervise.rooms.Room`). Methods raise Refusal, StateFailed and OSError."""

    def __init__(self, means: Means, machines: Machines) -> None:
        """Nothing is there yet; `machines` are those that run."""
        self._means = means
        self._machines = machines
        self._beginning: dict[int, About] = {}
        self._kept: dict[str, KeptImage] = {}
        """Images in use, by the keys of machines."""
        self._laid: dict[int, Laid] = {}
        """Shares that nobody serves yet."""

    async def open(self) -> None:
        """Read what there is."""
        await asyncio.to_thread(self._means.folders.open)
        await asyncio.to_thread(self._means.ids.open, self._means.folders.state)
        await asyncio.to_thread(self._means.scratch.open)
        await asyncio.to_thread(self._means.shares.open)
        for path in await asyncio.to_thread(lambda: list(self._means.folders.state.iterdir())):
            kept = await asyncio.to_thread(kept_images.kept_in, path)
            if kept is not None:
                self._use(path.name, kept)

    async def stand(self, order: Order, action: str) -> Standing:
        """Find out what a machine stands on."""
        vm = _vm(order)
        if vm.memory > self._means.memory:
            why = f"is more than this host has, {self._means.memory >> 20} MiB"
            raise InvalidField(action, "vm.memory", why)
        if not vm.image:
            return Standing("", (), SIGTERM)
        image, config = await self._image(vm, order.key, action)
        process = image_process.resolve(action, config, order.spec.executable, vm)
        return Standing(image.id, process.argv, process.stop_signal)

    async def prepare(
        self, workload: Workload, order: Order, around: Surroundings, action: str
    ) -> Prepared:
        """Open what a machine gets, and make the plan of its start."""
        key, vm, folders = workload.root, _vm(order), self._means.folders
        networked = await self._means.networking.reserve(
            key, order.owner, workload.full_name, vm, action
        )
        await asyncio.to_thread(folders.make, key)
        outcomes.forget(folders.kept(key))
        console.begin_anew(folders.kept(key))
        with ExitStack() as closing:
            said = words.make()
            self._machines.expect(workload.id, said)
            hardware, files = await self._opened(workload, order, closing, action)
            begun = await self._begun(vm, hardware, files, closing, action)
            furniture = await self._furniture(workload, order, begun, closing, action)
            about = await self._about(workload, order, around, networked, furniture, action)
            if begun.state is not None and about.setup is not None:
                about = replace(about, setup=renamed(about.setup), state=str(begun.state))
            hardware = replace(begun.hardware, disks=furniture.disks, words=said)
            hardware = await self._sharing(hardware, workload, order, closing, action)
            command = command_line(hardware, (await self._means.accelerators.find()).engine)
            plan = jail.jail_plan(command, await self._jail(workload, order, action))
            self._beginning[workload.id] = about
            handed = Handed(command.fds, closing.pop_all())
            return Prepared(plan, jail.CONTAINED, networked=bool(hardware.shares), handed=handed)

    async def connect(self, workload: Workload, child: int) -> None:
        """Have the shares of a machine served, in its leaf; its taps are connected already."""
        laid = self._laid.pop(workload.id, None)
        if laid is None:
            return
        leaf = self._means.leaves.open(workload.leaf)
        try:
            await self._means.shares.serve(laid, leaf, f"start {workload.full_name}")
        finally:
            os.close(leaf)

    def limit(self, leaf: int, order: Order) -> None:
        """Set the limits of a machine's leaf."""
        set_limits(leaf, _vm(order).limits, f"start {order.spec.name}", LIMITS)

    async def renew_limits(self, leaf: int, spec: WorkloadSpec, action: str) -> None:
        """Change the limits of a machine that runs."""
        assert spec.vm is not None
        await asyncio.to_thread(renew_limits, leaf, spec.vm.limits, action, LIMITS)

    def take_over(self, workload: Workload) -> None:
        """Do nothing: what a machine stands on is noted in its folder."""

    def remember(self, workload: Workload, sandbox: Resolved | None) -> None:
        """Write what a run is, for later servers."""
        about = self._beginning.pop(workload.id, None)
        if about is not None:
            abouts.remember(self._means.folders.kept(workload.root), about)

    async def adopt(self, keys: AbstractSet[str]) -> None:
        """Keep what these machines have, of runs and services, and remove all else."""
        await self._means.folders.clear_strangers(keys)
        self._means.ids.forget_others(keys)
        for key in self._kept.keys() - keys:
            self._means.images.leave(self._kept.pop(key).image, key)

    async def disconnect(self, workload: Workload) -> None:
        """Take a run that has ended off its networks; what is kept stays reserved."""
        if workload.root.startswith(RUN_KEY):
            await self._means.networking.release(workload.root)
        else:
            await self._means.networking.disconnect(workload.root)

    async def discard(self, workload: Workload) -> None:
        """Remove what a run had that has ended, unless it is kept."""
        self._beginning.pop(workload.id, None)
        self._machines.forget(workload.id)
        await self._means.disks.leave(str(workload.id))
        if workload.root.startswith(RUN_KEY):
            await self._drop(workload.root)
        else:
            await asyncio.to_thread(self._means.folders.clear_sockets, workload.root)

    async def discard_unused(self, ident: int) -> None:
        """Remove what was made for a start that never came to anything, if that was its own."""
        self._beginning.pop(ident, None)
        await self._means.disks.leave(str(ident))
        await self._means.networking.release(surroundings_key(ident))
        await self._drop(surroundings_key(ident))

    def key_of_run(self, ident: int) -> str:
        """Return the key of what a run has of its own, whose row was lost; empty for none."""
        key = surroundings_key(ident)
        return key if self._means.folders.kept(key).is_dir() else ""

    async def forget(self, key: str) -> None:
        """Remove what was kept, and give back the addresses that go with it."""
        if self._means.folders.kept(key).is_dir():
            await self._means.networking.release(key)
            await self._drop(key)

    def sandbox_of(self, workload: Workload) -> Resolved | None:
        """Return None: what runs in a guest is in no sandbox of the host."""

    def session(self, workload: Workload, spec: SessionSpec, sandbox: Resolved) -> bytes:
        """Refuse: sessions are the guest's."""
        raise FailedPrecondition(f"exec in {workload.full_name}", "its processes are a guest's")

    def command(self, workload: Workload, order: Order, sandbox: Resolved) -> bytes:
        """Refuse: commands are the guest's."""
        raise FailedPrecondition(f"start {order.spec.name}", "its processes are a guest's")

    async def explain(self, order: Order, action: str) -> list[str]:
        """Return the steps of a start, a line each."""
        vm = _vm(order)
        await self.stand(order, action)
        disks = [Disk(ROOT, NO_FD, read_only=True), Disk(SCRATCH, NO_FD)] if vm.image else []
        drives = vm.drives if vm.root is None else (vm.root, *vm.drives)
        disks += [
            Disk(one.id, NO_FD, read_only=one.read_only, format=one.format) for one in drives
        ]
        shares = tuple(Shared(share_tag(number), NO_FD) for number in range(len(vm.shares)))
        parts = _Parts(Sockets(NO_FD, NO_FD, NO_FD), NO_FD, NO_FD, tuple(disks), shares=shares)
        if shares:
            parts = replace(parts, memory=NO_FD)
        hardware = _hardware(vm, parts, terminal=order.spec.executable.terminal)
        command = command_line(hardware, (await self._means.accelerators.find()).engine)
        root = await self._jail_root()
        return describe_plan(jail.jail_plan(command, jail.Jail(root, 0)))

    def exposure(self, order: Order) -> list[Row]:
        """Return nothing: what a guest leaves exposed is no matter of a sandbox."""
        return []

    # Inside.

    async def _image(self, vm: Vm, key: str, action: str) -> tuple[Image, RunConfig]:
        kept = self._kept.get(key)
        asked = kept.image if kept is not None and kept.asked == vm.image else vm.image
        image = self._means.images.standing(action, asked, "vm.image")
        return image, await self._means.images.run_config(action, image)

    def _use(self, key: str, kept: KeptImage) -> None:
        before = self._kept.get(key)
        self._kept[key] = kept
        if before is not None and before.image == kept.image:
            return
        self._means.images.use(kept.image, key)
        if before is not None:
            self._means.images.leave(before.image, key)

    async def _stand_on(self, key: str, kept: KeptImage) -> None:
        """Note the image of a machine; what was written over another one goes."""
        before = self._kept.get(key)
        if before == kept:
            return
        folder = self._means.folders.kept(key)
        self._use(key, kept)
        if before is not None and before.image != kept.image:
            with suppress(FileNotFoundError):
                await asyncio.to_thread(os.unlink, folder / SCRATCH_FILE)
        await asyncio.to_thread(kept_images.keep, folder, kept)

    async def _drop(self, key: str) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._means.images.leave(kept.image, key)
        await self._means.folders.remove(key)
        self._means.ids.forget(key)

    async def _about(
        self,
        workload: Workload,
        order: Order,
        around: Surroundings,
        networked: Networked,
        furniture: Furniture,
        action: str,
    ) -> About:
        vm, executable = _vm(order), order.spec.executable
        if not vm.image:
            return About(
                has_agent=vm.agent,
                heartbeat=vm.heartbeat if vm.agent else 0.0,
                vsock=vm.vsock and vm.agent,
            )
        _, config = await self._image(vm, workload.root, action)
        process = image_process.resolve(action, config, executable, vm, around.env, around.fixed)
        resolv = "" if vm.dns is not None else await asyncio.to_thread(_text, RESOLV)
        told = Told(networked, resolv, f"{self._means.host_id} {workload.root}")
        grace = executable.stop_timeout
        return About(
            ordering.setup(vm, workload.name, told, furniture),
            ordering.entrypoint(
                process,
                executable,
                f"run-{workload.id}",
                self._means.stop_timeout if grace is None else grace,
            ),
            has_agent=True,
            heartbeat=vm.heartbeat,
            vsock=vm.vsock,
        )

    async def _opened(
        self, workload: Workload, order: Order, closing: ExitStack, action: str
    ) -> tuple[Hardware, list[Path]]:
        """Open all that QEMU gets but disks; returns the files of the kernel and the initramfs, too."""
        vm = _vm(order)
        files, fds = await self._kernel(vm, closing, action)
        nics = await self._means.networking.connect(workload.root, action)
        for nic in nics:
            closing.callback(os.close, nic.fd)
        listening = sockets.listening(
            self._means.folders.sockets(workload.root), is_agent=vm.has_agent
        )
        kernel, initrd = (*fds, -1)[:2]
        parts = _Parts(closing.enter_context(listening), kernel, initrd, (), nics)
        return _hardware(vm, parts, terminal=order.spec.executable.terminal), files

    async def _sharing(
        self,
        hardware: Hardware,
        workload: Workload,
        order: Order,
        closing: ExitStack,
        action: str,
    ) -> Hardware:
        """Find what a machine shares with the host, and have memory that is shared as well."""
        vm, folder = _vm(order), self._means.folders.kept(workload.root)
        if not vm.shares:
            return hardware
        laid = await self._means.shares.lay(str(workload.id), order.owner, vm, folder, action)
        closing.callback(laid.close)
        self._laid[workload.id] = laid
        closing.callback(self._laid.pop, workload.id, None)
        memory = os.memfd_create("aurae-vm-memory", os.MFD_CLOEXEC)
        closing.callback(os.close, memory)
        os.ftruncate(memory, vm.memory)
        return replace(hardware, shares=laid.shares, memory=Memory(vm.memory, memory))

    async def _begun(
        self,
        vm: Vm,
        hardware: Hardware,
        files: list[Path],
        closing: ExitStack,
        action: str,
    ) -> Beginning:
        """Return what a machine begins as."""
        beginnings = self._means.beginnings
        if not vm.image or beginnings is None:
            return Beginning(hardware)
        kernel, initrd = files
        return await beginnings.find(vm, hardware, (kernel, initrd), closing, action)

    async def _kernel(
        self, vm: Vm, closing: ExitStack, action: str
    ) -> tuple[list[Path], list[int]]:
        """Return the files of the kernel and of the initramfs, if there is one, and their descriptors."""
        folder = self._means.folders.state.parent
        named, modules = self._means.kernel, self._means.modules
        if vm.kernel:
            named, modules = Path(vm.kernel), None
        found = await asyncio.to_thread(kernels.find, named, modules, folder)
        paths = [found.image]
        if vm.image:
            kinds = {drive.file_system for drive in vm.drives}
            paths.append(await asyncio.to_thread(initramfs.prepare, found, folder, kinds))
        elif vm.initrd:
            own = Path(vm.initrd)
            return [*paths, own], [_open(found.image, closing), _readable(own, closing, action)]
        return paths, [_open(path, closing) for path in paths]

    async def _furniture(
        self,
        workload: Workload,
        order: Order,
        begun: Beginning,
        closing: ExitStack,
        action: str,
    ) -> Furniture:
        """Open the disks of a machine."""
        vm, key, image = _vm(order), workload.root, None
        if vm.image:
            image, _ = await self._image(vm, key, action)
            await self._stand_on(key, KeptImage(image.id, vm.image))
        wanted = Furnishing(
            str(workload.id),
            order.owner,
            vm,
            image,
            self._means.folders.kept(key),
            is_kept=not key.startswith(RUN_KEY),
            bus=Bus.BLOCK if begun.state is None else Bus.SCSI,
        )
        furniture = await self._means.disks.furnish(wanted, action)
        closing.callback(furniture.close)
        return furniture

    async def _jail(self, workload: Workload, order: Order, action: str) -> jail.Jail:
        folder = self._means.folders.kept(workload.root)
        first = self._means.ids.of(workload.root, folder, action)
        asked = order.spec.executable
        return jail.Jail(await self._jail_root(), first, scheduling_steps(asked), silenced(asked))

    async def _jail_root(self) -> Path:
        return await asyncio.to_thread(root_of_jails, self._means.jail, Path(QEMU))


def _vm(order: Order) -> Vm:
    assert order.spec.vm is not None
    return order.spec.vm


def _hardware(vm: Vm, parts: _Parts, *, terminal: bool) -> Hardware:
    return Hardware(
        vm.vcpus,
        Memory(vm.memory, parts.memory),
        parts.sockets if vm.image else replace(parts.sockets, console=-1),
        kernel=parts.kernel,
        initrd=parts.initrd,
        arguments=vm.kernel_args,
        disks=parts.disks,
        nics=parts.nics,
        shares=parts.shares,
        is_agent=bool(vm.image),
        terminal=terminal,
        is_paused=True,
    )


def root_of_jails(folder: Path, qemu: Path) -> Path:
    """Return the root of the jail; blocks. FailedPrecondition."""
    if not qemu.exists():
        raise FailedPrecondition(
            "start a virtual machine", f"{qemu} is not installed (package qemu-system-x86)"
        )
    return jail_root.make(folder, jail_root.parts(qemu))


def _open(path: Path, closing: ExitStack) -> int:
    fd = os.open(path, READ)
    closing.callback(os.close, fd)
    return fd


def _readable(path: Path, closing: ExitStack, action: str) -> int:
    """Open a file of the host for QEMU, which opens it anew as somebody who may only read what everybody may."""
    try:
        fd = _open(path, closing)
    except OSError as error:
        raise InvalidField(action, "vm.initrd", error.strerror or str(error)) from None
    about = os.fstat(fd)
    if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST_INITRD:
        raise InvalidField(action, "vm.initrd", f"is no file of at most {LARGEST_INITRD} bytes")
    if about.st_mode & BY_EVERYBODY:
        return fd
    with os.fdopen(os.dup(fd), "rb") as file:
        copy = sealed_memory("aurae-initrd", file.read(LARGEST_INITRD))
    closing.callback(os.close, copy)
    return copy


def _text(path: str) -> str:
    try:
        return read(path, LARGEST_FILE).decode(errors="surrogateescape")
    except OSError:
        return ""


@cache
def host_memory() -> int:
    """Return the bytes of memory that this host has."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
