"""Turns: the largest first, never more at once, none lost."""

import asyncio

import pytest

from aurae.images.turns import Turns

pytestmark = pytest.mark.asyncio


async def test_the_largest_that_waits_has_the_next_turn():
    turns, order = Turns(1), list[int]()

    async def work(size: int) -> None:
        async with turns.take(size):
            await asyncio.sleep(0)
            order.append(size)

    async with asyncio.TaskGroup() as group:
        for size in (5, 1, 9, 3, 9):
            group.create_task(work(size))
    assert order == [5, 9, 9, 3, 1]


async def test_no_more_at_once_and_no_turn_is_lost_when_some_leave():
    turns, at_once, most = Turns(2), 0, 0

    async def work(size: int) -> None:
        nonlocal at_once, most
        async with turns.take(size):
            at_once += 1
            most = max(most, at_once)
            try:
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            finally:
                at_once -= 1

    tasks = [asyncio.create_task(work(size)) for size in range(200)]
    for number, task in enumerate(tasks):
        if number % 3 == 0:
            task.cancel()
        await asyncio.sleep(0)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (most, at_once) == (2, 0)
    async with asyncio.timeout(5):
        async with turns.take(1), turns.take(1):
            pass
