"""Steps about the process itself: its limits, its turn on the CPUs, who it is, what it executes."""

from __future__ import annotations

import struct
from collections import namedtuple

from aurae.wire.codec import Marked, Numbers, pack_list, shown, unpack_list

IDS = struct.Struct("<II")
UNCHANGED = -2
"""A hard limit that stays as it is."""
POLICIES = ("other", "fifo", "rr", "batch", "4", "idle")
IO_CLASSES = ("none", "realtime", "best-effort", "idle")
"""Names by number, of sched(7) and ioprio_set(2)."""
LIMITS = (
    *("cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock"),
    *("as", "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime"),
)
"""Resource limits by number, as all architectures have them that we run on (getrlimit(2))."""


class Umask(Numbers, namedtuple("Umask", "mask")):
    """umask(2)."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"umask {self.mask:04o}"


class Rlimit(Numbers, namedtuple("Rlimit", "resource soft hard")):
    """setrlimit(2) of a resource by its number; -1 is no limit, a `hard` may be UNCHANGED."""

    __slots__ = ()
    FORM = struct.Struct("<Iqq")

    def describe(self) -> str:
        """Say what the step does, for people."""
        known = self.resource < len(LIMITS)
        name = LIMITS[self.resource] if known else str(self.resource)
        hard = "" if self.hard == UNCHANGED else f" {_limit(self.hard)}"
        return f"setrlimit {name} {_limit(self.soft)}{hard}"


class Nice(Numbers, namedtuple("Nice", "value")):
    """setpriority(2)."""

    __slots__ = ()
    FORM = struct.Struct("<i")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"setpriority {self.value}"


class Scheduling(Numbers, namedtuple("Scheduling", "policy priority")):
    """sched_setscheduler(2)."""

    __slots__ = ()
    FORM = struct.Struct("<Ii")

    def describe(self) -> str:
        """Say what the step does, for people."""
        known = self.policy < len(POLICIES)
        name = POLICIES[self.policy] if known else str(self.policy)
        return f"sched_setscheduler {name}" + (f" {self.priority}" if self.priority else "")


class Affinity(namedtuple("Affinity", "cpus")):
    """sched_setaffinity(2) to a list of CPUs."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"sched_setaffinity {' '.join(map(str, self.cpus[:64]))}"

    def pack(self) -> bytes:
        """Return the payload."""
        return struct.pack(f"<{len(self.cpus)}I", *self.cpus)

    @classmethod
    def unpack(cls, data: bytes) -> Affinity:
        """Read the payload; struct.error when it is cut."""
        return cls(list(struct.unpack(f"<{len(data) // 4}I", data)))


class IoPriority(Numbers, namedtuple("IoPriority", "io_class level")):
    """ioprio_set(2)."""

    __slots__ = ()
    FORM = struct.Struct("<II")

    def describe(self) -> str:
        """Say what the step does, for people."""
        known = self.io_class < len(IO_CLASSES)
        name = IO_CLASSES[self.io_class] if known else str(self.io_class)
        return f"ioprio_set {name} {self.level}"


class OomScore(Numbers, namedtuple("OomScore", "value")):
    """/proc/self/oom_score_adj (proc(5))."""

    __slots__ = ()
    FORM = struct.Struct("<i")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"write {self.value} to oom_score_adj"


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


class Stream(Marked, namedtuple("Stream", "path number")):
    """open(2) of a file as one of the standard streams: 0 is read, 1 and 2 are written."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"open {shown(self.path)} as {('stdin', 'stdout', 'stderr')[self.number % 3]}"


class Duplicate(Numbers, namedtuple("Duplicate", "source target")):
    """dup2(2): what is at `source` is at `target`, too, where something was passed to be in its place."""

    __slots__ = ()
    FORM = struct.Struct("<II")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"have descriptor {self.source} at {self.target}"


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


def _limit(value: int) -> str:
    return "unlimited" if value == -1 else str(value)
