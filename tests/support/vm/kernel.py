"""The kernel as QEMU starts it at once: unpacked from Debian's, with the modules that the boot needs."""

import gzip
import lzma
import struct
import subprocess
from pathlib import Path

MODULES = (
    "virtio_mmio",
    "virtio_blk",
    "overlay",
    "erofs",
    "loop",
    "virtio-rng",
    "pvpanic-mmio",
    "pvpanic",
)
"""What the initramfs loads; virtio itself, its console and ext4 are built in."""

PACKED = {
    b"\x1f\x8b": "gzip",
    b"\xfd7zX": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x02\x21\x4c\x18": "lz4",
}
ELF = b"\x7fELF"


def vmlinux(image: bytes) -> bytes:
    """Return the ELF file in a bzImage, which has a PVH entry: no real mode, no unpacking in the guest.

    Setup header (Documentation/arch/x86/boot.rst): setup_sects at 0x1f1, payload_offset at 0x248,
    payload_length at 0x24c; the payload's last four bytes are its unpacked size.
    ValueError when there is no such thing in it.
    """
    if image[0x202:0x206] != b"HdrS":
        raise ValueError("cannot unpack the kernel: no bzImage")
    offset, length = struct.unpack_from("<II", image, 0x248)
    begin = (image[0x1F1] + 1) * 512 + offset
    data = image[begin : begin + length]
    form = next((form for magic, form in PACKED.items() if data.startswith(magic)), None)
    if form is None:
        raise ValueError(f"cannot unpack the kernel: payload begins with {data[:4].hex()}")
    elf = unpack(form, data[:-4])
    if not elf.startswith(ELF):
        raise ValueError("cannot unpack the kernel: its payload is no ELF file")
    return elf


def unpack(form: str, data: bytes) -> bytes:
    """Return data unpacked; lz4 and zstd by their programs."""
    if form == "gzip":
        return gzip.decompress(data)
    if form == "xz":
        return lzma.decompress(data)
    done = subprocess.run([form, "-d", "-c", "-"], input=data, capture_output=True, check=False)
    if done.returncode != 0:
        raise ValueError(f"cannot unpack the kernel: {form}: {done.stderr.decode()}")
    return done.stdout


def newest(root: Path) -> tuple[Path, Path]:
    """Return the bzImage in a root and the folder of its modules."""
    images = sorted((root / "boot").glob("vmlinuz-*"))
    if not images:
        raise ValueError("cannot boot: the image has no kernel")
    release = images[-1].name.removeprefix("vmlinuz-")
    return images[-1], root / "usr/lib/modules" / release


def in_order(dependencies: str, wanted: tuple[str, ...] = MODULES) -> list[str]:
    """Return the paths of the modules and what they need, each behind its needs (modules.dep).

    A module that is not listed is built in: it is left out.
    """
    needs = {
        path: rest.split()
        for path, _, rest in (line.partition(":") for line in dependencies.splitlines())
    }
    paths = {name(path): path for path in needs}
    found: list[str] = []
    for module in wanted:
        path = paths.get(module.replace("-", "_"))
        # modules.dep names the direct needs first, and theirs behind them.
        for each in [*reversed(needs[path]), path] if path else []:
            if each not in found:
                found.append(each)
    return found


def name(path: str) -> str:
    """Return the name of a module as the kernel has it."""
    return Path(path).name.partition(".ko")[0].replace("-", "_")


def modules(folder: Path) -> list[tuple[str, bytes]]:
    """Return the modules of the boot, unpacked, in the order of loading."""
    found = []
    for path in in_order((folder / "modules.dep").read_text()):
        data = (folder / path).read_bytes()
        form = next((form for magic, form in PACKED.items() if data.startswith(magic)), None)
        found.append((f"{name(path)}.ko", unpack(form, data) if form else data))
    return found
