"""A root is run or copied, not both; one waits a moment for the other."""

import asyncio

import pytest

from aurae.containers.uses import Uses
from aurae.model.refusal import FailedPrecondition

pytestmark = pytest.mark.asyncio


async def test_a_start_waits_for_a_copy_and_then_is_refused():
    uses = Uses(0.05)
    async with uses.copying("a", "copy"), uses.copying("a", "copy too"):
        await uses.start("b", 1, "start b")
        with pytest.raises(
            FailedPrecondition, match="cannot start a: files of it are being copied"
        ):
            await uses.start("a", 2, "start a")
    await uses.start("a", 2, "start a")


async def test_a_copy_waits_for_the_end_of_all_runs():
    uses = Uses(30)
    uses.runs("a", 1)
    await uses.start("a", 2, "start")
    copied = asyncio.Event()

    async def copy() -> None:
        async with uses.copying("a", "copy"):
            copied.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(copy())
        await uses.end("a", 1)
        assert not copied.is_set()
        await uses.end("a", 2)
        await uses.end("a", 3)
    assert copied.is_set()


async def test_a_copy_of_what_runs_is_refused():
    uses = Uses(0.05)
    await uses.start("a", 1, "start")
    with pytest.raises(FailedPrecondition, match="just starting or ending"):
        async with uses.copying("a", "copy"):
            pass


async def test_a_failed_copy_holds_up_nobody():
    uses = Uses(30)
    with pytest.raises(OSError, match="x"):
        async with uses.copying("a", "copy"):
            raise OSError("x")
    await uses.start("a", 1, "start")
