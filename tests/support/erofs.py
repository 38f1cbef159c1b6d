"""Layers with all that a layer may have, and their erofs images mounted for a while."""

import hashlib
import os
import stat
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from aurae.linux import erofs, tree
from aurae.model.chain import chain_ids
from tests.support.layers import END, file, folder, header, link, manifest, pax, symlink
from tests.support.snapshotting import blob

TIMES = [(b"mtime", b"1234567890.123456789"), (b"SCHILY.xattr.user.x", b"1")]
LOWER = (
    folder(b"./") + folder(b"a/") + file(b"a/gone", b"1") + file(b"a/old", b"2") + folder(b"both/", mode=0o700)
    + file(b"both/low", b"3") + file(b"both/hidden", b"4") + folder(b"over/") + file(b"over/f", b"5") + file(b"kind", b"6")
    + folder(b"dead/") + file(b"dead/f", b"7") + pax(TIMES) + file(b"big", b"8" * 300_000) + END
)  # fmt: skip
UPPER = (
    folder(b"./", mode=0o711) + folder(b"a/", mode=0o1777, uid=3_000_000_000)
    + file(b"a/.wh..wh..opq") + pax(TIMES) + file(b"a/f", b"1" * 10_000, mode=0o4755) + link(b"a/g", b"a/f")
    + symlink(b"s", b"a/f") + header(b"fifo", b"6") + header(b"null", b"3", device=(1, 3)) + file(b"empty")
    + pax([(b"SCHILY.xattr.security.capability", b"\1\0\0\2\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]) + file(b"able")
    + folder(b"both/", mode=0o750) + file(b"both/.wh.hidden") + file(b"both/up", b"9") + file(b"over", b"10")
    + folder(b"kind/") + file(b"kind/f", b"11") + file(b".wh.dead") + END
)  # fmt: skip
LONELY = (
    folder(b"lonely/") + file(b"lonely/.wh.never") + file(b"lonely/f", b"12")
    + folder(b"both/") + file(b"both/.wh..wh..opq") + file(b"both/.wh.up") + file(b"both/last", b"13") + END
)  # fmt: skip
"""Whiteouts that hide nothing, where one layer alone counts: overlayfs lists them, and cannot open them."""


def diff_id(archive: bytes) -> str:
    """Return the digest of an uncompressed layer."""
    return f"sha256:{hashlib.sha256(archive).hexdigest()}"


ARCHIVES = (LOWER, UPPER, LONELY)
LAYERS = [blob(archive, diff_id(archive)) for archive in ARCHIVES]
CHAIN = chain_ids(diff_id(archive) for archive in ARCHIVES)


@contextmanager
def mounted(
    image: Path, place: Path, ways: tuple[str, ...] = (erofs.FILE, erofs.LOOP)
) -> Iterator[str]:
    """Mount an image while the context lasts; gives how it was."""
    fd = os.open(image, os.O_RDONLY | os.O_CLOEXEC)
    try:
        found = erofs.mounted(fd, ways=ways)
    finally:
        os.close(fd)
    place.mkdir()
    there = tree.open_place(bytes(place), direct=True)
    tree.move(found.tree, there)
    os.close(found.tree)
    os.close(there)
    try:
        yield found.way
    finally:
        subprocess.run(["umount", place], check=True)
        place.rmdir()


@contextmanager
def stacked(layers: Sequence[Path], place: Path) -> Iterator[Path]:
    """Mount layers on each other, the lowest first, while the context lasts."""
    place.mkdir()
    lower = ":".join(map(str, reversed(layers)))
    command = ["mount", "-t", "overlay", "-o", f"ro,lowerdir={lower}", "none", str(place)]
    subprocess.run(command, check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)
        place.rmdir()


def listing(top: Path) -> dict[bytes, tuple[object, ...]]:
    """All that is in a folder, but for what each file system has of its own."""
    found = manifest(top)
    for name, said in found.items():
        is_folder = isinstance(said[0], int) and stat.S_ISDIR(said[0])
        found[name] = (*said[:6], *said[9 if is_folder else 8 :])
    return found


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[None]:
    """Have a file system of a size in a folder while the context lasts."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)]
    subprocess.run(command, check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", place], check=True)


def tools(init: int) -> list[int]:
    """Return the pids of the tools that make images for an init."""
    children = Path(f"/proc/{init}/task/{init}/children").read_text().split()
    found = []
    for pid in children:
        with suppress(OSError):
            if Path(f"/proc/{pid}/comm").read_text() == "mkfs.erofs\n":
                found.append(int(pid))
    return found


def loops_of(image: Path) -> list[str]:
    """Return the loop devices that a file is."""
    found = []
    for path in Path("/sys/block").glob("loop*/loop/backing_file"):
        with suppress(OSError):  # it has become free
            if path.read_text().strip() == str(image):
                found.append(path.parts[3])
    return found


def has_loops() -> bool:
    """Say whether this machine has loop devices."""
    return Path("/dev/loop-control").exists()
