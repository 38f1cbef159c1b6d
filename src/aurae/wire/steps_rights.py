"""Steps about what a process may do: capabilities, prctl(2) and filters of system calls."""

from __future__ import annotations

import struct
from collections import namedtuple

from aurae.wire.codec import Numbers

PRCTL = {8: "PR_SET_KEEPCAPS", 28: "PR_SET_SECUREBITS", 38: "PR_SET_NO_NEW_PRIVS"}
KEEPCAPS, SECUREBITS, NO_NEW_PRIVS = PRCTL


class Prctl(Numbers, namedtuple("Prctl", "option value")):
    """prctl(2) of an option with one number."""

    __slots__ = ()
    FORM = struct.Struct("<IQ")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"prctl {PRCTL.get(self.option, self.option)} {self.value}"


class Bounding(Numbers, namedtuple("Bounding", "kept")):
    """PR_CAPBSET_DROP of every capability that is not in the mask `kept`."""

    __slots__ = ()
    FORM = struct.Struct("<Q")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"keep {self.kept.bit_count()} capabilities ({self.kept:#x})"


class Capabilities(Numbers, namedtuple("Capabilities", "effective permitted inheritable")):
    """capset(2)."""

    __slots__ = ()
    FORM = struct.Struct("<QQQ")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"capset {self.effective:#x} {self.permitted:#x} {self.inheritable:#x}"


class Ambient(Numbers, namedtuple("Ambient", "raised")):
    """PR_CAP_AMBIENT_RAISE of each capability in the mask."""

    __slots__ = ()
    FORM = struct.Struct("<Q")

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"raise {self.raised.bit_count()} ambient capabilities ({self.raised:#x})"


class DeviceProgram(namedtuple("DeviceProgram", "program")):
    """BPF_PROG_ATTACH to the own leaf: a program that decides about devices (struct bpf_insn each)."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return (
            f"limit devices (BPF_PROG_TYPE_CGROUP_DEVICE of {len(self.program) // 8} instructions)"
        )

    def pack(self) -> bytes:
        """Return the payload."""
        return bytes(self.program)

    @classmethod
    def unpack(cls, data: bytes) -> DeviceProgram:
        """Read the payload; ValueError when it is no whole number of instructions."""
        if not data or len(data) % 8:
            raise ValueError("cannot read plan: malformed devices")
        return cls(data)


class Seccomp(namedtuple("Seccomp", "program")):
    """PR_SET_SECCOMP: a filter as instructions of BPF, eight bytes each (struct sock_filter)."""

    __slots__ = ()

    def describe(self) -> str:
        """Say what the step does, for people."""
        return f"seccomp filter of {len(self.program) // 8} instructions"

    def pack(self) -> bytes:
        """Return the payload."""
        return bytes(self.program)

    @classmethod
    def unpack(cls, data: bytes) -> Seccomp:
        """Read the payload; ValueError when it is no whole number of instructions."""
        if not data or len(data) % 8:
            raise ValueError("cannot read plan: malformed seccomp")
        return cls(data)
