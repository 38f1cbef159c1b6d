"""Steps about what a process sees: namespaces of its own, and the tree of files in them.

Theory. What stays as it is, writable or to be seen below something hidden, is cloned before
anything changes (`Keep`). Then the tree is made read-only, and each path gets what it is to be,
outer ones first: a clone goes back to its place (`Place`), an empty file system goes over it
(`Cover`). A clone keeps the mounts below it as they were, so what is deeper comes later.
"""

from __future__ import annotations

import struct
from collections import namedtuple

from aurae.wire.codec import Marked, Numbers, shown

OPTIONAL = 1
"""A path that is missing is no failure."""
DIRECT = 2
"""No symbolic link may be on the way: somebody who is not trusted may have put it there."""
READ_ONLY = 4
SEALED = 8
"""Read-only too, once all places in it are filled."""
KINDS = (
    (0x0002_0000, "mount"),
    (0x0400_0000, "uts"),
    (0x0800_0000, "ipc"),
    (0x2000_0000, "pid"),
    (0x4000_0000, "net"),
    (0x0200_0000, "cgroup"),
)
"""CLONE_NEW* and what they are called."""


class Unshare(Numbers, namedtuple("Unshare", "kinds")):
    """unshare(2); mounts of the outside still come in, and none go out."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return "unshare " + " ".join(name for kind, name in KINDS if self.kinds & kind)


class InterfaceUp(Marked, namedtuple("InterfaceUp", "name flags")):
    """Set a network interface up."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"set {shown(self.name)} up"


class Mount(Marked, namedtuple("Mount", "source target kind data flags")):
    """mount(2)."""

    __slots__ = ()
    NAMES = 4

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"mount {shown(self.kind or self.source)} on {shown(self.target)}"


class Keep(Marked, namedtuple("Keep", "path flags")):
    """open_tree(2): hold what is mounted at a path, for its `Place`. OPTIONAL, DIRECT."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"keep {shown(self.path)}"


class ReadOnly(Marked, namedtuple("ReadOnly", "path flags")):
    """mount_setattr(2): everything mounted at a path and below it. OPTIONAL."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"make {shown(self.path)} read-only"


class Place(Marked, namedtuple("Place", "path flags")):
    """move_mount(2): what was kept goes to its path, made there if it is missing. READ_ONLY."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        how = "read-only" if self.flags & READ_ONLY else "as it is"
        return f"place {shown(self.path)} {how}"


class Cover(Marked, namedtuple("Cover", "path options flags")):
    """An empty tmpfs over a directory; a file is covered by /dev/null. OPTIONAL, DIRECT, SEALED."""

    __slots__ = ()
    NAMES = 2

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"mount tmpfs on {shown(self.path)}"


class Seal(Numbers, namedtuple("Seal", "count")):
    """mount_setattr(2): the covers that are SEALED."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"make {self.count} covers read-only"


class Devices(Numbers, namedtuple("Devices", "terminal")):
    """A /dev of its own; with `terminal` the one it runs on is /dev/console."""

    __slots__ = ()
    FORM = struct.Struct("<I")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return "mount devices on /dev"


class Put(namedtuple("Put", "number target")):
    """move_mount(2): a tree that is mounted nowhere, whose descriptor was passed, goes to a path that is there."""

    __slots__ = ()
    FORM = struct.Struct("<I")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"put descriptor {self.number} at {shown(self.target)}"

    def pack(self) -> bytes:
        """Return the payload."""
        return self.FORM.pack(self.number) + bytes(self.target)

    @classmethod
    def unpack(cls, data: bytes) -> Put:
        """Read the payload; struct.error when it is cut."""
        (number,) = cls.FORM.unpack_from(data)
        return cls(number, data[cls.FORM.size :])
