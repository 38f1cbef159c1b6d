"""An image as the read-only root of machines: one erofs file for all of its layers.

Theory. One file rather than one for each layer: the guest mounts one disk, takes one device for it, and stacks nothing
but what it writes; and no lower layer can show through by a difference between this kernel's overlayfs and the guest's. It costs a
copy on the disk of what images share, once for each image. The room of images makes it, keeps it with the image,
and sees to its digest; all machines of the image share it, and the host's page cache of it.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from aurae.images.failures import told

if TYPE_CHECKING:
    from aurae.images.images import Images
    from aurae.model.image import Image

FILE_SYSTEM = "erofs"
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


async def opened_base(images: Images, image: Image, action: str) -> int:
    """Return a descriptor of the file that is the root of an image; the first time it is made.

    The caller uses the image (`Images.use`) until no machine reads the file any more. Raises Refusal, StateFailed.
    """
    path = await images.flat(action, image)
    with told(action):
        return await asyncio.to_thread(os.open, path, READ)
