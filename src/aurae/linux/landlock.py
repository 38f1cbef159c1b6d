"""Landlock (landlock(7)): a process gives up rights over files, for good and for all its children.

The numbers of these calls are the same on every architecture.
"""

from __future__ import annotations

import ctypes
import os
import struct

from aurae.linux.libc import check, libc

SYS_CREATE_RULESET, SYS_ADD_RULE, SYS_RESTRICT_SELF = 444, 445, 446
VERSION = 1
"""LANDLOCK_CREATE_RULESET_VERSION."""
PATH_BENEATH = 1
WRITE_FILE, REMOVE_DIR, REMOVE_FILE = 1 << 1, 1 << 4, 1 << 5
MAKE = sum(1 << bit for bit in range(6, 13))
REFER, TRUNCATE = 1 << 13, 1 << 14
"""Since versions 2 and 3 (Linux 5.19 and 6.2); without the second, truncating is not held back."""
FOR_FILES = WRITE_FILE | TRUNCATE
BENEATH = struct.Struct("=Qi")
"""struct landlock_path_beneath_attr, which is packed."""

libc.syscall.restype = ctypes.c_long


def version() -> int:
    """Return the version of what the kernel knows. OSError where it has no Landlock."""
    return _call("landlock_create_ruleset", SYS_CREATE_RULESET, 0, 0, VERSION)


def write_below_only(places: list[int]) -> None:
    """Change files only at and below some places, by descriptors; no_new_privs must be set.

    Raises OSError.
    """
    known = version()
    handled = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE
    handled |= (REFER if known >= 2 else 0) | (TRUNCATE if known >= 3 else 0)
    attributes = struct.pack("=Q", handled)
    rules = _call("landlock_create_ruleset", SYS_CREATE_RULESET, attributes, len(attributes), 0)
    try:
        for place in places:
            is_folder = os.fstat(place).st_mode & 0o170000 == 0o040000
            allowed = handled if is_folder else handled & FOR_FILES
            rule = BENEATH.pack(allowed, place)
            _call("landlock_add_rule", SYS_ADD_RULE, rules, PATH_BENEATH, rule, 0)
        _call("landlock_restrict_self", SYS_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _call(name: str, number: int, *arguments: int | bytes) -> int:
    words = [
        ctypes.c_char_p(each) if isinstance(each, bytes) else ctypes.c_long(each)
        for each in arguments
    ]
    return check(int(libc.syscall(ctypes.c_long(number), *words)), name)
