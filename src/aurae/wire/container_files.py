"""Orders about a container's files, from the server to the process that unpacks; see `unpacking`.

The container's root is told as its folder and its layers, and where it runs by a pidfd of its first
process as well.
"""

from __future__ import annotations

import struct
from collections import namedtuple

from aurae.wire.codec import pack_list, unpack_list

FILES = 4
"""Kind of the message; fds: the stream of bytes, and a pidfd with RUNNING, or a tree with TREE."""

# What is to be done; the stream is read for PUT, and written for the others.
PUT = 1  # an archive into the folder `path`
GET = 2  # `path` as an archive
DIFF = 3  # what is not as in the layers: records of kind, path and NUL
LAYER = 4  # the same as the archive of a layer
TO_GUEST = 5  # an archive as entries for a guest; the stream is a socket, both read and written
FROM_GUEST = 6  # entries of a guest as an archive, likewise

# Flags.
RUNNING = 1
KEEP_OWNERS = 2
"""Of PUT: files belong to whom the archive says, else to root."""
REPLACE = 4
"""Of PUT: a folder may give way to a file, and a file to a folder."""
FOLLOW = 8
"""Of GET: if the path is a symbolic link, what it leads to."""
MERGED = 16
"""Of GET: the root alone, without what is mounted in it."""
TREE = 32
"""Of PUT and GET: no container, but a tree of files that is mounted nowhere, such as a volume."""
TOP = 64
"""Of PUT: the folder itself becomes what the archive says of its root."""

ADDED, CHANGED, DELETED = b"A", b"C", b"D"

IDMAPPED = b"+"
"""Before the path of a layer: its files belong inside to whom they belong outside."""
AS_IT_IS = b"-"

FORM = struct.Struct("<BIIQQII")

Order = namedtuple("Order", "what flags seconds size entries first count path folder layers marks")
"""Ids inside begin at the host's `first`, `count` of them (0: they are the host's); `layers` are the lowest first,
with IDMAPPED or AS_IT_IS before each path; `marks` are paths where the start mounts something. Of seconds,
bytes and entries there are so many at most."""


def pack(order: Order) -> bytes:
    """Return the body of the message."""
    numbers = FORM.pack(*order[:7])
    lists = pack_list([order.path, order.folder]) + pack_list(order.layers)
    return numbers + lists + pack_list(order.marks)


def unpack(body: bytes) -> Order:
    """Read the body; ValueError or struct.error when it is malformed."""
    numbers = FORM.unpack_from(body)
    (path, folder), at = unpack_list(body, FORM.size)
    layers, at = unpack_list(body, at)
    marks, at = unpack_list(body, at)
    if at != len(body):
        raise ValueError("cannot read order: malformed")
    return Order._make((*numbers, path, folder, layers, marks))
