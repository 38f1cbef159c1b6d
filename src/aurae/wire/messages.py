"""Messages between init and its two children, server and journal: fixed structs, one per SEQPACKET datagram.

A message is a header (`kind`, `flags`, `length` of the body, workload `id`) and a body; file
descriptors travel beside it as SCM_RIGHTS in an order fixed by the kind. Numbers are little
endian. Kinds are never used again for another meaning: during an upgrade the two ends may be of
different versions, and an unknown kind is skipped.
"""

from __future__ import annotations

import struct
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = struct.Struct("<HHIQ")
LIMIT = 4096
"""Longest message in bytes, header included."""

# server -> init
SPAWN = 1  # body SpawnBody; fds by its roles
SIGNAL = 2  # flags = signal number, sent to the main process through its pidfd
ACKNOWLEDGE = 3  # the exit (or failure) of `id` is on disk: forget it
REEXEC = 4
SERVING = 5  # the API answers; flags may be ORDERS
HOLD = 6  # body HoldBody: make a process that holds new namespaces as the row `id`
TAKE_HOLDER = 7  # fd: the pidfd of a holder of an earlier init, to be kept as the row `id`
KEEP = (
    8  # fd: one to hold for later servers, by an `id` of the server's own; replaces an earlier one
)
DROP = 9  # the kept descriptor `id` is of no more use
FETCH = 10  # send what is typed into `id`: the terminal, or the pipe of OPEN_STDIN
SHUT = 11  # nothing more comes on that pipe
ORDERED = 12  # services were stopped in their order: whatever is left is to be stopped now
HOLD_POD = 13  # body PodBody, fd: a plan; make namespaces that are kept as the row `id`
NAMESPACE = 14  # flags = one of POD_*: give a descriptor of that namespace of the row `id`
TAKE_POD = (
    15  # flags = some of POD_*, fd: a pidfd of who has these namespaces, kept as the row `id`
)

# init -> server; flags of a row: OF_HOLDER
HELLO = 32  # body HelloBody
ENTRY = 33  # body EntryBody: one row of init's table; text as in STARTED or FAILED
TABLE_END = 34
STARTED = 35  # body EntryBody; text InnerPid where the process has another pid inside
FAILED = 36  # body EntryBody, then the text of the failed step
EXITED = 37  # body EntryBody
DRAINED = 38  # flags = streams whose last byte is in its segment; also journal -> init
REEXECUTING = 39  # body: empty when the trial said yes, else why not
STOPPING = 40  # refuse new work; workloads are being stopped
KEPT = 41  # fd: one kept as `id` for an earlier server; between ENTRY and TABLE_END
FETCHED = 42  # fd: as FETCH asked; none where there is no such thing any more
ANSWERED = 43  # flags = errno: what became of a KEEP or DROP with ANSWER
BORN = 44  # fd: a pidfd of who has the new namespaces of a start with TELL_BIRTH; before STARTED, FAILED
SPACE = 45  # flags as of NAMESPACE; fd: what it asked for, none where there is no such thing

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
OPEN_STDIN = 8  # a pipe whose write end is init's
SESSION = 16  # its streams are the server's, and it ends with the server that asked for it

# Flags of KEEP and DROP.
ANSWER = 1  # ANSWERED is to be said

# Flags of SERVING.
ORDERS = 1  # the server stops services itself, and then says ORDERED

# Flags of ENTRY, STARTED, FAILED and EXITED.
OF_HOLDER = 1

# Flags in HoldBody: which namespaces are new.
HOLD_PROCESS = 1  # pid, mount, ipc and uts
HOLD_NETWORK = 2

# Namespaces of a pod, in PodBody and NAMESPACE. A mount namespace has a file system for /dev/shm and
# nothing else; a PID namespace has a process of ours, PID 1, without which no process stays.
POD_USER = 1
POD_NETWORK = 2
POD_IPC = 4
POD_UTS = 8
POD_PROCESS = 16
POD_MOUNT = 32
POD_ALL = 63

# Flags in the tail of SpawnBody.
IN_CELL = 1  # a cgroup namespace of its own
BESIDE = 2  # `process_holder` is a workload, all of whose namespaces are entered
PRIVATE_PROCESSES = 4  # a PID namespace of its own, with a reaper as its PID 1
CONTAINER = 8  # all namespaces are its own, prepared by a helper; with BESIDE that of a container
OWN_USER = 16  # of a container: a user namespace of its own
OWN_NETWORK = 32  # of a container: a network namespace of its own; PRIVATE_PROCESSES: a reaper

TELL_BIRTH = 64  # BORN is to be said
SHARES = 128  # of a container: those of `process_holder`, a pod or a workload, are some of its namespaces
SHARED_AT = 16
"""How many places to the left those of POD_* stand that are shared."""

# Abilities in HelloBody.
KEEPS = 1  # KEEP, DROP, and what comes behind SPAWN_TAIL
SESSIONS = 2  # FETCH, SHUT, OPEN_STDIN, SESSION, BESIDE
ANSWERS = 4  # ANSWER
CONTAINERS = 8  # CONTAINER
BIRTHS = 16  # TELL_BIRTH
PODS = 32  # HOLD_POD, NAMESPACE, TAKE_POD, SHARES
PARCELS = 64  # ROLE_PARCEL, and the steps Tree and Duplicate

# Roles of file descriptors that come with SPAWN.
ROLE_PLAN = 1
ROLE_CGROUP = 2
ROLE_STDIN = 3
ROLE_COMMIT = 4  # a pipe: one byte lets the child go on to execve, its end withdraws the start
ROLE_STDOUT = 5
ROLE_STDERR = 6
ROLE_TERMINAL = 7  # of a session, instead of the three streams
ROLE_PARCEL = (
    8  # a socket on which descriptors wait that the child has from 3 on, behind those of `passed`
)
ROLES = 8

