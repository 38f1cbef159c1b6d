"""Credentials of runs: files on one ramfs of the daemon, whose memory is never swapped.

It is mounted while there are any. A folder `<key>` belongs to the user of its run, and so do the
files in it; nobody else reads them.
"""

from __future__ import annotations

import errno
import os
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from aurae.linux import mount
from aurae.model.provision_rules import CREDENTIALS_LIMIT, too_many_bytes
from aurae.model.refusal import BadValue
from aurae.surroundings.opened import opened_root
from aurae.surroundings.patience import TooLong
from aurae.surroundings.reading import read
from aurae.surroundings.removing import remove_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from aurae.model.execution import Credential
    from aurae.surroundings.folders import Owner
    from aurae.surroundings.patience import Patience

SOURCE, KIND = "aurae-credentials", "ramfs"
"""Name and type of the mount in the kernel's table."""


def gather(credentials: Sequence[Credential]) -> dict[str, bytes]:
    """Return the secrets by name, those in files read now.

    Raises OSError "credential <name>: <reason>", and BadValue when they have more than 1 MiB together.
    """
    found: dict[str, bytes] = {}
    for credential in credentials:
        content = credential.content
        if content is None:
            try:
                content = read(credential.file, CREDENTIALS_LIMIT)
            except OSError as error:
                step = f"credential {credential.name}: {credential.file}"
                raise OSError(error.errno, error.strerror, step) from None
        found[credential.name] = content
    size = sum(map(len, found.values()))
    if size > CREDENTIALS_LIMIT:
        refused = too_many_bytes(size)
        raise BadValue(f"executable.{refused.field}", refused.why)
    return found


class Credentials:
    """The folder of all credentials. Every method is for a thread."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when it is needed, and free of mounts of others."""
        self.folder = folder
        self._alone = threading.Lock()

    def write(
        self, key: str, secrets: Mapping[str, bytes], owner: Owner, patience: Patience
    ) -> Path:
        """Make the folder of a run anew, beside its place; returns where it is."""
        with self._alone, self._mounted() as folder:
            beside = f".{key}"
            remove_tree(folder, beside, patience)
            remove_tree(folder, key, patience)
            os.mkdir(beside, 0o700, dir_fd=folder)
            fd = os.open(beside, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
            try:
                for name, content in secrets.items():
                    _write(fd, name, content, owner)
                os.fchown(fd, *owner)
                os.fchmod(fd, 0o500)
            finally:
                os.close(fd)
            os.rename(beside, key, src_dir_fd=folder, dst_dir_fd=folder)
        return self.folder / key

    def remove(self, key: str, patience: Patience) -> None:
        """Remove the folder of a run, and the mount when it was the last."""
        with self._alone:
            if self._mounted_kind() != KIND:
                return
            with opened_root(self.folder) as folder:
                remove_tree(folder, f".{key}", patience)
                remove_tree(folder, key, patience)
            self._unmount_empty()

    def remove_all_but(self, keys: set[str], patience: Patience) -> None:
        """Remove the folders of runs that nobody knows."""
        with self._alone:
            if self._mounted_kind() != KIND:
                return
            with opened_root(self.folder) as folder:
                for name in os.listdir(folder):
                    if name not in keys:
                        remove_tree(folder, name, patience)
            self._unmount_empty()

    @contextmanager
    def _mounted(self) -> Iterator[int]:
        step = f"credentials folder {self.folder}"
        try:
            with suppress(FileExistsError):
                self.folder.mkdir(mode=0o711)
            self._mount()
            with opened_root(self.folder) as folder:
                yield folder
        except TooLong:
            raise
        except OSError as error:
            raise OSError(error.errno, f"cannot keep secrets: {error.strerror}", step) from None

    def _mount(self) -> None:
        kind = self._mounted_kind()
        if kind not in {"", KIND}:
            raise OSError(errno.EBUSY, f"a {kind} is mounted there")
        if not kind:
            flags = mount.NOSUID | mount.NODEV | mount.NOEXEC
            mount.mount(SOURCE, str(self.folder), KIND, flags, "mode=0711")

    def _mounted_kind(self) -> str:
        """Return the type of the file system that is mounted there; empty for none."""
        path = os.path.realpath(self.folder)
        kinds = [one.kind for one in mount.mounts() if one.point == path]
        return str(kinds[-1]) if kinds else ""

    def _unmount_empty(self) -> None:
        """Unmount it when nothing is in it; somebody who has its folder open keeps it."""
        if not os.listdir(self.folder):
            with suppress(OSError):
                mount.unmount(str(self.folder))
                self.folder.rmdir()


def _write(folder: int, name: str, content: bytes, owner: Owner) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with open(os.open(name, flags, 0o400, dir_fd=folder), "wb") as file:
        file.write(content)
        file.flush()
        os.fchown(file.fileno(), *owner)
        os.fchmod(file.fileno(), 0o400)
