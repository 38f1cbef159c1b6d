"""Marks folders of a finished layer as opaque, which takes a right that its writer does not have."""

from __future__ import annotations

import os

from aurae.unpack.folders import OPEN

NAME = "trusted.overlay.opaque"


def mark(tree: int, path: bytes) -> None:
    """Have a folder hide those of lower layers. Raises OSError, also for a path that is none of a layer.

    One name at a time, over no symbolic link: the path was told by a process that read the archive.
    """
    here = os.open(b".", OPEN, dir_fd=tree)
    try:
        for name in path.split(b"/") if path else []:
            if name in (b"", b".", b".."):
                raise OSError(f"a path of a layer has {name!r} in it")
            there = os.open(name, OPEN, dir_fd=here)
            os.close(here)
            here = there
        os.setxattr(here, NAME, b"y")
    finally:
        os.close(here)
