"""Waiting has a limit and says what for."""

import asyncio

import pytest

from tests.support.until import eventually, until


def test_until_returns_the_first_true_value() -> None:
    values = iter([0, "", "there"])
    assert until(lambda: next(values), "a value") == "there"


def test_until_says_what_did_not_come() -> None:
    with pytest.raises(AssertionError, match=r"waited 0\.01 s in vain: rain"):
        until(lambda: False, "rain", limit=0.01)


def test_eventually_lets_other_tasks_go_on() -> None:
    async def wait() -> bool:
        there = asyncio.Event()
        asyncio.get_running_loop().call_soon(there.set)
        return await eventually(there.is_set, "the event")

    assert asyncio.run(wait())
