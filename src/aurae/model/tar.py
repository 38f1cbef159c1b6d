"""Headers of tar archives that say no more than they are told: equal content gives equal archives."""

from __future__ import annotations

import tarfile

BLOCK = 512
END = bytes(20 * BLOCK)
"""What ends an archive, as GNU tar has it."""


def file(name: str, size: int, mode: int = 0o644, mtime: int = 0) -> bytes:
    """Return the header of a file, behind which come its bytes and `padding`."""
    return _header(name, tarfile.REGTYPE, mode, size, mtime=mtime)


def folder(name: str, mode: int = 0o755, mtime: int = 0) -> bytes:
    """Return the header of a folder."""
    return _header(name, tarfile.DIRTYPE, mode, mtime=mtime)


def link(name: str, target: str) -> bytes:
    """Return the header of a symbolic link."""
    return _header(name, tarfile.SYMTYPE, 0o777, target=target)


def padding(size: int) -> bytes:
    """Return what stands behind so many bytes of a file."""
    return bytes(-size % BLOCK)


def _header(
    name: str, kind: bytes, mode: int, size: int = 0, target: str = "", mtime: int = 0
) -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.mode, info.size, info.linkname = kind, mode, size, target
    info.mtime = mtime
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
