"""Has files of a container seen to, by a process that is confined within its root.

Theory. The server never opens a path of a container. The process that unpacks layers has a child for this
too: where the container runs, the child's root is a clone of what the container sees, taken from its own mount
namespace by a pidfd; where it does not run, its layers are stacked as a start does it. There is no way
from there to the host, whatever links, mounts or races the container has (CVE-2018-15664), and
nothing of the container's is loaded or looked up (CVE-2019-14271).
"""

from __future__ import annotations

import errno
import os
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from aurae.images import shifting
from aurae.images.failures import refusal
from aurae.images.unpacking import UnpackFailed
from aurae.linux import pidfd
from aurae.model.refusal import FailedPrecondition, NotFound
from aurae.wire import container_files
from aurae.wire.container_files import Order

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Iterator, Sequence

    from aurae.images.unpackers import Unpackers
    from aurae.images.unpacking import Unpacked

IDS = 65_536
"""Ids that a container with users of its own has."""
LONGEST = 6 * 3600
"""Seconds that one stream may take."""
MOST_BYTES = 1 << 40
"""Bytes of an archive into a container, unpacked; and of one file."""
MOST_ENTRIES = 5_000_000
MOST_CHANGES = 500_000
START_MARKS = (
    *("proc", "sys", "sys/fs/cgroup", "dev", "dev/pts", "dev/mqueue", "dev/shm", "dev/console"),
    *("etc/hosts", "etc/hostname", "etc/resolv.conf", "run/credentials"),
)
"""Where a start mounts something in every container, and makes what is missing for it."""


class Running(NamedTuple):
    """The first process of a container that runs, and its leaf, such as `a/b/_17`."""

    pid: int
    leaf: str


class Root(Protocol):
    """What is known of a container's root: its folder, its layers, the lowest first, where its ids begin."""

    @property
    def folder(self) -> Path:
        """Has `upper` and `work` in it."""

    @property
    def layers(self) -> Sequence[Path]:
        """The lowest first."""

    @property
    def first_id(self) -> int:
        """The host's id of root inside; 0 where ids are the host's."""


class Work(NamedTuple):
    """What is asked of the process, beside the container itself."""

    action: str
    what: int
    path: str = "/"
    flags: int = 0
    entries: int = MOST_ENTRIES
    marks: Sequence[str] = ()


@asynccontextmanager
async def attending(
    unpackers: Unpackers, root: Root, running: Running | None, work: Work, stream: int
) -> AsyncIterator[asyncio.Future[Unpacked]]:
    """Have something done with the files of a container while the block runs; gives the answer to come.

    `stream` is a descriptor that may be closed in the block. Raises Refusal; the answer is for `settled`.
    """
    with _told(work):
        async with begun(unpackers, root, running, work, stream) as answer:
            yield answer


@asynccontextmanager
async def begun(
    unpackers: Unpackers, root: Root, running: Running | None, work: Work, stream: int
) -> AsyncIterator[asyncio.Future[Unpacked]]:
    """Do as `attending`, but raise UnpackFailed as it is."""
    with first_process(work.action, running) as fds:
        body = container_files.pack(order_of(root, work, is_running=bool(fds)))
        async with (
            unpackers.use() as process,
            process.working(container_files.FILES, body, [stream, *fds]) as answer,
        ):
            yield answer


@contextmanager
def _told(work: Work) -> Iterator[None]:
    """Raise what the block raises as Refusal."""
    try:
        yield
    except UnpackFailed as failure:
        if failure.errno == errno.ENOENT:
            raise NotFound(work.action, str(failure)) from None
        raise refusal(work.action, failure) from None


@contextmanager
def first_process(action: str, running: Running | None) -> Iterator[list[int]]:
    """Give a pidfd of what runs, which is surely the container's first process."""
    if running is None:
        yield []
        return
    gone = FailedPrecondition(action, "the container has just ended")
    try:
        fd = os.pidfd_open(running.pid)
    except ProcessLookupError:
        raise gone from None
    try:
        try:
            groups = Path(f"/proc/{running.pid}/cgroup").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            raise gone from None
        # What was read is of this process if it lives still: its number was not given to another.
        if not _is_in(groups, running.leaf) or pidfd.ended(fd):
            raise gone
        yield [fd]
    finally:
        os.close(fd)


def _is_in(groups: str, leaf: str) -> bool:
    return any(
        line.startswith("0::") and line.endswith(f"/{leaf}") for line in groups.splitlines()
    )


def order_of(root: Root, work: Work, *, is_running: bool) -> Order:
    """Return the order for the process."""
    return Order(
        what=work.what,
        flags=work.flags | (container_files.RUNNING if is_running else 0),
        seconds=LONGEST,
        size=MOST_BYTES,
        entries=work.entries,
        first=root.first_id,
        count=IDS if root.first_id else 0,
        path=os.fsencode(work.path),
        folder=os.fsencode(root.folder),
        layers=[_marked(root, layer) for layer in root.layers],
        marks=[os.fsencode(mark.strip("/")) for mark in work.marks],
    )


def _marked(root: Root, layer: Path) -> bytes:
    is_mapped = root.first_id and not shifting.is_copy(layer)
    mark = container_files.IDMAPPED if is_mapped else container_files.AS_IT_IS
    return mark + os.fsencode(layer)
