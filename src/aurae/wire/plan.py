"""The plan of a spawn: the steps a new child takes before execve, as bytes.

Only the child decodes them: init passes the memory file on unread, so that it never holds
arguments, environment or secrets that later children would inherit. A plan is a version byte and
then frames of `kind u16, length u32, payload`, little endian. Text is bytes throughout: the
kernel's names have no encoding. The numbers of steps stay: an init of before may be asked.
"""

from __future__ import annotations

import struct

from aurae.wire.codec import shown
from aurae.wire.steps_container import (
    Account,
    Attach,
    Console,
    Enter,
    Files,
    Hostname,
    IdMaps,
    Layer,
    Lend,
    Lock,
    Mask,
    NewMount,
    Node,
    Outside,
    Profile,
    Protect,
    Root,
    SharedMemory,
    Stack,
    StackAsItIs,
    Sysctl,
    Tree,
    Volume,
    VolumeBelow,
    Withhold,
    Workdir,
    WriteBelow,
)
from aurae.wire.steps_mounts import (
    Cover,
    Devices,
    InterfaceUp,
    Keep,
    Mount,
    Place,
    Put,
    ReadOnly,
    Seal,
    Unshare,
)
from aurae.wire.steps_process import (
    UNCHANGED,
    Affinity,
    Chdir,
    Credentials,
    Duplicate,
    Execve,
    IoPriority,
    Nice,
    OomScore,
    Rlimit,
    Scheduling,
    Stream,
    Umask,
)
from aurae.wire.steps_rights import Ambient, Bounding, Capabilities, DeviceProgram, Prctl, Seccomp

__all__ = [
    "UNCHANGED",
    "VERSION",
    "Account",
    "Affinity",
    "Ambient",
    "Attach",
    "Bounding",
    "Capabilities",
    "Chdir",
    "Console",
    "Cover",
    "Credentials",
    "DeviceProgram",
    "Devices",
    "Duplicate",
    "Enter",
    "Execve",
    "Files",
    "Hostname",
    "IdMaps",
    "InterfaceUp",
    "IoPriority",
    "Keep",
    "Layer",
    "Lend",
    "Lock",
    "Mask",
    "Mount",
    "NewMount",
    "Nice",
    "Node",
    "OomScore",
    "Outside",
    "Place",
    "Prctl",
    "Profile",
    "Protect",
    "Put",
    "ReadOnly",
    "Rlimit",
    "Root",
    "Scheduling",
    "Seal",
    "Seccomp",
    "SharedMemory",
    "Stack",
    "StackAsItIs",
    "Stream",
    "Sysctl",
    "Tree",
    "Umask",
    "Unshare",
    "Volume",
    "VolumeBelow",
    "Withhold",
    "Workdir",
    "WriteBelow",
    "decode",
    "encode",
    "outside",
    "shown",
]

VERSION = 1
FRAME = struct.Struct("<HI")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Step = (
        Umask
        | Rlimit
        | Chdir
        | Credentials
        | Execve
        | Nice
        | Scheduling
        | Affinity
        | IoPriority
        | OomScore
        | Stream
        | Unshare
        | InterfaceUp
        | Mount
        | Keep
        | ReadOnly
        | Place
        | Cover
        | Seal
        | Devices
        | Prctl
        | Bounding
        | Capabilities
        | Ambient
        | Seccomp
        | DeviceProgram
        | Outside
        | IdMaps
        | Layer
        | Root
        | Node
        | Volume
        | VolumeBelow
        | Console
        | Stack
        | StackAsItIs
        | Files
        | NewMount
        | Attach
        | Mask
        | Protect
        | Enter
        | Hostname
        | Sysctl
        | Account
        | Workdir
        | Profile
        | Withhold
        | WriteBelow
        | Lend
        | Lock
        | SharedMemory
        | Tree
        | Duplicate
        | Put
    )

STEPS: dict[int, type[Step]] = {
    1: Umask,
    2: Rlimit,
    3: Chdir,
    4: Credentials,
    5: Execve,
    6: Nice,
    7: Scheduling,
    8: Affinity,
    9: IoPriority,
    10: OomScore,
    11: Stream,
    12: Duplicate,
    20: Unshare,
    21: InterfaceUp,
    22: Mount,
    23: Keep,
    24: ReadOnly,
    25: Place,
    26: Cover,
    27: Seal,
    28: Devices,
    29: Put,
    40: Prctl,
    41: Bounding,
    42: Capabilities,
    43: Ambient,
    44: Seccomp,
    45: DeviceProgram,
    60: Outside,
    61: IdMaps,
    62: Layer,
    63: Root,
    64: Node,
    65: Volume,
    66: Files,
    67: Console,
    68: Stack,
    69: Withhold,
    70: NewMount,
    71: Attach,
    72: Mask,
    73: Protect,
    74: Enter,
    75: Hostname,
    76: Sysctl,
    77: Account,
    78: Workdir,
    79: Lend,
    80: Profile,
    81: WriteBelow,
    82: VolumeBelow,
    83: Lock,
    84: StackAsItIs,
    85: Tree,
    90: SharedMemory,
}
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
    return list(_steps(data))


def outside(data: bytes) -> list[Step]:
    """Read the part of a container's plan that is taken outside; ValueError as `decode`, or without one."""
    for step in _steps(data):
        if isinstance(step, Outside):
            return decode(step.plan)
    raise ValueError("cannot read plan: it has no part outside")


def _steps(data: bytes) -> Iterator[Step]:
    if not data or data[0] != VERSION:
        raise ValueError("cannot read plan: unknown version")
    at = 1
    try:
        while at < len(data):
            kind, length = FRAME.unpack_from(data, at)
            at += FRAME.size
            payload = data[at : at + length]
            if len(payload) != length or kind not in STEPS:
                raise ValueError("cannot read plan: cut or unknown step")
            yield STEPS[kind].unpack(payload)
            at += length
    except struct.error:
        raise ValueError("cannot read plan: cut") from None
