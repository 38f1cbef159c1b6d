"""Which accelerator QEMU can really use here, and what it must be told when there is none."""

import functools
import os
import platform
import struct
import subprocess
import tempfile
from pathlib import Path

WORKS = 85
"""What QEMU exits with when the guest wrote 0x2a to the exit device: twice the value and one."""

LIMIT = 10.0
LOAD = 0x100000
CODE = bytes.fromhex("b02ae6f4f4ebfd")  # mov al, 0x2a; out 0xf4, al; hlt; jmp back
ENTRY_NOTE = 18
"""XEN_ELFNOTE_PHYS32_ENTRY: where a PVH guest is entered."""


@functools.cache
def accelerator() -> str:
    """Return `kvm` where a guest really boots with it, else `tcg`.

    /dev/kvm alone says little: a machine without the processor's help can have one whose every
    capability looks usable and on which no kernel starts.
    """
    if platform.machine() != "x86_64" or not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return "tcg"
    flags = Path("/proc/cpuinfo").read_text().split()
    if "vmx" not in flags and "svm" not in flags:
        return "tcg"
    return "kvm" if _boots() else "tcg"


def _boots() -> bool:
    with tempfile.NamedTemporaryFile(suffix=".elf") as file:
        file.write(smallest_kernel())
        file.flush()
        machine = ("-M", "microvm,x-option-roms=off", "-bios", "qboot.rom", "-m", "32")
        engine = ("-accel", "kvm", "-cpu", "host")
        alone = ("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot")
        leave = ("-device", "isa-debug-exit,iobase=0xf4,iosize=4")
        try:
            done = subprocess.run(
                ["qemu-system-x86_64", *alone, *machine, *engine, "-kernel", file.name, *leave],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LIMIT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == WORKS


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


@functools.cache
def tsc_khz() -> int:
    """Return the rate of the processor's time stamp counter in kHz; 0 when it cannot be measured.

    The microvm machine has no timer that Linux could measure it against reliably under TCG, where
    the guest's counter runs as the host's: without being told, one boot in ten hangs.
    """
    try:
        return _measured()
    except (OSError, ImportError, AttributeError, ValueError):
        return 0


def _measured() -> int:
    import ctypes
    import mmap
    import time

    # rdtsc; shl rdx, 32; or rax, rdx; ret
    code = bytes.fromhex("0f3148c1e2204809d0c3")
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    read = ctypes.CFUNCTYPE(ctypes.c_uint64)(address)
    began, first = time.perf_counter_ns(), read()
    while time.perf_counter_ns() - began < 20_000_000:
        pass
    last, ended = read(), time.perf_counter_ns()
    return int((last - first) * 1_000_000 // (ended - began))
