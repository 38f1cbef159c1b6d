"""The child that sees to files of a container: it confines itself within the container's root, acts and ends.

Theory. It never uses anything of the container's but bytes: no name of a user is looked up, no
module and no codec is loaded once it is confined, and it is not dumpable from before it first touches
the container, so that nobody there can look at it or follow it to the host. It has the container's ids, in a
user namespace that no process of the container is in, and of the rights there those that its work takes.
"""

from __future__ import annotations

import errno
import os
import stat

from aurae.linux import privileges
from aurae.unpack import child, confinement
from aurae.unpack.changes import Changes
from aurae.unpack.failure import Broken, Unfit
from aurae.unpack.folders import OPEN, Folders
from aurae.unpack.packer import Packer
from aurae.unpack.placer import Placer, Places
from aurae.unpack.source import Source
from aurae.unpack.stack import BOTH, LOWER, UPPER, Stack
from aurae.unpack.tape import Tape
from aurae.unpack.telling import Layer, Listing
from aurae.unpack.translating import FromEntries, ToEntries
from aurae.unpack.writer import path_of
from aurae.wire import unpacking
from aurae.wire.codec import shown
from aurae.wire.container_files import (
    DIFF,
    FOLLOW,
    FROM_GUEST,
    GET,
    KEEP_OWNERS,
    LAYER,
    PUT,
    REPLACE,
    RUNNING,
    TO_GUEST,
    TOP,
    TREE,
)

CAP_DAC_READ_SEARCH = 1 << 2
OWN_MOUNTS = (b"/proc", b"/sys", b"/dev")
"""What the kernel shows there is nothing to be copied."""
LINKS = 40

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from aurae.wire.container_files import Order


def become(
    order: Order, stream: int, pidfd: int, user: int, answer: int, program: bytes
) -> NoReturn:
    """Do what was ordered, tell the pipe `answer` how it went, and end. Never returns.

    `user` is a descriptor of a user namespace with the container's ids, `pidfd` is that of its first process
    where it runs, or of the tree that takes its place; -1 for what there is not.
    """
    child.run(answer, lambda: _done(order, stream, pidfd, user, answer, program))


def _done(order: Order, stream: int, pidfd: int, user: int, answer: int, program: bytes) -> bytes:
    try:
        privileges.prctl(privileges.PR_SET_DUMPABLE, 0)
        kept = {fd for fd in (stream, pidfd, user, answer) if fd >= 0}
        confinement.drop_descriptors(kept)
        top = _confined(order, pidfd, user, program)
    except OSError as error:
        why = f"cannot enter the container's root: {error.strerror}"
        raise Broken(why, error.errno or 0) from None
    try:
        count, size = ACTIONS[order.what](order, stream, top)
    except BrokenPipeError:
        raise Broken("nobody wants it any more") from None
    except OSError as error:
        why = f"{shown(b'/' + order.path.strip(b'/'))}: {error.strerror or error}"
        raise Unfit(why, error.errno or 0) from None
    done = unpacking.DONE_BODY.pack(bytes(32), size, count, size, 0, 0)
    return unpacking.frame(unpacking.ENDED, done)


def _confined(order: Order, pidfd: int, user: int, program: bytes) -> int:
    if order.flags & TREE:
        tree = pidfd
    else:
        stack = Stack(order, pidfd, user)
        tree = stack.parted() if order.what in (DIFF, LAYER) else stack.merged()
        stack.close()
        if pidfd >= 0:
            os.close(pidfd)
    is_running = order.flags & RUNNING
    return confinement.enter(
        tree,
        program,
        order.size,
        order.seconds,
        confinement.KEPT if order.what == PUT else CAP_DAC_READ_SEARCH,
        user,
        OWN_MOUNTS if is_running and order.what in (PUT, GET) else (),
    )


def _put(order: Order, stream: int, top: int) -> tuple[int, int]:
    source = Source(stream, order.size, 0)
    placer = Placer(
        source,
        Places(top, replace=bool(order.flags & REPLACE), is_described=bool(order.flags & TOP)),
        order.entries,
        ids=order.count,
        keeps_owners=bool(order.flags & KEEP_OWNERS),
    )
    placer.go_to(order.path)
    placer.write()
    return placer.count, source.size


def _get(order: Order, stream: int, top: int) -> tuple[int, int]:
    tape = Tape(stream)
    packer = Packer(tape, order.entries)
    parts = path_of(order.path)
    folders = Folders(top)
    above, links = top, 0
    while parts:
        above = folders.find(parts[:-1]) if len(parts) > 1 else top
        found = os.lstat(parts[-1], dir_fd=above)
        if not (order.flags & FOLLOW and stat.S_ISLNK(found.st_mode)):
            break
        links += 1
        if links > LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        target = os.readlink(parts[-1], dir_fd=above)
        parts = path_of(target if target.startswith(b"/") else b"/".join((*parts[:-1], target)))
    if not parts:
        packer.below(top, b"")
    elif order.path.endswith(b"/."):
        packer.below(folders.find(parts), b"")
    else:
        name = path_of(order.path)[-1:] or parts[-1:]
        packer.pack(above, parts[-1], name[0])
    tape.end()
    return packer.count, tape.size


def _diff(order: Order, stream: int, top: int) -> tuple[int, int]:
    tape = Tape(stream)
    listing = Listing(tape.raw, order.entries)
    Changes(listing, order.marks).find(*_parts(top))
    tape.flush()
    return listing.count, tape.size


def _layer(order: Order, stream: int, top: int) -> tuple[int, int]:
    tape = Tape(stream)
    packer = Packer(tape, order.entries)
    Changes(Layer(packer), order.marks).find(*_parts(top))
    tape.end()
    return packer.count, tape.size


def _parts(top: int) -> list[int]:
    return [os.open(name, OPEN, dir_fd=top) for name in (UPPER, LOWER, BOTH)]


def _to_guest(order: Order, stream: int, _: int) -> tuple[int, int]:
    source = Source(stream, order.size, 0)
    writing = ToEntries(source, stream, order.size, order.entries)
    writing.write()
    return writing.count, source.size


def _from_guest(order: Order, stream: int, _: int) -> tuple[int, int]:
    tape = Tape(stream)
    writing = FromEntries(stream, tape, order.entries)
    writing.write()
    return writing.count, tape.size


ACTIONS = {
    PUT: _put,
    GET: _get,
    DIFF: _diff,
    LAYER: _layer,
    TO_GUEST: _to_guest,
    FROM_GUEST: _from_guest,
}
