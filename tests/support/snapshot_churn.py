"""A server that unpacks and removes layers until it is killed: FOLDER [images]. Says `.` when it has done a round."""

import asyncio
import hashlib
import sys
from pathlib import Path

from aurae.images.erofs import NAMES
from aurae.model.chain import chain_ids
from aurae.model.image import ErofsFile, LayerForm
from tests.support.layers import END, file, folder
from tests.support.snapshotting import LocalInit, blob, opened_layers

ARCHIVES = [
    folder(b"./")
    + b"".join(file(b"d%d/f%d" % (n % 7, n), b"%d" % n * (layer + 1) * 50) for n in range(150))
    + END
    for layer in range(4)
]
DIFFS = [f"sha256:{hashlib.sha256(archive).hexdigest()}" for archive in ARCHIVES]
CHAINS = chain_ids(DIFFS)


def some(item: ErofsFile) -> bool:
    """Say whether an erofs image stays."""
    return item.form is LayerForm.EROFS


async def churn(where: Path, *, with_images: bool) -> None:
    """Unpack all, make erofs images, remove some, and begin again."""
    layers = [blob(archive, diff) for archive, diff in zip(ARCHIVES, DIFFS, strict=True)]
    async with opened_layers(where, LocalInit()) as (snapshots, images):
        for turn in range(1_000_000):
            await snapshots.unpack(layers)
            print(".", end="", flush=True)
            if with_images:
                await asyncio.gather(*(images.make(CHAINS[:2], form) for form in NAMES))
            await snapshots.remove(CHAINS[turn % 4 :], lambda _: False)
            await images.remove(bool if turn % 3 else some)


if __name__ == "__main__":
    asyncio.run(churn(Path(sys.argv[1]), with_images="images" in sys.argv))
