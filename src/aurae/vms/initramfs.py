"""The initramfs of machines made from images: the agent as /init, and the modules that guests have.

What is in it decides how soon a machine answers: the kernel unpacks all of it before it starts the
agent. The agent loads the modules by `modules/list`, each line a name and what is loaded for it, in order:
`first` for the channel, `then` while the host reads the answer, a number for a device of that
kind of virtio (VIRTIO_ID_*), other names when somebody asks for them.
"""

from __future__ import annotations

import hashlib
import os
import platform
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition
from aurae.vms import elf, kernels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aurae.vms.kernels import Kernel

WANTED: Mapping[str, tuple[str, ...]] = {
    "first": ("virtio_mmio", "virtio_console"),
    "then": ("erofs", "overlay", "ext4", "pvpanic", "pvpanic_mmio", "button", "evdev"),
    "virtio-1": ("virtio_net",),
    "virtio-2": ("virtio_blk",),
    "virtio-4": ("virtio_rng",),
    "virtio-5": ("virtio_balloon",),
    "virtio-8": ("virtio_scsi", "sd_mod"),
    "virtio-19": ("vmw_vsock_virtio_transport",),
    "virtio-26": ("virtiofs",),
    "disks": ("virtio_scsi", "sd_mod"),
    "virtiofs": ("virtiofs",),
    "vsock": ("vsock", "vsock_loopback"),
    "squashfs": ("squashfs",),
    "vfat": ("nls_cp437", "nls_ascii", "vfat"),
    "iso9660": ("isofs",),
}
EXTRA = ("xfs", "btrfs", "f2fs")
"""File systems whose modules are large: only in the initramfs of a machine that has such a drive."""
FORMAT = 1
"""Changes with what is made of the same files."""
FOLDERS = ("dev", "proc", "sys", "modules")


def agent() -> Path:
    """Return the agent's program. FailedPrecondition where this installation has none."""
    found = Path(str(resources.files("aurae"))) / "guest" / f"agent-{platform.machine()}"
    if not found.is_file():
        why = f"{found} is missing: run tools/build_guest.sh (gcc, musl-tools)"
        raise FailedPrecondition("boot a machine from an image", why)
    return found


def prepare(kernel: Kernel, folder: Path, extra: Iterable[str] = ()) -> Path:
    """Return the initramfs for a kernel, made in `folder` unless it is there. FailedPrecondition.

    `extra` are file systems of EXTRA that its drives have. Reads much the first time: for a thread.
    """
    program = agent()
    more = sorted(set(extra) & set(EXTRA))
    parts = (
        FORMAT,
        kernel.key,
        WANTED,
        more,
        *(_about(path) for path in (program, kernel.modules)),
    )
    key = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    place = folder / "kernels" / f"initramfs-{key}"
    if not place.exists():
        wanted = {**WANTED, **{name: (name,) for name in more}}
        try:
            loaded = modules(kernel.modules, wanted) if kernel.modules else ({}, [])
            kernels.write(place, archive(program.read_bytes(), *loaded))
        except (OSError, ValueError) as error:
            raise FailedPrecondition("make an initramfs", str(error)) from None
    return place


def modules(
    folder: Path, wanted: Mapping[str, Sequence[str]]
) -> tuple[dict[str, list[str]], list[tuple[str, bytes]]]:
    """Return the lines of the list and the modules themselves, unpacked. ValueError, OSError.

    A module that is not there is built in, or the kernel has no such thing: it is left out.
    """
    paths = {_name(path): path for path in sorted(_files(folder))}
    data: dict[str, bytes] = {}
    lines: dict[str, list[str]] = {}
    for line, names in wanted.items():
        order: dict[str, None] = {}
        for name in names:
            _add(name, paths, data, order)
        lines[line] = list(order)
    return lines, sorted(data.items())


def archive(
    program: bytes, lines: Mapping[str, Sequence[str]], loaded: Iterable[tuple[str, bytes]]
) -> bytes:
    """Return the archive in the form newc (cpio(5)): the same for the same content."""
    text = "".join(f"{line}: {' '.join(names)}\n" for line, names in lines.items() if names)
    files = [
        *((folder, 0o040755, b"", (0, 0)) for folder in FOLDERS),
        # The kernel opens it for the first process before anything is mounted.
        ("dev/console", 0o020600, b"", (5, 1)),
        ("init", 0o100755, program, (0, 0)),
        ("modules/list", 0o100644, text.encode(), (0, 0)),
        *((f"modules/{name}.ko", 0o100644, data, (0, 0)) for name, data in loaded),
        ("TRAILER!!!", 0, b"", (0, 0)),
    ]
    return b"".join(entry(number, *file) for number, file in enumerate(files))


def entry(
    number: int, name: str, mode: int, data: bytes = b"", device: tuple[int, int] = (0, 0)
) -> bytes:
    """Return one file of an archive: owner root, no times."""
    words = (number, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(name) + 1, 0)
    head = b"070701" + b"".join(b"%08X" % word for word in words) + name.encode() + b"\0"
    return _padded(head) + _padded(data)


def _add(
    name: str,
    paths: Mapping[str, Path],
    data: dict[str, bytes],
    order: dict[str, None],
    above: tuple[str, ...] = (),
) -> None:
    """Add a module behind what it needs; `above` are those that need it."""
    path = paths.get(name)
    if path is None or name in order or name in above:
        return
    if name not in data:
        data[name] = kernels.unpack(path.read_bytes())
    for need in elf.needs(data[name]):
        _add(need, paths, data, order, (*above, name))
    order[name] = None


def _files(folder: Path) -> Iterable[Path]:
    for place, _, names in os.walk(folder / "kernel"):
        for name in names:
            if name.endswith((".ko", ".ko.xz", ".ko.zst", ".ko.gz")):
                yield Path(place, name)


def _name(path: Path) -> str:
    return path.name.partition(".ko")[0].replace("-", "_")


def _about(path: Path | None) -> tuple[object, ...]:
    if path is None or not path.exists():
        return ()
    about = path.stat()
    return (str(path), about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
