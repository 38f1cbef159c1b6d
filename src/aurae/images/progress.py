"""How far a pull is: one account for all who asked for it."""

from __future__ import annotations

import asyncio
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

PAUSE = 0.1
"""Seconds between two looks of one who watches."""


class Phase(enum.Enum):
    """What becomes of a layer."""

    WAITING = "waiting"
    FETCHING = "fetching"
    UNPACKING = "unpacking"
    DONE = "done"
    PRESENT = "present"
    """It was here before; of a push: there."""
    PUSHING = "pushing"
    PACKING = "packing"
    """It is made into an erofs image."""


@dataclass(slots=True)
class LayerProgress:
    """How far one blob is: of its `size` so many bytes are `done` in the phase that it is in."""

    digest: str
    size: int
    phase: Phase = Phase.WAITING
    done: int = 0
    version: int = 0


class Progress:
    """All blobs of a pull, in the order in which they are shown."""

    def __init__(self) -> None:
        self._layers: dict[str, LayerProgress] = {}
        self._version = 0
        self._watchers: set[asyncio.Event] = set()
        self._over = False

    def add(self, digest: str, size: int) -> None:
        """Begin to tell of a blob."""
        if digest not in self._layers:
            self._layers[digest] = LayerProgress(digest, size)
            self._touch(self._layers[digest])

    def enter(self, digest: str, phase: Phase) -> None:
        """Have a blob be in another phase."""
        layer = self._layers[digest]
        layer.phase = phase
        layer.done = layer.size if phase in (Phase.DONE, Phase.PRESENT) else 0
        self._touch(layer)

    def reach(self, digest: str, done: int) -> None:
        """Have so many bytes be done in the phase that a blob is in."""
        layer = self._layers[digest]
        layer.done = min(done, layer.size)
        self._touch(layer)

    def end(self) -> None:
        """Tell those who watch that nothing follows."""
        self._over = True
        for event in self._watchers:
            event.set()

    async def watch(self) -> AsyncGenerator[list[LayerProgress]]:
        """Yield what has changed, at first all there is; ends when the pull does."""
        seen = 0
        event = asyncio.Event()
        self._watchers.add(event)
        try:
            while True:
                event.clear()
                news = [layer for layer in self._layers.values() if layer.version > seen]
                seen = self._version
                if news:
                    yield news
                if self._over:
                    if seen == self._version:
                        return
                    continue
                await event.wait()
                if not self._over:
                    await asyncio.sleep(PAUSE)  # many changes are one answer
        finally:
            self._watchers.discard(event)

    def _touch(self, layer: LayerProgress) -> None:
        self._version += 1
        layer.version = self._version
        for event in self._watchers:
            event.set()
