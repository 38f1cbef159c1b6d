"""Mounts by descriptor: open_tree(2), fsmount(2), move_mount(2), mount_setattr(2), openat2(2).

The numbers of these calls are the same on every architecture.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from aurae.linux.libc import check, system_call

SYS_OPEN_TREE = 428
SYS_MOVE_MOUNT = 429
SYS_FSOPEN = 430
SYS_FSCONFIG = 431
SYS_FSMOUNT = 432
SYS_OPENAT2 = 437
SYS_MOUNT_SETATTR = 442  # Linux 5.12
AT_FDCWD = -100
AT_EMPTY_PATH = 0x1000
AT_RECURSIVE = 0x8000
OPEN_TREE_CLONE = 1
FSOPEN_CLOEXEC = FSMOUNT_CLOEXEC = 1
FSCONFIG_SET_FLAG, FSCONFIG_SET_STRING, FSCONFIG_CMD_CREATE = 0, 1, 6
MOVE_MOUNT_F_EMPTY_PATH = 4
MOVE_MOUNT_T_EMPTY_PATH = 0x40
RESOLVE_NO_XDEV, RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS = 1, 2, 4
RESOLVE_BENEATH, RESOLVE_IN_ROOT = 8, 16
MOST_TRIES = 1000
RDONLY, NOSUID, NODEV, NOEXEC, NOSYMFOLLOW = 1, 2, 4, 8, 0x20_0000
"""MOUNT_ATTR_*; the last since Linux 5.14 for mount_setattr."""
IDMAP = 0x10_0000
"""MOUNT_ATTR_IDMAP, since Linux 5.12."""
PRIVATE, SLAVE, SHARED = 0x4_0000, 0x8_0000, 0x10_0000
"""MS_*: where later mounts go, and come from."""
ATTRIBUTES = struct.Struct("=4Q")
"""struct mount_attr: set, cleared, propagation, user namespace."""
HOW = struct.Struct("=3Q")
"""struct open_how: flags, mode, resolve."""


_INT, _TEXT, _SIZE = ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t
_openat2 = system_call(_INT, _TEXT, _TEXT, _SIZE)
_open_tree = system_call(_INT, _TEXT, _INT)
_fsopen = system_call(_TEXT, _INT)
_fsconfig = system_call(_INT, _INT, _TEXT, _TEXT, _INT)
_fsmount = system_call(_INT, _INT, _INT)
_move_mount = system_call(_INT, _TEXT, _INT, _TEXT, _INT)
_mount_setattr = system_call(_INT, _TEXT, _INT, _TEXT, _SIZE)


def open_place(path: bytes, *, direct: bool) -> int:
    """Return an O_PATH descriptor of a file; `direct`: over no symbolic link (ELOOP). Raises OSError."""
    if not direct:
        return os.open(path, os.O_PATH | os.O_CLOEXEC)
    how = HOW.pack(os.O_PATH | os.O_CLOEXEC, 0, RESOLVE_NO_SYMLINKS)
    return check(_openat2(SYS_OPENAT2, AT_FDCWD, path, how, HOW.size), "openat2")


def open_below(folder: int, path: bytes) -> int:
    """Return an O_PATH descriptor of what is below a folder, over no link and on no other file system.

    Raises OSError: ELOOP for a link, EXDEV for what lies elsewhere.
    """
    resolve = RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH
    how = HOW.pack(os.O_PATH | os.O_CLOEXEC, 0, resolve)
    return check(_openat2(SYS_OPENAT2, folder, path, how, HOW.size), "openat2")


def open_beneath(folder: int, path: bytes) -> int:
    """Return an O_PATH descriptor of what is below a folder, over no link; it may be mounted there.

    Raises OSError: ELOOP for a link.
    """
    how = HOW.pack(os.O_PATH | os.O_CLOEXEC, 0, RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH)
    return check(_openat2(SYS_OPENAT2, folder, path, how, HOW.size), "openat2")


def open_in(root: int, path: bytes, *, direct: bool = False, flags: int = os.O_PATH) -> int:
    """Return a descriptor of what a path is to those whose root directory is `root`.

    No link leads out of it, nor through /proc; `direct`: over no link at all. Raises OSError.
    """
    resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | (RESOLVE_NO_SYMLINKS if direct else 0)
    how = HOW.pack(flags | os.O_CLOEXEC, 0, resolve)
    found, left = -1, MOST_TRIES
    while found < 0 and left:
        found, left = _openat2(SYS_OPENAT2, root, path, how, HOW.size), left - 1
        # EAGAIN: something on the machine was renamed or mounted while there was a `..` on the way.
        if found < 0 and ctypes.get_errno() != errno.EAGAIN:
            break
    return check(found, "openat2")


def clone(place: int, *, recursive: bool = True) -> int:
    """Return a descriptor of a copy, mounted nowhere, of the tree that a descriptor is the top of.

    `recursive`: with what is mounted below it.
    """
    flags = OPEN_TREE_CLONE | os.O_CLOEXEC | AT_EMPTY_PATH | (AT_RECURSIVE if recursive else 0)
    return check(_open_tree(SYS_OPEN_TREE, place, b"", flags), "open_tree")


def new(kind: bytes, options: bytes, attributes: int) -> int:
    """Return a descriptor of a new file system of a kind, mounted nowhere; options as of mount(8).

    Raises OSError.
    """
    context = check(_fsopen(SYS_FSOPEN, kind, FSOPEN_CLOEXEC), "fsopen")
    try:
        for option in options.split(b",") if options else ():
            name, equals, value = option.partition(b"=")
            how = FSCONFIG_SET_STRING if equals else FSCONFIG_SET_FLAG
            check(
                _fsconfig(SYS_FSCONFIG, context, how, name, value if equals else None, 0),
                "fsconfig",
            )
        check(_fsconfig(SYS_FSCONFIG, context, FSCONFIG_CMD_CREATE, None, None, 0), "fsconfig")
        return check(_fsmount(SYS_FSMOUNT, context, FSMOUNT_CLOEXEC, attributes), "fsmount")
    finally:
        os.close(context)


def move(tree: int, place: int) -> None:
    """Mount a tree that `clone` gave at an O_PATH descriptor. Raises OSError."""
    flags = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH
    check(_move_mount(SYS_MOVE_MOUNT, tree, b"", place, b"", flags), "move_mount")


def add_attributes(tree: int, attributes: int, *, recursive: bool = True) -> None:
    """Make the mount at a descriptor read-only and the like. Raises OSError."""
    flags = AT_EMPTY_PATH | (AT_RECURSIVE if recursive else 0)
    what = ATTRIBUTES.pack(attributes, 0, 0, 0)
    check(
        _mount_setattr(SYS_MOUNT_SETATTR, tree, b"", flags, what, ATTRIBUTES.size), "mount_setattr"
    )


def idmap(tree: int, user: int) -> None:
    """Have files below a tree that is mounted nowhere belong to the same ids in a user namespace.

    `user` is a descriptor of that. Raises OSError: EINVAL where the file system cannot.
    """
    what = ATTRIBUTES.pack(IDMAP, 0, 0, user)
    flags = AT_EMPTY_PATH | AT_RECURSIVE
    check(
        _mount_setattr(SYS_MOUNT_SETATTR, tree, b"", flags, what, ATTRIBUTES.size), "mount_setattr"
    )


def propagate(tree: int, how: int) -> None:
    """Have later mounts come to the mounts of a tree, or go from there: PRIVATE, SLAVE or SHARED."""
    what = ATTRIBUTES.pack(0, 0, how, 0)
    flags = AT_EMPTY_PATH | AT_RECURSIVE
    check(
        _mount_setattr(SYS_MOUNT_SETATTR, tree, b"", flags, what, ATTRIBUTES.size), "mount_setattr"
    )
