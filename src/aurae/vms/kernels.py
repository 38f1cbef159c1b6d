"""The kernel of guests: found, unpacked so that QEMU enters it at once, and kept by what it was made from.

A bzImage would unpack itself in the guest, which takes a quarter of a second without KVM. What is
in it is an ELF file, which QEMU enters by its PVH entry (Documentation/arch/x86/boot.rst, "payload_offset").
"""

from __future__ import annotations

import hashlib
import lzma
import os
import platform
import struct
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

from aurae.linux import liblz4
from aurae.model.refusal import FailedPrecondition
from aurae.vms import elf

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BOOT = Path("/boot")
MODULES = Path("/lib/modules")
OWN = "kernel"
"""Folder below that of machines into which `tools/guest_kernel.sh` puts one."""
LARGEST = 512 << 20
"""Bytes of a kernel, packed or not."""
GZIP, XZ, ZSTD = b"\x1f\x8b", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"
GZIP_WINDOW = 31
BY_PVH = ("x86_64",)
ACTION = "use the kernel"


class Unusable(FailedPrecondition):
    """A kernel that cannot be used."""

    def __init__(self, path: Path, why: str) -> None:
        """Say which and why."""
        super().__init__(f"{ACTION} {path}", why)


class Kernel(NamedTuple):
    """A kernel that can be booted, and the folder of its modules.

    `key` changes with the file: what is made for it is kept under that.
    """

    image: Path
    modules: Path | None
    key: str


def find(kernel: Path | None, modules: Path | None, folder: Path) -> Kernel:
    """Return the kernel that guests have: one that was named, or the newest there is. FailedPrecondition.

    `folder` is that of machines: what is unpacked goes there. Reads much the first time: for a thread.
    """
    if kernel is None:
        kernel, found = _newest(folder / OWN)
        modules = modules or found
    elif modules is None:
        modules = _beside(kernel)
    return prepare(kernel, modules, folder)


def prepare(kernel: Path, modules: Path | None, folder: Path) -> Kernel:
    """Return a kernel as QEMU is to get it: unpacked into `folder` unless it was already. FailedPrecondition."""
    try:
        about = kernel.stat()
    except OSError as error:
        raise Unusable(kernel, _reason(error)) from None
    parts = (str(kernel), about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)
    key = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    image = folder / "kernels" / f"vmlinux-{key}"
    if not image.exists():
        try:
            write(image, _read(kernel))
        except OSError as error:
            raise Unusable(kernel, _reason(error)) from None
        except (ValueError, liblz4.NoLibrary) as error:
            raise Unusable(kernel, str(error)) from None
    return Kernel(image, modules, key)


def unpacked(image: bytes) -> bytes:
    """Return the ELF file that a kernel's file is or has in it. ValueError, liblz4.NoLibrary.

    The payload of a bzImage ends with its unpacked size, 4 bytes; setup_sects is at 0x1f1, its
    offset and length at 0x248.
    """
    if image.startswith(elf.MAGIC):
        return image
    if image[0x202:0x206] != b"HdrS" or len(image) < 0x250:
        raise ValueError("is not a kernel: neither an ELF file nor a bzImage")
    offset, length = struct.unpack_from("<II", image, 0x248)
    begin = ((image[0x1F1] or 4) + 1) * 512 + offset
    data = image[begin : begin + length]
    if len(data) < length or length <= 4:
        raise ValueError("is not a whole kernel: its file is cut")
    return unpack(data[:-4])


def unpack(data: bytes) -> bytes:
    """Return a kernel's payload, or a module, as it is without its packing. ValueError, liblz4.NoLibrary."""
    try:
        if data.startswith(GZIP):
            return _bounded(zlib.decompressobj(GZIP_WINDOW).decompress(data, LARGEST + 1))
        if data.startswith(XZ):
            return _bounded(lzma.LZMADecompressor().decompress(data, LARGEST + 1))
        if data.startswith(ZSTD):
            return _bounded(zstd.ZstdDecompressor().decompress(data, LARGEST + 1))
        if data.startswith(liblz4.MAGIC):
            return liblz4.unpack_legacy(data, LARGEST)
    except (zlib.error, lzma.LZMAError, zstd.ZstdError, EOFError) as error:
        raise ValueError(f"cannot be unpacked: {error}") from None
    if data.startswith(elf.MAGIC):
        return data
    raise ValueError(f"is packed in an unknown way ({data[:4].hex()})")


def check(data: bytes) -> None:
    """ValueError unless an ELF file is a kernel of this machine's kind that QEMU can enter."""
    machine = elf.parse(data).machine
    if machine != platform.machine():
        raise ValueError(f"is for {machine}, this machine is {platform.machine()}")
    if machine in BY_PVH and not elf.has_pvh_entry(data):
        raise ValueError("has no PVH entry: it was built without CONFIG_PVH")


def write(place: Path, data: bytes) -> None:
    """Put a file into its place at once, readable by all: a machine's process has no rights of ours."""
    place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    new = place.with_name(f".{place.name}.{os.getpid()}.new")
    try:
        new.write_bytes(data)
        new.chmod(0o444)
        new.replace(place)
    finally:
        new.unlink(missing_ok=True)


def _read(kernel: Path) -> bytes:
    with kernel.open("rb") as file:
        data = unpacked(_bounded(file.read(LARGEST + 1)))
    check(data)
    return data


def _newest(own: Path) -> tuple[Path, Path | None]:
    """Return the kernel that somebody fetched for guests, else the newest of Debian's for clouds."""
    fetched = own / "vmlinuz"
    if fetched.exists():
        return fetched, own / "modules"
    found = sorted(BOOT.glob("vmlinuz-*-cloud-*"), key=_version)
    if not found:
        why = (
            f"no kernel for guests is here: run `tools/guest_kernel.sh {own}` in Aurae's sources as root, "
            "install linux-image-cloud-amd64, or set vm_kernel"
        )
        raise FailedPrecondition("boot a guest's kernel", why)
    return found[-1], _beside(found[-1])


def _version(path: Path) -> list[tuple[int, str]]:
    words = path.name.replace("-", ".").split(".")
    return [(int(word), "") if word.isdecimal() else (-1, word) for word in words]


def _beside(kernel: Path) -> Path | None:
    """Return the modules that belong to a kernel where they lie: beside it, or by its name."""
    beside = kernel.parent / "modules"
    by_name = MODULES / kernel.name.partition("-")[2]
    if beside.is_dir():
        return beside
    return by_name if kernel.name.startswith("vmlinu") and by_name.is_dir() else None


def _bounded(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise ValueError(f"has more than {LARGEST} bytes")
    return data


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