# Phases of an entry.
STARTING_PHASE = 0
RUNNING_PHASE = 1
EXITED_PHASE = 2
FAILED_PHASE = 3

SPAWN_BODY = struct.Struct("<IHH8s")
SPAWN_TAIL = struct.Struct("<QQQ")
"""Behind SPAWN_BODY, but only for a workload in a cell or with a PID namespace: what init of before
cells can do, it is asked as before."""
SPAWN_PASSED = struct.Struct("<I")
"""Behind SPAWN_TAIL, but only where descriptors are passed: how many, and then their ids."""
IDENT = struct.Struct("<Q")
MOST_IDS = 1 << 32
PASSED_LIMIT = 256
"""Kept descriptors that one child can have."""
HOLD_BODY = struct.Struct("<IHHQQ")
POD_BODY = struct.Struct("<IHHQQ")
INNER_PID = struct.Struct("<i")
HELLO_BODY = struct.Struct("<iIQQiI")
ENTRY_BODY = struct.Struct("<HBBiiiQQQ")

Message = namedtuple("Message", "kind flags id body")
SpawnBody = namedtuple(
    "SpawnBody",
    "deadline_ms stop_signal reserved roles process_holder network_holder place passed",
    defaults=(0, 0, 0, ()),
)
"""`roles`: 8 bytes, the role of each descriptor sent along, 0 behind the last. The holders are ids
of rows whose namespaces are entered, 0 for init's own; `place` is made of IN_CELL, BESIDE,
PRIVATE_PROCESSES and what is of containers; `passed` are ids of kept descriptors, which the child has from 3 on."""
HoldBody = namedtuple("HoldBody", "deadline_ms kinds reserved process_holder network_holder")
"""`kinds`: HOLD_PROCESS, HOLD_NETWORK or both; the holders are those around the new one, 0 for
none. The host name comes behind it."""
PodBody = namedtuple("PodBody", "deadline_ms kinds reserved first count")
"""`kinds` are POD_*. With POD_USER the ids from 0 up inside are `count` of the host's from `first` up."""
HelloBody = namedtuple("HelloBody", "pid generation started_ns lost_exits journal_pid abilities")
"""`abilities`: what this init knows; 0 of one of before."""
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
    try:
        order = SpawnBody(*SPAWN_BODY.unpack_from(body))
        at = SPAWN_BODY.size
        if len(body) > at:
            order = SpawnBody(*order[:4], *SPAWN_TAIL.unpack_from(body, at))
            at += SPAWN_TAIL.size
    except struct.error:
        raise ValueError("cannot read spawn request: wrong size") from None
    if len(body) > at:
        order = order._replace(passed=_passed(body[at:]))
    roles = order.roles.rstrip(b"\0")
    if len(set(roles)) != len(roles) or any(
        not ROLE_PLAN <= role <= ROLE_PARCEL for role in roles
    ):
        raise ValueError("cannot read spawn request: unknown role of a descriptor")
    return order


def passed_body(idents: Sequence[int]) -> bytes:
    """Return what stands behind SPAWN_TAIL for descriptors that are passed."""
    return SPAWN_PASSED.pack(len(idents)) + b"".join(map(IDENT.pack, idents))


def _passed(body: bytes) -> tuple[int, ...]:
    if len(body) < SPAWN_PASSED.size:
        raise ValueError("cannot read spawn request: wrong size")
    (count,) = SPAWN_PASSED.unpack_from(body)
    if not 0 < count <= PASSED_LIMIT:
        raise ValueError(f"cannot read spawn request: {count} descriptors are passed")
    if len(body) != SPAWN_PASSED.size + count * IDENT.size:
        raise ValueError("cannot read spawn request: wrong size")
    return tuple(ident for (ident,) in IDENT.iter_unpack(body[SPAWN_PASSED.size :]))


def hold_body(body: bytes) -> tuple[HoldBody, bytes]:
    """Read the body of HOLD and the host name behind it; ValueError when it is cut or asks for nothing."""
    if len(body) < HOLD_BODY.size:
        raise ValueError("cannot read hold request: cut")
    order = HoldBody(*HOLD_BODY.unpack_from(body))
    if not order.kinds or order.kinds & ~(HOLD_PROCESS | HOLD_NETWORK):
        raise ValueError("cannot read hold request: unknown kind of namespace")
    return order, body[HOLD_BODY.size :]


def pod_body(body: bytes) -> PodBody:
    """Read the body of HOLD_POD; ValueError when its size is wrong or it asks for what is none."""
    if len(body) != POD_BODY.size:
        raise ValueError("cannot read pod request: wrong size")
    order = PodBody(*POD_BODY.unpack(body))
    if not order.kinds or order.kinds & ~POD_ALL:
        raise ValueError("cannot read pod request: unknown kind of namespace")
    has_users = bool(order.kinds & POD_USER)
    if has_users != bool(order.first and order.count) or order.first + order.count > MOST_IDS:
        raise ValueError("cannot read pod request: no range of ids")
    return order


def shared_kinds(place: int) -> int:
    """Return which POD_* a container shares."""
    return place >> SHARED_AT & POD_ALL & ~POD_MOUNT if place & SHARES else 0


def inner_pid(text: bytes) -> int:
    """Read the pid in the innermost namespace from the text of a row; 0 where it is as outside."""
    return INNER_PID.unpack(text)[0] if len(text) == INNER_PID.size else 0


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
