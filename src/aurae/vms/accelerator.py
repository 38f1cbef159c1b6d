"""Whether guests can run on the processor itself (KVM): found out by having one do so.

/dev/kvm alone says little. A machine without the processor's help can have one whose every capability looks usable
and on which no kernel starts. So a kernel of 7 bytes is booted, which ends QEMU with a status that nothing else gives.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import platform
import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aurae.linux import namespaces, privileges
from aurae.linux.process import sealed_memory
from aurae.processes.init import InitGone, SpawnFailed
from aurae.state.boot import boot_id
from aurae.vms.clock_rate import tsc_khz
from aurae.vms.hardware import Accelerator, Engine
from aurae.wire import plan

if TYPE_CHECKING:
    from aurae.processes.tools import Tools

WORKS = 85
"""What QEMU exits with when the guest wrote 0x2a to the exit device: twice the value and one."""
LIMIT = 10.0
"""Seconds for a boot that takes a tenth of one."""
DEVICE = "/dev/kvm"
FLAGS = ("vmx", "svm")
"""What a processor of x86-64 that can says of itself (/proc/cpuinfo)."""
LOAD = 0x10_0000
CODE = bytes.fromhex("b02ae6f4f4ebfd")
"""mov al, 0x2a; out 0xf4, al; hlt; jmp back."""
ENTRY_NOTE = 18
"""XEN_ELFNOTE_PHYS32_ENTRY: where a PVH guest is entered."""
CACHE = "accelerator.json"
LARGEST_CACHE = 4096
QEMU_ONLY = namespaces.CLONE_NEWNS | namespaces.CLONE_NEWNET | namespaces.CLONE_NEWIPC

_log = logging.getLogger("aurae.vms")


class Found(NamedTuple):
    """What guests run with, and why: a sentence for people."""

    engine: Engine
    why: str


class Accelerators:
    """Finds out once for each boot of the machine and each QEMU, and remembers it in a folder."""

    def __init__(self, tools: Tools, qemu: Path, folder: Path) -> None:
        """`folder` is private to the daemon."""
        self._tools, self._qemu, self._file = tools, qemu, folder / CACHE
        self._found: Found | None = None
        self._asking = asyncio.Lock()

    async def find(self) -> Found:
        """Return what guests run with here; the same each time. Raises InitGone."""
        async with self._asking:
            if self._found is None:
                self._found = await self._find()
                _log.info("virtual machines: %s", self._found.why)
        return self._found

    async def _find(self) -> Found:
        why = lacking()
        if not why:
            key = _key(self._qemu)
            known = await asyncio.to_thread(_remembered, self._file, key)
            if known is None:
                known = await self._tried()
                await asyncio.to_thread(_remember, self._file, key, known)
            why = known
        if not why:
            return Found(Engine(Accelerator.KVM), "KVM: a guest ran on the processor")
        engine = Engine(Accelerator.TCG, await tsc_khz())
        return Found(engine, f"QEMU translates (TCG), some ten times slower: {why}")

    async def _tried(self) -> str:
        """Boot the smallest kernel; return why it did not, empty where it did. Raises InitGone."""
        kernel = sealed_memory("aurae-probe", smallest_kernel())
        try:
            ended = await self._tools.run_plan(
                trial(str(self._qemu), Accelerator.KVM), kernel, LIMIT
            )
        except InitGone:
            raise
        except TimeoutError:
            return f"a guest with KVM did nothing for {LIMIT:g} s"
        except (SpawnFailed, OSError) as error:
            return f"cannot try KVM: {error}"
        finally:
            os.close(kernel)
        if ended.status == WORKS:
            return ""
        said = f": {ended.said}" if ended.said else ""
        return f"{DEVICE} is there, and no guest starts with it (QEMU ended with {ended.status}{said})"


def lacking() -> str:
    """Return what KVM lacks at first sight; empty where it is worth a try."""
    if platform.machine() != "x86_64":
        return f"KVM is not used on {platform.machine()}"
    if not os.access(DEVICE, os.R_OK | os.W_OK):
        return f"{DEVICE} {'may not be used' if os.path.exists(DEVICE) else 'is missing'}"
    flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").split()
    if not any(flag in flags for flag in FLAGS):
        return "the processor's help is missing (neither vmx nor svm in /proc/cpuinfo)"
    return ""


def smallest_kernel() -> bytes:
    """Return an ELF file with a PVH entry that leaves through the exit device at once."""
    note_at = 64 + 2 * 56
    code_at = note_at + struct.calcsize("<III4sQ")
    size = code_at + len(CODE)
    head = struct.pack(
        "<16sHHIQQQIHHHHHH",
        b"\x7fELF\x02\x01\x01" + bytes(9),
        *(2, 62, 1, LOAD + code_at, 64, 0, 0, 64, 56, 2, 0, 0, 0),
    )
    note = struct.pack("<III4sQ", 4, 8, ENTRY_NOTE, b"Xen\0", LOAD + code_at)
    load = struct.pack("<IIQQQQQQ", 1, 7, 0, LOAD, LOAD, size, size, 0x1000)
    # An alignment other than 4 makes QEMU overlook the note.
    told = struct.pack(
        "<IIQQQQQQ", 4, 4, note_at, LOAD + note_at, LOAD + note_at, len(note), len(note), 4
    )
    return head + load + told + note + CODE


def command(qemu: str, kernel: str, accelerator: Accelerator) -> list[str]:
    """Return QEMU's arguments for a trial."""
    is_kvm = accelerator is Accelerator.KVM
    return [
        *(qemu, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-m", "32"),
        *("-M", "microvm,x-option-roms=off", "-bios", "qboot.rom", "-kernel", kernel),
        *("-accel", "kvm" if is_kvm else "tcg", "-cpu", "host" if is_kvm else "max"),
        *("-device", "isa-debug-exit,iobase=0xf4,iosize=4"),
    ]


def trial(qemu: str, accelerator: Accelerator) -> bytes:
    """Return the encoded plan of a trial, whose standard input is the kernel."""
    argv = [os.fsencode(word) for word in command(qemu, "/proc/self/fd/0", accelerator)]
    return plan.encode(
        [
            plan.Unshare(QEMU_ONLY),
            plan.ReadOnly(b"/", 0),
            plan.Chdir(b"/"),
            plan.Prctl(privileges.PR_SET_NO_NEW_PRIVS, 1),
            plan.Bounding(0),
            plan.Capabilities(0, 0, 0),
            plan.Execve(argv[0], argv, [b"PATH=/usr/bin:/bin"]),
        ]
    )


def _key(qemu: Path) -> list[object]:
    """Return what an answer holds for: this boot, this file."""
    found = qemu.stat()
    return [boot_id(), str(qemu), found.st_size, found.st_mtime_ns, found.st_ino]


def _remembered(file: Path, key: list[object]) -> str | None:
    """Return why not, as it was found before; None where nobody knows."""
    try:
        with file.open("rb") as opened:
            content = json.loads(opened.read(LARGEST_CACHE))
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict) or content.get("key") != key:
        return None
    why = content.get("why")
    return why if isinstance(why, str) else None


def _remember(file: Path, key: list[object], why: str) -> None:
    new = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.write_text(json.dumps({"key": key, "why": why}), encoding="utf-8")
        new.rename(file)
    except OSError as error:
        _log.warning("cannot remember whether KVM works: %s", error)
