"""Owner, mode, extended attributes and times of what was made, in the order in which none undoes another."""

from __future__ import annotations

import errno
import os

OVERLAY = b"user.overlay."
CAPABILITY = b"security.capability"
LISTS = (b"system.posix_acl_access", b"system.posix_acl_default")
SET_ID = 0o6000

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.unpack.archive import Entry


def settle_folder(fd: int, entry: Entry) -> None:
    """Give a folder that root has made all that an entry says. Raises OSError."""
    if entry.uid or entry.gid:
        os.fchown(fd, entry.uid, entry.gid)
    os.fchmod(fd, entry.mode)  # after fchown(2), which takes set-user-ID away
    if entry.xattrs:
        _set_xattrs(fd, entry.xattrs)
    os.utime(fd, ns=(entry.mtime, entry.mtime))


def settle_new(fd: int, entry: Entry) -> None:
    """Do as `settle_folder` for a file that was opened as new with its mode, by root."""
    if entry.uid or entry.gid:
        # It takes set-user-ID and capabilities away, so both come after it.
        os.fchown(fd, entry.uid, entry.gid)
    if entry.mode & SET_ID:
        os.fchmod(fd, entry.mode)
    if entry.xattrs:
        _set_xattrs(fd, entry.xattrs)
    os.utime(fd, ns=(entry.mtime, entry.mtime))


def settle_named(above: int, name: bytes, entry: Entry, *, link: bool) -> None:
    """Do as `settle_folder` for what is not to be opened: a symbolic link, a device, a FIFO. Raises OSError."""
    if entry.uid or entry.gid:
        os.chown(name, entry.uid, entry.gid, dir_fd=above, follow_symlinks=False)
    if not link and entry.mode & SET_ID:
        os.chmod(name, entry.mode, dir_fd=above)
    os.utime(name, ns=(entry.mtime, entry.mtime), dir_fd=above, follow_symlinks=False)


def is_kept(name: bytes) -> bool:
    """Tell whether an extended attribute of an archive is set.

    Not those that overlayfs or the kernel's security modules would take for their own, nor those of
    trusted.*, which none but the machine's root may write.
    """
    if name.startswith(b"user."):
        return not name.startswith(OVERLAY)
    return name == CAPABILITY or name in LISTS


def _set_xattrs(fd: int, xattrs: dict[bytes, bytes]) -> None:
    for name, value in xattrs.items():
        if not is_kept(name):
            continue
        try:
            os.setxattr(fd, name, value)
        except OSError as error:
            # A file system without them; but a program without its capabilities would be another one.
            if error.errno != errno.ENOTSUP or name == CAPABILITY:
                raise
