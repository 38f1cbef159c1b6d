"""A server that unpacks and removes layers until it is killed: FOLDER. Says `.` when it has done a round."""

import asyncio
import hashlib
import sys
from pathlib import Path

from aurae.model.chain import chain_ids
from tests.support.layers import END, file, folder
from tests.support.snapshotting import LocalInit, blob, opened_snapshots

ARCHIVES = [
    folder(b"./")
    + b"".join(file(b"d%d/f%d" % (n % 7, n), b"%d" % n * (layer + 1) * 50) for n in range(150))
    + END
    for layer in range(4)
]
DIFFS = [f"sha256:{hashlib.sha256(archive).hexdigest()}" for archive in ARCHIVES]
CHAINS = chain_ids(DIFFS)


async def churn(where: Path) -> None:
    """Unpack all, remove some, and begin again."""
    layers = [blob(archive, diff) for archive, diff in zip(ARCHIVES, DIFFS, strict=True)]
    async with opened_snapshots(where, LocalInit()) as snapshots:
        for turn in range(1_000_000):
            await snapshots.unpack(layers)
            print(".", end="", flush=True)
            await snapshots.remove(CHAINS[turn % 4 :], lambda _: False)


if __name__ == "__main__":
    asyncio.run(churn(Path(sys.argv[1])))
