"""A folder of what is removed: what is thrown there is gone at once, and its files soon.

It lies beside what is thrown, so that a rename does it, and nothing half removed is ever used.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from aurae.surroundings.patience import Patience
from aurae.surroundings.removing import remove_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

NAME = "trash"
LIMIT = 3600.0
"""Seconds for the removal of one folder."""
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

_log = logging.getLogger("aurae.surroundings")


class Trash:
    """The folder `trash` within another. Methods raise OSError."""

    def __init__(
        self, folder: Path, begin: Callable[[Coroutine[None, None, None]], object]
    ) -> None:
        """`begin` begins a task that outlives its caller."""
        self.path = folder / NAME
        self._begin = begin
        self._emptying = asyncio.Lock()

    def make(self) -> None:
        """Make the folder, unless it is there; blocks."""
        self.path.mkdir(mode=0o700, exist_ok=True)

    def take(self, path: Path) -> None:
        """Take a folder away from its place; nothing when it is not there. `empty` comes next."""
        with suppress(FileNotFoundError):
            os.rename(path, self.path / f"{path.name}-{uuid4().hex}")

    async def throw(self, path: Path) -> None:
        """Take a folder away, and have it removed."""
        await asyncio.to_thread(self.take, path)
        self.empty()

    def empty(self) -> None:
        """Have all be removed that is there."""
        self._begin(self.emptied())

    async def emptied(self) -> None:
        """Remove all that is there; returns when it is gone."""
        async with self._emptying:  # two at once would find gone what the other has removed
            await asyncio.to_thread(_removed, self.path)


def _removed(trash: Path) -> None:
    folder = os.open(trash, FOLDER)
    try:
        for name in os.listdir(folder):
            try:
                remove_tree(folder, name, Patience(LIMIT, threading.Event()))
            except OSError as error:
                _log.error("cannot remove %s: %s", trash / name, error)
    finally:
        os.close(folder)
