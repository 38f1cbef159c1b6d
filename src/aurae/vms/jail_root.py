"""The root of every jail: QEMU, its libraries and what it needs of firmware, copied once for each version of it.

Copies and not links: the file of QEMU may be executed there and not be read (mode 0711), by which the kernel lets nobody
without rights over the whole machine look into a process of it, not even itself (ptrace(2), PR_SET_DUMPABLE).
It is made beside its place and renamed, and named by what it was made of, so that an update of QEMU makes another one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from aurae.model.refusal import FailedPrecondition
from aurae.vms import linking
from aurae.vms.command_line import FIRMWARE, QEMU

LIBRARIES = "/lib/vm"
"""Where all libraries are in the jail."""
PLUGINS = "/usr/lib/x86_64-linux-gnu/qemu"
"""Where Debian's QEMU looks for parts of itself."""
FOLDERS = ("dev", "proc")
PARTS = ("accel-tcg-x86_64.so",)
ROMS = ("qboot.rom",)
ROM_FOLDERS = ("/usr/share/qemu", "/usr/share/seabios", "/usr/local/share/qemu")
PART_FOLDERS = (PLUGINS, "/usr/lib/qemu", "/usr/lib64/qemu", "/usr/lib64/qemu-kvm")
LIBRARY_FOLDERS = (
    *("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64"),
    *("/usr/local/lib", "/lib", "/usr/lib"),
)
LINKER_CONFIGURATION = Path("/etc/ld.so.conf.d")
LARGEST = 256 * 1024 * 1024
"""Bytes of a file."""
MOST_LIBRARIES = 400
UNFINISHED = ".new"
ACTION = "make the jail of virtual machines"

_turn = threading.Lock()
"""Several machines may start at once."""


class Parts(NamedTuple):
    """What a root is made of: files of the host by their paths in the jail, and QEMU's own."""

    files: dict[str, Path]
    qemu: Path

    @property
    def digest(self) -> str:
        """A name for this root: it changes with any of the files."""
        told = hashlib.sha256(b"1")
        for place, source in sorted(self.files.items()):
            found = source.stat()
            words = (place, source, found.st_size, found.st_mtime_ns, found.st_ino)
            told.update("\0".join(map(str, words)).encode(errors="surrogateescape") + b"\n")
        return told.hexdigest()[:32]


def parts(qemu: Path) -> Parts:
    """Find out what a QEMU consists of; blocks. FailedPrecondition where something is missing, OSError."""
    program = _read(qemu)
    files = {QEMU: qemu}
    if program.linker:
        files[program.linker] = Path(program.linker).resolve()
    for names, folders, place in (
        (PARTS, PART_FOLDERS, PLUGINS),
        (ROMS, ROM_FOLDERS, FIRMWARE),
    ):
        for name in names:
            found = _first(name, folders)
            if found is not None:
                files[f"{place}/{name}"] = found
            elif name in ROMS:
                raise FailedPrecondition(ACTION, f"{name} of QEMU is not installed")
    todo = [qemu, *(files[f"{PLUGINS}/{name}"] for name in PARTS if f"{PLUGINS}/{name}" in files)]
    while todo:
        at = todo.pop()
        wanted = _read(at)
        own = tuple(folder.replace("$ORIGIN", str(at.parent)) for folder in wanted.folders)
        for name in wanted.libraries:
            place = f"{LIBRARIES}/{name}"
            if place in files:
                continue
            found = _first(name, (*own, *LIBRARY_FOLDERS, *_configured()))
            if found is None or len(files) > MOST_LIBRARIES:
                raise FailedPrecondition(ACTION, f"library {name[:80]!r} of QEMU is missing")
            files[place] = found
            todo.append(found)
    return Parts(files, qemu)


def make(folder: Path, made_of: Parts) -> Path:
    """Return the root of these parts below `folder`, making it if it is missing; blocks. Raises OSError.

    Those of other versions are removed: who runs there has opened what it needs.
    """
    with _turn:
        return _made(folder, made_of)


def _made(folder: Path, made_of: Parts) -> Path:
    place = folder / made_of.digest
    if not place.exists():
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        new = folder / f"{made_of.digest}{UNFINISHED}"
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(mode=0o755)
        _fill(new, made_of)
        _sync(new)
        new.rename(place)
    for other in folder.iterdir():
        if other.name != place.name:
            with suppress(OSError):
                shutil.rmtree(other)
    return place


def _fill(new: Path, made_of: Parts) -> None:
    new.chmod(0o755)
    for name in FOLDERS:
        _make_folder(new / name)
    for place, source in made_of.files.items():
        target = new / place.lstrip("/")
        for parent in reversed(target.relative_to(new).parents[:-1]):
            _make_folder(new / parent)
        shutil.copyfile(source, target)
        target.chmod(0o711 if place == QEMU else 0o755 if ".so" in target.name else 0o644)


def _make_folder(path: Path) -> None:
    with suppress(FileExistsError):
        path.mkdir()
        path.chmod(0o755)


def _sync(folder: Path) -> None:
    """Have all of it on disk: a root that a loss of power has emptied would look as if it were there."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                _sync_file(path)
        os.fsync(fd)
    finally:
        os.close(fd)


def _sync_file(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _configured() -> tuple[str, ...]:
    """Return the folders that the machine's linker is told of (ld.so.conf(5))."""
    found: list[str] = []
    for file in sorted(LINKER_CONFIGURATION.glob("*.conf")):
        lines = file.read_text(errors="replace").splitlines()
        found += [line.strip() for line in lines if line.strip().startswith("/")]
    return tuple(found)


def _first(name: str, folders: tuple[str, ...]) -> Path | None:
    if "/" in name or name in ("", ".", ".."):
        return None
    for folder in folders:
        path = Path(folder, name)
        if path.is_file():
            return path.resolve()
    return None


def _read(path: Path) -> linking.Needs:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FailedPrecondition(ACTION, f"{path}: it is too large")
    try:
        return linking.needs(data)
    except linking.NotElf as error:
        raise FailedPrecondition(ACTION, f"{path}: {error}") from None
