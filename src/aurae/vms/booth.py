"""Where a machine boots that is to become a template: in the same jail as any other, with no disk and no network."""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from signal import SIGKILL
from typing import TYPE_CHECKING

from aurae.linux import tap
from aurae.linux.libseccomp import NoLibrary
from aurae.model.refusal import FailedPrecondition, Unavailable
from aurae.processes.init import InitGone, SpawnFailed
from aurae.processes.parcels import packed
from aurae.vms import jail, sockets, words
from aurae.vms.command_line import FIRST, command_line
from aurae.vms.guest import Guest
from aurae.vms.hardware import Nic
from aurae.vms.qmp import Qmp, QmpFailed
from aurae.vms.streams import Ended

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from aurae.processes.init import Init
    from aurae.processes.leaf import Leaves
    from aurae.vms.accelerator import Accelerators
    from aurae.vms.command_line import Command
    from aurae.vms.hardware import Hardware
    from aurae.vms.ids import Ids

ACTION = "make a template"
TAP = "aurt%d"
"""The kernel gives it a number."""
MAC = "02:00:00:00:00:{:02x}"
START_LIMIT = 30.0
BOOT_LIMIT = 60.0
END_LIMIT = 10.0
IDLE = 0.3
"""Seconds in which the agent comes to load what it will need, which it does when it has answered."""
READ = os.O_RDONLY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Recipe:
    """A machine that is to be booted, but for what is opened for it: its kernel, its initramfs, MTUs of its networks.

    `words` is where what QEMU says goes.
    """

    hardware: Hardware
    kernel: Path
    initrd: Path
    mtus: tuple[int, ...]
    words: int = -1


@dataclass(frozen=True, slots=True)
class Booth:
    """Boots machines. `folder` is where their sockets are, `jail_root` gives the root of jails."""

    init: Init
    leaves: Leaves
    next_id: Callable[[], int]
    accelerators: Accelerators
    ids: Ids
    folder: Path
    jail_root: Callable[[], Path]

    @asynccontextmanager
    async def booted(self, recipe: Recipe) -> AsyncIterator[Qmp]:
        """Boot a machine until its agent has answered; it is gone after the block. Raises Refusal, OSError."""
        ident = self.next_id()
        key = f"template-{ident}"
        place, leaf = self.folder / key, f"_{ident}"
        said = words.make()
        try:
            try:
                await self._start(ident, leaf, key, replace(recipe, words=said))
                qmp = await Qmp.connect(place)
                try:
                    await qmp.execute("cont")
                    await self._settle(place)
                    yield qmp
                finally:
                    qmp.close()
            except (SpawnFailed, InitGone, NoLibrary, QmpFailed, Ended, TimeoutError) as error:
                why = words.said(said) or str(error) or "it takes too long"
                raise Unavailable(ACTION, why) from None
        finally:
            await self._end(ident, leaf)
            os.close(said)
            await asyncio.to_thread(sockets.forget, place)
            self.ids.forget(key)

    async def _start(self, ident: int, leaf: str, key: str, recipe: Recipe) -> None:
        place = self.folder / key
        engine = (await self.accelerators.find()).engine
        root = await asyncio.to_thread(self.jail_root)
        with ExitStack() as opened:
            listening = opened.enter_context(sockets.listening(place, is_agent=True))
            fds = [os.open(path, READ) for path in (recipe.kernel, recipe.initrd)]
            taps = [tap.make(TAP) for _ in recipe.mtus]
            for fd in (*fds, *taps):
                opened.callback(os.close, fd)
            nics = tuple(
                Nic(fd, MAC.format(number), mtu)
                for number, (fd, mtu) in enumerate(zip(taps, recipe.mtus, strict=True))
            )
            hardware = replace(
                recipe.hardware,
                sockets=listening,
                kernel=fds[0],
                initrd=fds[1],
                nics=nics,
                words=recipe.words,
            )
            try:
                command = _silent(command_line(hardware, engine), opened)
            except ValueError as error:
                raise FailedPrecondition(ACTION, str(error)) from None
            plan = jail.jail_plan(command, jail.Jail(root, self.ids.of(key, place, ACTION)))
            leaf_fd = self.leaves.create(leaf)
            opened.callback(os.close, leaf_fd)
            parcel = opened.enter_context(packed(command.fds))
            await self.init.spawn(
                ident,
                plan,
                leaf_fd=leaf_fd,
                stdin_fd=None,
                logged=frozenset(),
                terminal=hardware.terminal,
                deadline=START_LIMIT,
                stop_signal=SIGKILL,
                commit=_nothing,
                contained=jail.CONTAINED,
                parcel=parcel,
            )

    async def _settle(self, place: Path) -> None:
        """Wait until the guest has nothing to do but wait."""
        guest = await Guest.meet(sockets.connect(place, sockets.CHANNEL), limit=BOOT_LIMIT)
        try:
            await asyncio.sleep(IDLE)
            await guest.ping(ACTION)
        finally:
            guest.close()

    async def _end(self, ident: int, leaf: str) -> None:
        self.leaves.kill(leaf)
        with suppress(InitGone, TimeoutError):
            async with asyncio.timeout(END_LIMIT):
                self.init.signal(ident, SIGKILL)
                await self.init.wait_exit(ident)
                self.init.acknowledge(ident)
        with suppress(OSError):
            await self.leaves.wait_empty(leaf, END_LIMIT)
            await self.leaves.remove(leaf)


def _silent(command: Command, opened: ExitStack) -> Command:
    """Return a command that has a null device, which can be written, in the place of its streams."""
    null = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)  # as QEMU looks for it
    opened.callback(os.close, null)
    number = FIRST + len(command.fds)
    copies = [(number if source < FIRST else source, target) for source, target in command.copies]
    return command._replace(fds=(*command.fds, null), copies=tuple(copies))


async def _nothing() -> None:
    """Write nothing: a template that is not made by this server is made by none."""
