"""How much all layers of one image may take unpacked, together."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.images.unpacking import UnpackFailed

if TYPE_CHECKING:
    from aurae.images.unpacking import UnpackLimits


class Budget:
    """What one image has taken of what it may. Layers that others have as well count, too."""

    def __init__(self, limits: UnpackLimits) -> None:
        """Nothing is taken."""
        self._limits = limits
        self._left = limits.image

    def left(self, room: int) -> UnpackLimits:
        """Return what the next layer may take of a disk that has `room` for so many bytes.

        Layers that are unpacked at the same time do not know of each other before they are there.
        """
        return replace(self._limits, size=min(self._limits.size, self._left, room))

    def about(self, failure: UnpackFailed, limits: UnpackLimits) -> UnpackFailed:
        """Return a failure as one that says whose limit it was that a layer was too large for."""
        if failure.errno != errno.EFBIG or limits.size == self._limits.size:
            return failure
        if limits.size >= self._left:
            return self._too_large()
        full = os.strerror(errno.ENOSPC)
        why = f"{full}: it unpacks to more than the {limits.size} bytes that are free"
        return UnpackFailed(why, errno=errno.ENOSPC)

    def spend(self, size: int) -> None:
        """Count a layer. Raises UnpackFailed when it was too much."""
        self._left -= size
        if self._left < 0:
            raise self._too_large()

    def _too_large(self) -> UnpackFailed:
        why = f"the image unpacks to more than {self._limits.image} bytes"
        return UnpackFailed(why, unfit=True)
