"""Waking followers when the journal writes: one inotify descriptor per event loop for all of them.

The kernel allows a user 128 inotify instances; followers may be more.
"""

import asyncio
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakKeyDictionary

from aurae.linux.inotify import (
    IN_CREATE,
    IN_DELETE,
    IN_DELETE_SELF,
    IN_IGNORED,
    IN_MODIFY,
    IN_MOVED_TO,
    inotify_add_watch,
    inotify_init1,
    inotify_rm_watch,
    read_events,
)
from aurae.wire.segments import INDEX

MASK = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_DELETE_SELF
WRITTEN = b"." + INDEX.encode()
LOOK = 1.0
"""Seconds between two looks where the kernel grants no watch."""
_NO_MORE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.ENOMEM})
"""How it says that a user, or the machine, has as many watches or descriptors as it may."""


class Watcher:
    """Watches folders for the followers of one event loop."""

    def __init__(self) -> None:
        self._fd = -1
        self._woken: dict[int, set[asyncio.Event]] = {}

    def add(self, folder: Path, woken: asyncio.Event) -> int:
        """Have `woken` set at each change in `folder`; returns the number of the watch.

        Raises FileNotFoundError when there is no such folder.
        """
        if self._fd < 0:
            self._fd = inotify_init1()
            asyncio.get_running_loop().add_reader(self._fd, self._read)
        try:
            watch = inotify_add_watch(self._fd, str(folder), MASK)
        except OSError:
            self._close_unused()
            raise
        self._woken.setdefault(watch, set()).add(woken)
        return watch

    def remove(self, watch: int, woken: asyncio.Event) -> None:
        """Undo `add`; harmless when the kernel has ended the watch."""
        events = self._woken.get(watch, set())
        events.discard(woken)
        if watch in self._woken and not events:
            del self._woken[watch]
            with suppress(OSError):  # The folder went meanwhile, and the watch with it.
                inotify_rm_watch(self._fd, watch)
        self._close_unused()

    def _close_unused(self) -> None:
        if self._fd >= 0 and not self._woken:
            asyncio.get_running_loop().remove_reader(self._fd)
            os.close(self._fd)
            self._fd = -1

    def _read(self) -> None:
        for event in read_events(self._fd):
            # A segment grows before its index does; only the index makes its bytes readable.
            if event.mask & IN_MODIFY and not event.name.endswith(WRITTEN):
                continue
            if event.watch < 0:  # Events were dropped: anything may have changed.
                woken = set().union(*self._woken.values())
            else:
                woken = self._woken.get(event.watch, set())
            for one in woken:
                one.set()
            if event.mask & IN_IGNORED:
                self._woken.pop(event.watch, None)


_watchers: WeakKeyDictionary[asyncio.AbstractEventLoop, Watcher] = WeakKeyDictionary()


@contextmanager
def watching(folder: Path, woken: asyncio.Event) -> Iterator[None]:
    """Have `woken` set at each change of the logs in `folder`, or when `folder` comes to be.

    Where the kernel grants no watch, it is set after a second.
    """
    loop = asyncio.get_running_loop()
    watcher = _watchers.setdefault(loop, Watcher())
    try:
        watch = _add(watcher, folder, woken)
    except OSError as error:
        if error.errno not in _NO_MORE:
            raise
        timer = loop.call_later(LOOK, woken.set)
        try:
            yield
        finally:
            timer.cancel()
        return
    try:
        yield
    finally:
        watcher.remove(watch, woken)


def _add(watcher: Watcher, folder: Path, woken: asyncio.Event) -> int:
    try:
        return watcher.add(folder, woken)
    except FileNotFoundError:
        watch = watcher.add(folder.parent, woken)
        if folder.exists():  # It came to be just now: the caller is to look again.
            woken.set()
        return watch
