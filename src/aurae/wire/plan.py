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
MASK = struct.Struct("<I")
LIMIT = struct.Struct("<Iqq")
IDS = struct.Struct("<II")
UNCHANGED = -2
"""A hard limit that stays as it is."""
SHOWN = 256
"""Bytes of a name that are shown at most: why it failed must fit behind it in a failure's text."""


class Umask(namedtuple("Umask", "mask")):
    """umask(2)."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"umask {self.mask:04o}"

    def pack(self) -> bytes:
        """Return the payload."""
        return MASK.pack(self.mask)

    @classmethod
    def unpack(cls, data: bytes) -> Umask:
        """Read the payload; struct.error when it is cut."""
        return cls(*MASK.unpack(data))


class Rlimit(namedtuple("Rlimit", "resource soft hard")):
    """setrlimit(2) of a resource by its number; -1 is no limit, a `hard` may be UNCHANGED."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"setrlimit {self.resource} {self.soft} {self.hard}"

    def pack(self) -> bytes:
        """Return the payload."""
        return LIMIT.pack(*self)

    @classmethod
    def unpack(cls, data: bytes) -> Rlimit:
        """Read the payload; struct.error when it is cut."""
        return cls(*LIMIT.unpack(data))


class Chdir(namedtuple("Chdir", "path")):
    """chdir(2)."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"chdir {shown(self.path)}"

    def pack(self) -> bytes:
        """Return the payload."""
        return bytes(self.path)

    @classmethod
    def unpack(cls, data: bytes) -> Chdir:
        """Read the payload."""
        return cls(data)


class Credentials(namedtuple("Credentials", "uid gid groups")):
    """setgroups(2), setresgid(2), setresuid(2): real, effective and saved alike."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"setgroups of {len(self.groups)}, setresgid {self.gid}, setresuid {self.uid}"

    def pack(self) -> bytes:
        """Return the payload."""
        return IDS.pack(self.uid, self.gid) + struct.pack(f"<{len(self.groups)}I", *self.groups)

    @classmethod
    def unpack(cls, data: bytes) -> Credentials:
        """Read the payload; struct.error when it is cut."""
        uid, gid = IDS.unpack_from(data)
        rest = data[IDS.size :]
        return cls(uid, gid, list(struct.unpack(f"<{len(rest) // 4}I", rest)))


class Execve(namedtuple("Execve", "file argv env")):
    """execve(2); a `file` without a slash is searched along PATH of `env`, as execvp(3) does."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does; arguments and variables are counted, never shown."""
        return f"execve {shown(self.file)}, {len(self.argv)} arguments, {len(self.env)} variables"

    def pack(self) -> bytes:
        """Return the payload."""
        return pack_list([self.file]) + pack_list(self.argv) + pack_list(self.env)

    @classmethod
    def unpack(cls, data: bytes) -> Execve:
        """Read the payload; ValueError or struct.error when it is malformed."""
        file, at = unpack_list(data, 0)
        argv, at = unpack_list(data, at)
        env, at = unpack_list(data, at)
        if at != len(data) or len(file) != 1 or not argv:
            raise ValueError("cannot read plan: malformed execve")
        return cls(file[0], argv, env)


TYPE_CHECKING = False
if TYPE_CHECKING:
    Step = Umask | Rlimit | Chdir | Credentials | Execve

STEPS: dict[int, type[Step]] = {1: Umask, 2: Rlimit, 3: Chdir, 4: Credentials, 5: Execve}
KINDS: dict[type, int] = {step: number for number, step in STEPS.items()}


def encode(steps: list[Step]) -> bytes:
    """Return the bytes of a plan."""
    parts = [bytes([VERSION])]
    for step in steps:
        payload = step.pack()
        parts += [FRAME.pack(KINDS[type(step)], len(payload)), payload]
    return b"".join(parts)


def decode(data: bytes) -> list[Step]:
    """Read a plan; ValueError when it is cut, of another version, or has an unknown step."""
    if not data or data[0] != VERSION:
        raise ValueError("cannot read plan: unknown version")
    steps: list[Step] = []
    at = 1
    try:
        while at < len(data):
            kind, length = FRAME.unpack_from(data, at)
            at += FRAME.size
            payload = data[at : at + length]
            if len(payload) != length or kind not in STEPS:
                raise ValueError("cannot read plan: cut or unknown step")
            steps.append(STEPS[kind].unpack(payload))
            at += length
    except struct.error:
        raise ValueError("cannot read plan: cut") from None
    return steps


def shown(name: bytes) -> str:
    """Return a kernel name as printable text on one line, cut where it is long.

    UTF-8 is built in; any other codec would be imported by a child between clone and execve.
    """
    text = name.decode("utf-8", "surrogateescape")
    text = "".join(char if char.isprintable() else f"\\x{ord(char) & 0xFF:02x}" for char in text)
    data = text.encode()
    return text if len(data) <= SHOWN else data[:SHOWN].decode(errors="ignore") + "…"


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
