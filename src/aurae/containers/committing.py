"""A container becomes an image: what was written is one more layer above those that it stands on."""

from __future__ import annotations

from contextlib import aclosing, asynccontextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, NamedTuple

from aurae.containers.attending import MOST_ENTRIES, START_MARKS, Work
from aurae.containers.copying import read
from aurae.containers.roots import STILL
from aurae.linux import cgroup
from aurae.model.refusal import FailedPrecondition
from aurae.processes.group_events import wait_event
from aurae.processes.group_files import opened
from aurae.wire.container_files import LAYER

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterable
    from pathlib import Path

    from aurae.containers.attending import Root, Running
    from aurae.images.adding import Addition
    from aurae.images.errands import Errand
    from aurae.images.images import Images
    from aurae.images.unpackers import Unpackers
    from aurae.model.image import Image

PAUSE_LIMIT = 10.0
"""Seconds in which a container stands still, or is not committed."""


def commit(
    unpackers: Unpackers,
    images: Images,
    root: Root,
    running: Running | None,
    addition: Addition,
    *,
    marks: Iterable[str] = (),
    pause: Still | None = None,
) -> Errand[Image]:
    """Make an image of a container while the block of the errand runs.

    `marks` are the paths where its start mounts something besides what every container has; `pause` is what
    stands still while it is read. Raises Refusal.
    """
    work = Work(
        f"commit {addition.name}", LAYER, entries=MOST_ENTRIES, marks=(*START_MARKS, *marks)
    )

    async def layer() -> AsyncGenerator[bytes]:
        async with nullcontext() if pause is None else still(work.action, pause):
            async with aclosing(read(unpackers, root, running, work)) as pieces:
                async for piece in pieces:
                    yield piece

    return images.add(addition, layer)


class Still(NamedTuple):
    """A container that is to stand still: its leaf, and the folder of its root, in which that is marked.

    By the mark the next server, should this one die meanwhile, knows that nobody else has paused it.
    """

    leaf: Path
    folder: Path


@asynccontextmanager
async def still(action: str, which: Still) -> AsyncIterator[None]:
    """Have what is in a leaf stand still while the block runs, as it may have before. Raises Refusal."""
    with opened(which.leaf) as folder:
        before = "frozen 1" in cgroup.read(folder, "cgroup.events")
        if before:
            yield
            return
        (which.folder / STILL).touch()
        cgroup.set_frozen(folder, True)
        try:
            if not await wait_event(str(which.leaf), b"frozen 1", PAUSE_LIMIT):
                raise FailedPrecondition(action, "the container does not stand still")
            yield
        finally:
            with suppress(OSError):  # it has gone meanwhile
                cgroup.set_frozen(folder, False)
            with suppress(OSError):
                (which.folder / STILL).unlink()


def go_on(leaf: Path, root: Path) -> None:
    """Let a container go on that stands still for a commit whose server has died. Raises OSError."""
    mark = root / STILL
    if not mark.exists():
        return
    with suppress(FileNotFoundError), opened(leaf) as folder:
        cgroup.set_frozen(folder, False)
    mark.unlink()
