"""Messages between init and its two children, server and journal: fixed structs, one per SEQPACKET datagram.

A message is a header (`kind`, `flags`, `length` of the body, workload `id`) and a body; file
descriptors travel beside it as SCM_RIGHTS in an order fixed by the kind. Numbers are little
endian. Kinds are never used again for another meaning: during an upgrade the two ends may be of
different versions, and an unknown kind is skipped.
"""

from __future__ import annotations

import struct
from collections import namedtuple

HEADER = struct.Struct("<HHIQ")
LIMIT = 4096
"""Longest message in bytes, header included."""

# server -> init
SPAWN = 1  # body SpawnBody; fds by its roles
SIGNAL = 2  # flags = signal number, sent to the main process through its pidfd
ACKNOWLEDGE = 3  # the exit (or failure) of `id` is on disk: forget it
REEXEC = 4
SERVING = 5  # the API answers

# init -> server
HELLO = 32  # body HelloBody
ENTRY = 33  # body EntryBody: one row of init's table
TABLE_END = 34
STARTED = 35  # body EntryBody
FAILED = 36  # body EntryBody, then the text of the failed step
EXITED = 37  # body EntryBody
DRAINED = 38  # flags = streams whose last byte is in its segment; also journal -> init
REEXECUTING = 39  # body: empty when the trial said yes, else why not
STOPPING = 40  # refuse new work; workloads are being stopped

# init -> journal
STREAM = 64  # flags = streams, one fd each in their order; or one stream | TERMINAL

STDOUT = 1
STDERR = 2
TERMINAL = 0x8000
"""STREAM brings a pty master and both ends of a middle pipe (read, write), not a pipe's read end."""

# Flags of SPAWN.
LOG_STDOUT = 1
LOG_STDERR = 2
WITH_TERMINAL = 4

# Roles of file descriptors that come with SPAWN.
ROLE_PLAN = 1
ROLE_CGROUP = 2
ROLE_STDIN = 3
ROLE_COMMIT = 4  # a pipe: one byte lets the child go on to execve, its end withdraws the start
ROLES = 8

# Phases of an entry.
STARTING_PHASE = 0
RUNNING_PHASE = 1
EXITED_PHASE = 2
FAILED_PHASE = 3

SPAWN_BODY = struct.Struct("<IHH8s")
HELLO_BODY = struct.Struct("<iIQQiI")
ENTRY_BODY = struct.Struct("<HBBiiiQQQ")

Message = namedtuple("Message", "kind flags id body")
SpawnBody = namedtuple("SpawnBody", "deadline_ms stop_signal reserved roles")
"""`roles`: 8 bytes, the role of each descriptor sent along, 0 behind the last."""
HelloBody = namedtuple("HelloBody", "pid generation started_ns lost_exits journal_pid reserved")
EntryBody = namedtuple(
    "EntryBody", "phase logged drained pid status error started_ns finished_ns cpu_us"
)
"""`status` is a wait status; `error` an errno; times are CLOCK_REALTIME nanoseconds; `logged` and
`drained` are bit masks of STDOUT and STDERR: streams with a log, and those wholly on disk."""


def pack(kind: int, ident: int = 0, flags: int = 0, body: bytes = b"") -> bytes:
    """Return the bytes of one message."""
    return HEADER.pack(kind, flags, len(body), ident) + body


def unpack(data: bytes) -> Message:
    """Read one message; ValueError when it is cut or its length is not as its header says."""
    if len(data) < HEADER.size:
        raise ValueError("cannot read message: shorter than its header")
    kind, flags, length, ident = HEADER.unpack_from(data)
    body = bytes(data[HEADER.size :])
    if len(body) != length:
        raise ValueError("cannot read message: cut")
    return Message(kind, flags, ident, body)


def spawn_body(body: bytes) -> SpawnBody:
    """Read the body of SPAWN; ValueError when its size is wrong or a role is unknown or doubled."""
    if len(body) != SPAWN_BODY.size:
        raise ValueError("cannot read spawn request: wrong size")
    order = SpawnBody(*SPAWN_BODY.unpack(body))
    roles = order.roles.rstrip(b"\0")
    if len(set(roles)) != len(roles) or any(
        not ROLE_PLAN <= role <= ROLE_COMMIT for role in roles
    ):
        raise ValueError("cannot read spawn request: unknown role of a descriptor")
    return order


def entry_body(body: bytes) -> tuple[EntryBody, bytes]:
    """Read an entry and the text behind it; ValueError when it is cut."""
    if len(body) < ENTRY_BODY.size:
        raise ValueError("cannot read entry: cut")
    return EntryBody(*ENTRY_BODY.unpack_from(body)), body[ENTRY_BODY.size :]


def hello_body(body: bytes) -> HelloBody:
    """Read the body of HELLO; ValueError when its size is wrong."""
    if len(body) != HELLO_BODY.size:
        raise ValueError("cannot read hello: wrong size")
    return HelloBody(*HELLO_BODY.unpack(body))
