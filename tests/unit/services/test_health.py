"""Asking again and again."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import pytest

from aurae.model.looks import Health, Look, Verdict
from aurae.model.service import HealthCheck
from aurae.services import health
from tests.support.loops import in_loop
from tests.support.until import eventually

CHECK = HealthCheck(interval=0.02, failures=2, successes=1)


async def watched(probe: Callable[[], Awaitable[Look]], enough: Callable[[list[Health]], bool]):
    """Watch until there are enough reports."""
    reports: list[Health] = []
    clock = asyncio.get_running_loop().time
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(health.watch(CHECK, probe, reports.append, clock))
        await eventually(lambda: enough(reports), "there are enough reports")
        task.cancel()
    return reports


def test_verdicts_follow_the_looks():
    async def scene() -> None:
        looks = itertools.chain("+--+", itertools.repeat("-"))

        async def probe() -> Look:
            letter = next(looks)
            return Look(letter == "+", letter)

        reports = await watched(probe, lambda reports: len(reports) >= 6)
        verdicts = [report.verdict for report in reports[:6]]
        good, bad = Verdict.HEALTHY, Verdict.UNHEALTHY
        assert verdicts == [good, good, bad, good, good, bad]
        assert [report.failures for report in reports[:6]] == [0, 1, 2, 0, 1, 2]

    in_loop(scene())


def test_looks_never_overlap_and_begin_an_interval_apart():
    async def scene() -> None:
        loop = asyncio.get_running_loop()
        begun: list[float] = []
        inside: list[int] = []

        async def probe() -> Look:
            assert not inside
            inside.append(1)
            begun.append(loop.time())
            await asyncio.sleep(0.01)
            inside.pop()
            return Look(True, "")

        await watched(probe, lambda reports: len(reports) >= 5)
        gaps = [later - one for one, later in itertools.pairwise(begun)]
        assert min(gaps) >= CHECK.interval * 0.9

    in_loop(scene())


@pytest.mark.slow
def test_first_looks_are_spread():
    async def scene() -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        begun: list[float] = []

        async def probe() -> Look:
            begun.append(loop.time())
            return Look(True, "")

        check = HealthCheck(interval=1000.0)
        async with asyncio.TaskGroup() as tasks:
            watches = [
                tasks.create_task(health.watch(check, probe, lambda _: None, loop.time))
                for _ in range(200)
            ]
            await eventually(lambda: len(begun) == 200, "each has looked")
            for watch in watches:
                watch.cancel()
        assert max(begun) - started > 0.5  # by chance once in 2**200

    in_loop(scene())


def test_nothing_counts_while_it_is_paused():
    async def scene() -> None:
        loop = asyncio.get_running_loop()
        looks, asked, reports, paused = [0], [0], list[Health](), [True]

        def is_paused() -> bool:
            asked[0] += 1
            return paused[0]

        async def probe() -> Look:
            looks[0] += 1
            return Look(False, "")

        async with asyncio.TaskGroup() as tasks:
            watching = health.watch(CHECK, probe, reports.append, loop.time, is_paused)
            task = tasks.create_task(watching)
            await eventually(lambda: asked[0] > 4, "some intervals have passed")
            assert (looks[0], reports) == (0, [])
            paused[0] = False
            await eventually(lambda: len(reports) > 0, "it is looked at again")
            assert reports[0].failures == 1
            task.cancel()

    in_loop(scene())
