"""Tokens come back with time, and what is remembered is bounded; log lines are counted."""

import asyncio
import logging

import pytest

from aurae.server import complaints, rates
from aurae.server.complaints import FIRST, PEERS, Complaints
from aurae.server.rates import Rates


def test_a_burst_then_so_many_a_second() -> None:
    now = [100.0]
    limited = Rates(2.0, 3, lambda: now[0])
    assert [limited.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert limited.take("b")
    now[0] += 0.5
    assert [limited.take("a") for _ in range(2)] == [True, False]
    now[0] += 1000
    assert [limited.take("a") for _ in range(4)] == [True, True, True, False]


def test_many_peers_are_not_remembered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "REMEMBERED", 10)
    limited = Rates(1.0, 1, lambda: 0.0)
    assert all(limited.take(number) for number in range(1000))
    assert not limited.take(999)
    assert limited.take(0)


@pytest.mark.asyncio
async def test_what_was_withheld_is_told_as_a_count(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(complaints, "PERIOD", 0.01)
    said = Complaints()
    for _ in range(FIRST + 7):
        said.say(logging.WARNING, "uid 4321", "closing")
    assert [record.message for record in caplog.records] == ["closing"] * FIRST
    async with asyncio.timeout(60):
        while len(caplog.records) == FIRST:  # noqa: ASYNC110 (a log record sets no event)
            await asyncio.sleep(0)
    assert caplog.records[-1].message == "7 more problems with connections of uid 4321"


@pytest.mark.asyncio
async def test_many_peers_share_their_lines(caplog: pytest.LogCaptureFixture) -> None:
    said = Complaints()
    for number in range(1000):
        said.say(logging.WARNING, f"uid {5000 + number}", "closing")
    assert len(caplog.records) == PEERS + FIRST
