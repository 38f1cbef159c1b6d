"""Mounts of erofs images: from the file itself, or by a loop device where the kernel cannot do that.

A file is mounted by Linux 6.12 and newer (CONFIG_EROFS_FS_BACKED_BY_FILE). Older kernels say ENOTBLK, and some file
systems below give no such file (EINVAL); a damaged image is EINVAL or EUCLEAN either way.
"""

from __future__ import annotations

import errno
import os
from collections import namedtuple

from aurae.linux import loop, tree

FILE, LOOP = "file", "loop"
ATTRIBUTES = tree.RDONLY | tree.NODEV
NOT_BY_FILE = (errno.ENOTBLK, errno.EINVAL, errno.EOPNOTSUPP)

Mounted = namedtuple("Mounted", "tree way")
"""A descriptor of the mount, which is mounted nowhere, and how it came about: FILE or LOOP."""


def mounted(
    image: int, attributes: int = ATTRIBUTES, ways: tuple[str, ...] = (FILE, LOOP)
) -> Mounted:
    """Mount the image that a descriptor is of, by the first of these ways that the kernel knows.

    What it gives is for `tree.move`, or to be a layer of overlayfs. Raises OSError.
    """
    if FILE in ways:
        try:
            return Mounted(_new(f"/proc/self/fd/{image}", attributes), FILE)
        except OSError as error:
            if LOOP not in ways or error.errno not in NOT_BY_FILE:
                raise
    device, path = loop.attach(image)
    try:
        return Mounted(_new(path, attributes), LOOP)
    finally:
        os.close(device)  # the mount holds it


def _new(source: str, attributes: int) -> int:
    return tree.new(b"erofs", b"ro,source=" + source.encode(), attributes)
