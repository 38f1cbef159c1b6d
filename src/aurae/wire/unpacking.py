"""Messages between server and the process that unpacks layers, framed as those of `messages`.

One SEQPACKET datagram each; descriptors travel beside it. The two are of the same version: the server
starts the process.
"""

from __future__ import annotations

import struct
from collections import namedtuple

from aurae.wire import messages

# server -> unpack
FILTER = 1  # body: the filter of system calls of those who unpack; comes first
LAYER = 2  # body OrderBody; fds: the layer, to be read from where it stands; its folder's tree
STOP = 3  # the layer `id` is not wanted any more; it is FAILED

# unpack -> server
DONE = 16  # body DoneBody
FAILED = 17  # body: what `failed` makes; flags may be UNFIT

UNFIT = 1
"""It is the archive that is wrong: another try will fail as well."""

LIMIT = 65536
"""Longest message in bytes."""
TEXT_LIMIT = 2048
"""Longest text of a failure in bytes."""
DESCRIPTORS = 2

ORDER_BODY = struct.Struct("<QQIII")
DONE_BODY = struct.Struct("<32sQQQQQ")
FAILED_BODY = struct.Struct("<I")

OrderBody = namedtuple("OrderBody", "size entries ratio seconds shift")
"""What the layer may have at most: bytes unpacked, entries, bytes unpacked for one that is read (0:
any number), seconds; where ids are to begin (0: they stay as they are)."""
DoneBody = namedtuple("DoneBody", "digest size entries read disk inodes implied", defaults=((),))
"""SHA-256 and bytes of the archive, how many entries it has, how many bytes were read of it, and what was
made of it: about so many bytes on disk, so many inodes; `implied` are the paths of folders that no entry
tells of, as many as there is room for."""

# From the child that unpacks one layer to its parent, on a pipe: frames of length, kind, payload.
FRAME = struct.Struct("<IB")
FRAMES_LIMIT = 16 << 20
"""Bytes that a child says at most."""
IMPLIED_LIMIT = 32768
"""Bytes of the paths of implied folders that are told."""
OPAQUE = 1  # payload: the path of a folder that hides those of lower layers
ENDED = 2  # payload DoneBody, and paths of implied folders
REFUSED = 3  # payload: why, as of FAILED
BROKEN = 4  # payload: what went wrong that is not the archive's fault, as of FAILED


def order_body(body: bytes) -> OrderBody:
    """Read the body of LAYER; ValueError when its size is wrong."""
    if len(body) != ORDER_BODY.size:
        raise ValueError("cannot read order: wrong size")
    return OrderBody(*ORDER_BODY.unpack(body))


def done_body(body: bytes) -> DoneBody:
    """Read the body of DONE and the paths behind it, NUL before each; ValueError when it is cut."""
    if len(body) < DONE_BODY.size or body[DONE_BODY.size :][:1] not in (b"", b"\0"):
        raise ValueError("cannot read answer: wrong size")
    paths = tuple(body[DONE_BODY.size :].split(b"\0")[1:])
    return DoneBody._make((*DONE_BODY.unpack_from(body), paths))


def failed(why: str, number: int = 0) -> bytes:
    """Return the body of FAILED: the errno of what the system refused, 0 where it did not; and a text."""
    text = why.encode(errors="backslashreplace")[:TEXT_LIMIT]
    return FAILED_BODY.pack(number) + text


def failed_body(body: bytes) -> tuple[int, str]:
    """Read the body of FAILED; ValueError when it is cut."""
    if len(body) < FAILED_BODY.size:
        raise ValueError("cannot read failure: wrong size")
    (number,) = FAILED_BODY.unpack_from(body)
    text = body[FAILED_BODY.size :][:TEXT_LIMIT]
    return number, text.decode(errors="backslashreplace")


def implied(paths: list[bytes]) -> bytes:
    """Return the paths as they stand behind DONE_BODY, as many as there is room for."""
    told = b""
    for path in paths:
        if len(told) + len(path) >= IMPLIED_LIMIT:
            break
        told += b"\0" + path
    return told


def frame(kind: int, payload: bytes) -> bytes:
    """Return the bytes of one frame."""
    return FRAME.pack(len(payload), kind) + payload


def frames(data: bytes) -> list[tuple[int, bytes]]:
    """Return the frames that a child said; ValueError when they are cut."""
    found, at = [], 0
    while at < len(data):
        if at + FRAME.size > len(data):
            raise ValueError("cannot read frames: cut")
        length, kind = FRAME.unpack_from(data, at)
        at += FRAME.size
        if length > len(data) - at:
            raise ValueError("cannot read frames: cut")
        found.append((kind, data[at : at + length]))
        at += length
    return found


pack, unpack = messages.pack, messages.unpack
