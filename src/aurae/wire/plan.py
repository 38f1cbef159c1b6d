"""The plan of a spawn: the steps a new child takes before execve, as bytes.

Only the child decodes them: init passes the memory file on unread, so that it never holds
arguments, environment or secrets that later children would inherit. A plan is a version byte and
then frames of `kind u16, length u32, payload`, little endian. Text is bytes throughout: the
kernel's names have no encoding.
"""

from __future__ import annotations

import struct
from collections import namedtuple

VERSION = 1
FRAME = struct.Struct("<HI")
COUNT = struct.Struct("<I")

Umask = namedtuple("Umask", "mask")
Rlimit = namedtuple("Rlimit", "resource soft hard")
"""`resource` by its number in getrlimit(2); -1 is no limit; `hard` of -2 leaves it as it is."""
Chdir = namedtuple("Chdir", "path")
Credentials = namedtuple("Credentials", "uid gid groups")
Execve = namedtuple("Execve", "file argv env")
"""`file` is searched along PATH of `env` when it has no slash, as execvp(3) does."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    Step = Umask | Rlimit | Chdir | Credentials | Execve

UMASK = struct.Struct("<I")
RLIMIT = struct.Struct("<Iqq")
IDS = struct.Struct("<II")

KINDS = {Umask: 1, Rlimit: 2, Chdir: 3, Credentials: 4, Execve: 5}
STEPS = {number: step for step, number in KINDS.items()}


def describe(step: Step) -> str:
    """Say what a step does, for people; arguments and environment are told by number only."""
    kind = type(step)
    if kind is Umask:
        return f"umask {step.mask:04o}"
    if kind is Rlimit:
        return f"setrlimit {step.resource} {step.soft} {step.hard}"
    if kind is Chdir:
        return f"chdir {step.path.decode(errors='backslashreplace')}"
    if kind is Credentials:
        return f"setresuid {step.uid} setresgid {step.gid} setgroups {len(step.groups)}"
    name = step.file.decode(errors="backslashreplace")
    return f"execve {name} with {len(step.argv)} arguments, {len(step.env)} variables"


def encode(steps: list[Step]) -> bytes:
    """Return the bytes of a plan."""
    parts = [bytes([VERSION])]
    for step in steps:
        payload = PACKERS[type(step)](step)
        parts += [FRAME.pack(KINDS[type(step)], len(payload)), payload]
    return b"".join(parts)


def decode(data: bytes) -> list[Step]:
    """Read a plan; ValueError when it is cut, of another version, or has an unknown step."""
    if not data or data[0] != VERSION:
        raise ValueError("cannot read plan: unknown version")
    steps, at = [], 1
    try:
        while at < len(data):
            kind, length = FRAME.unpack_from(data, at)
            at += FRAME.size
            payload = data[at : at + length]
            if len(payload) != length or kind not in STEPS:
                raise ValueError("cannot read plan: cut or unknown step")
            steps.append(UNPACKERS[STEPS[kind]](payload))
            at += length
    except struct.error:
        raise ValueError("cannot read plan: cut") from None
    return steps


def pack_list(items: list[bytes]) -> bytes:
    """Return a counted list of counted byte strings."""
    parts = [COUNT.pack(len(items))]
    for item in items:
        parts += [COUNT.pack(len(item)), item]
    return b"".join(parts)


def unpack_list(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Read a counted list at `at`; return it and where it ends. ValueError when it is cut."""
    (count,) = COUNT.unpack_from(data, at)
    at += COUNT.size
    items = []
    for _ in range(count):
        (length,) = COUNT.unpack_from(data, at)
        at += COUNT.size
        item = data[at : at + length]
        if len(item) != length:
            raise ValueError("cannot read plan: cut")
        items.append(item)
        at += length
    return items, at


def _pack_credentials(step: Credentials) -> bytes:
    groups = struct.pack(f"<{len(step.groups)}I", *step.groups)
    return IDS.pack(step.uid, step.gid) + groups


def _unpack_credentials(data: bytes) -> Credentials:
    uid, gid = IDS.unpack_from(data)
    rest = data[IDS.size :]
    return Credentials(uid, gid, list(struct.unpack(f"<{len(rest) // 4}I", rest)))


def _pack_execve(step: Execve) -> bytes:
    return pack_list([step.file]) + pack_list(step.argv) + pack_list(step.env)


def _unpack_execve(data: bytes) -> Execve:
    file, at = unpack_list(data, 0)
    argv, at = unpack_list(data, at)
    env, at = unpack_list(data, at)
    if at != len(data) or len(file) != 1 or not argv:
        raise ValueError("cannot read plan: malformed execve")
    return Execve(file[0], argv, env)


PACKERS = {
    Umask: lambda step: UMASK.pack(step.mask),
    Rlimit: lambda step: RLIMIT.pack(*step),
    Chdir: lambda step: step.path,
    Credentials: _pack_credentials,
    Execve: _pack_execve,
}
UNPACKERS = {
    Umask: lambda data: Umask(*UMASK.unpack(data)),
    Rlimit: lambda data: Rlimit(*RLIMIT.unpack(data)),
    Chdir: Chdir,
    Credentials: _unpack_credentials,
    Execve: _unpack_execve,
}
