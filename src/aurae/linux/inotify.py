"""inotify(7): which files of a folder changed, without asking again and again."""

from __future__ import annotations

import ctypes
import os
import struct
from collections import namedtuple

from aurae.linux.libc import check, libc

IN_MODIFY = 0x2
IN_MOVED_TO = 0x80
IN_CREATE = 0x100
IN_DELETE = 0x200
IN_DELETE_SELF = 0x400
IN_IGNORED = 0x8000
IN_NONBLOCK = 0o4000
IN_CLOEXEC = 0o2000000

EVENT = struct.Struct("<iIII")
BUFFER = 16384
"""Bytes read at once; the kernel refuses less than one event with the longest name (271)."""

Event = namedtuple("Event", "watch mask cookie name")
"""`name` is the file's in the watched folder, as bytes; empty for the folder itself."""

libc.inotify_init1.argtypes = [ctypes.c_int]
libc.inotify_init1.restype = ctypes.c_int
libc.inotify_add_watch.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32]
libc.inotify_add_watch.restype = ctypes.c_int
libc.inotify_rm_watch.argtypes = [ctypes.c_int, ctypes.c_int]
libc.inotify_rm_watch.restype = ctypes.c_int


def inotify_init1(flags: int = IN_NONBLOCK | IN_CLOEXEC) -> int:
    """Return a new inotify descriptor; OSError (EMFILE) at the limit of instances per user."""
    return check(libc.inotify_init1(flags), "inotify_init1")


def inotify_add_watch(fd: int, path: str, mask: int) -> int:
    """Watch `path` and return the number of the watch."""
    return check(libc.inotify_add_watch(fd, os.fsencode(path), mask), "inotify_add_watch", path)


def inotify_rm_watch(fd: int, watch: int) -> None:
    """Stop watching; an IN_IGNORED event follows."""
    check(libc.inotify_rm_watch(fd, watch), "inotify_rm_watch")


def decode(data: bytes) -> list[Event]:
    """Read the events in what the kernel wrote; a cut event at the end is left out."""
    events = []
    at = 0
    while at + EVENT.size <= len(data):
        watch, mask, cookie, length = EVENT.unpack_from(data, at)
        at += EVENT.size
        if at + length > len(data):
            break
        events.append(Event(watch, mask, cookie, data[at : at + length].rstrip(b"\0")))
        at += length
    return events


def read_events(fd: int) -> list[Event]:
    """Return what happened since the last call; empty when nothing did (a non-blocking `fd`)."""
    try:
        return decode(os.read(fd, BUFFER))
    except BlockingIOError:
        return []
