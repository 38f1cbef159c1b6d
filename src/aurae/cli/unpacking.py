"""Unpacks an archive that a container has made, into a folder of ours.

What is in it was chosen by who runs in the container. So each folder is opened within the one above, links are
made and never followed, and nothing is ever written outside of the folder. Owners are ours; of a mode only
what says who may read, write and execute is taken; devices and the like are left out.
"""

import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from aurae.client.errors import ClientError

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
PIECE = 1024 * 1024
MOST_LEVELS = 4096


def unpack(archive: IO[bytes], folder: str, name: str) -> int:
    """Unpack an archive whose names begin with one component, which becomes `name`; returns how many
    entries were left out. Raises ClientError and OSError.
    """
    left_out = 0
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with tarfile.open(fileobj=archive, mode="r|") as members:
            for member in members:
                parts = _parts(member.name, name)
                if not _place(members, member, top, parts, name):
                    left_out += 1
    except tarfile.TarError as error:
        raise ClientError(f"cannot read the archive: {error}") from None
    finally:
        os.close(top)
    return left_out


def _parts(text: str, name: str) -> list[str]:
    """Return the components of a name, the first one replaced; ClientError for a name that leads elsewhere."""
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if text.startswith("/") or ".." in parts or "\0" in text or len(parts) > MOST_LEVELS:
        raise ClientError(f"cannot unpack the archive: it has the name {text[:256]!r}")
    return [name, *parts[1:]]


def _place(
    members: tarfile.TarFile, member: tarfile.TarInfo, top: int, parts: list[str], name: str
) -> bool:
    """Make one entry; says whether it is of a kind that is made."""
    *above, last = parts
    with _folder(top, above) as here:
        if member.isdir():
            with suppress(FileExistsError):
                os.mkdir(last, 0o700, dir_fd=here)
            with _folder(here, [last]) as made:
                os.fchmod(made, member.mode & 0o777 | 0o700)
        elif member.isreg():
            _make_file(members, member, here, last)
        elif member.issym():
            _clear(here, last)
            os.symlink(member.linkname, last, dir_fd=here)
        elif member.islnk():
            _clear(here, last)
            *path, source = _parts(member.linkname, name)
            with _folder(top, path) as there:
                os.link(source, last, src_dir_fd=there, dst_dir_fd=here, follow_symlinks=False)
        else:
            return False
    return True


def _make_file(members: tarfile.TarFile, member: tarfile.TarInfo, here: int, last: str) -> None:
    source = members.extractfile(member)
    assert source is not None
    _clear(here, last)
    fd = os.open(last, NEW, 0o600, dir_fd=here)
    with os.fdopen(fd, "wb") as file:
        while piece := source.read(PIECE):
            file.write(piece)
        file.flush()
        os.fchmod(fd, member.mode & 0o777)
        os.utime(fd, (member.mtime, member.mtime))


def _clear(here: int, last: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(last, dir_fd=here)


@contextmanager
def _folder(top: int, parts: list[str]) -> Iterator[int]:
    """Give a descriptor of a folder below another one, over no link; what is missing is made."""
    here = os.dup(top)
    try:
        for part in parts:
            try:
                there = os.open(part, FOLDER, dir_fd=here)
            except FileNotFoundError:
                os.mkdir(part, 0o755, dir_fd=here)
                there = os.open(part, FOLDER, dir_fd=here)
            os.close(here)
            here = there
        yield here
    finally:
        os.close(here)
