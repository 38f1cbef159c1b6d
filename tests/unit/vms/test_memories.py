"""Memory files that are kept: made once however many ask, and let go of when there are too many."""

import asyncio
import os

import pytest

from aurae.vms.memories import Memories

pytestmark = pytest.mark.asyncio
SIZE = 1 << 16


class Made:
    """Makes memory files, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> int:
        self.count += 1
        fd = os.memfd_create("test", os.MFD_CLOEXEC)
        os.write(fd, b"x" * SIZE)
        return fd


async def test_many_who_ask_at_once_have_one_file() -> None:
    memories, made = Memories(SIZE), Made()

    async def ask() -> int:
        async with memories.lent("a", made) as fd:
            await asyncio.sleep(0)
            return fd

    assert len(set(await asyncio.gather(*(ask() for _ in range(20))))) == 1
    assert made.count == 1
    memories.close()


async def test_the_file_that_was_not_used_for_longest_goes_first() -> None:
    memories, made = Memories(2 * SIZE), Made()
    for key in ("a", "b", "a", "c"):
        async with memories.lent(key, made):
            pass
    assert memories.size == 2 * SIZE
    async with memories.lent("a", made):
        assert made.count == 3
    async with memories.lent("b", made):
        assert made.count == 4
    memories.close()
    assert memories.size == 0


async def test_what_is_lent_stays() -> None:
    memories, made = Memories(0), Made()
    async with memories.lent("a", made) as fd:
        memories.drop("a")
        async with memories.lent("b", made):
            pass
        assert os.fstat(fd).st_size == SIZE
    assert memories.size == 0


async def test_whoever_leaves_while_one_is_made_loses_none() -> None:
    memories, made = Memories(SIZE), Made()

    async def ask() -> None:
        async with memories.lent("a", made):
            pass

    task = asyncio.create_task(ask())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await ask()
    assert made.count == 1
    memories.close()


async def test_one_that_cannot_be_made_is_tried_again() -> None:
    memories = Memories(SIZE)

    def fails() -> int:
        raise OSError(28, "No space left on device")

    for _ in range(2):
        with pytest.raises(OSError, match="No space"):
            async with memories.lent("a", fails):
                pass
