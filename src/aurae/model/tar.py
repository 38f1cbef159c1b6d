"""Headers of tar archives that say nothing but names and sizes: equal content gives equal archives."""

from __future__ import annotations

import tarfile

BLOCK = 512
END = bytes(20 * BLOCK)
"""What ends an archive, as GNU tar has it."""


def file(name: str, size: int) -> bytes:
    """Return the header of a file, behind which come its bytes and `padding`."""
    return _header(name, tarfile.REGTYPE, 0o644, size)


def folder(name: str) -> bytes:
    """Return the header of a folder."""
    return _header(name, tarfile.DIRTYPE, 0o755)


def link(name: str, target: str) -> bytes:
    """Return the header of a symbolic link."""
    return _header(name, tarfile.SYMTYPE, 0o777, target=target)


def padding(size: int) -> bytes:
    """Return what stands behind so many bytes of a file."""
    return bytes(-size % BLOCK)


def _header(name: str, kind: bytes, mode: int, size: int = 0, target: str = "") -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.mode, info.size, info.linkname = kind, mode, size, target
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
