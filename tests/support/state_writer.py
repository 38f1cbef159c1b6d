"""Writes rows from many tasks and prints each id once it is acknowledged; killed by its test."""

import asyncio
import os
import sys
from functools import partial
from pathlib import Path

from aurae.state import workloads
from aurae.state.store import Store
from tests.support.records import ended, record

TASKS = 20


async def main(folder: Path, first: int) -> None:
    """Write rows with ids from `first` on until the end of this process."""
    store = await Store.open(folder)
    idents = iter(range(first, first + 1_000_000))

    async def one() -> None:
        for ident in idents:
            await store.write(partial(workloads.insert, workload=record(ident)))
            os.write(1, b"started %d\n" % ident)
            await store.write(partial(workloads.save, workload=ended(ident)))
            os.write(1, b"ended %d\n" % ident)

    async with asyncio.TaskGroup() as group:
        for _ in range(TASKS):
            group.create_task(one())


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
