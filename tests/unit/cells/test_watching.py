"""Who watches hears everything in its order, or is sent away."""

import asyncio
from contextlib import aclosing

import pytest

from aurae.cells import watching
from aurae.cells.watching import Happening, Watching
from aurae.model.cell import Cell, CellSpec
from aurae.model.refusal import Exhausted


def cell(name: str) -> Cell:
    """Return a cell of this name."""
    return Cell(1, CellSpec(name), "me", "boot", 1, 1)


def test_what_exists_comes_first_then_what_happens_there() -> None:
    async def scene() -> list[tuple[str, str]]:
        hub = Watching(lambda: 7)
        told = []
        async with aclosing(hub.watch("a", [cell("a"), cell("a/b")])) as news:
            async for item in news:
                told.append((item.what.value, item.spec.name if item.spec else ""))
                assert item.time_ns == 7
                if item.what is Happening.SYNCED:
                    for name in ("ab", "b", "a/c"):
                        hub.tell(Happening.ALLOCATED, cell(name))
                if item.what is Happening.ALLOCATED:
                    break
        return told

    assert asyncio.run(scene()) == [
        ("EXISTS", "a"),
        ("EXISTS", "a/b"),
        ("SYNCED", ""),
        ("ALLOCATED", "a/c"),
    ]


def test_a_watcher_that_is_too_slow_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "BACKLOG", 3)

    async def scene() -> int:
        hub = Watching(lambda: 0)
        count = 0
        async with aclosing(hub.watch("", [])) as news:
            async for item in news:
                count += 1
                if item.what is Happening.SYNCED:
                    for _ in range(5):
                        hub.tell(Happening.UPDATED, cell("a"))
        return count

    with pytest.raises(Exhausted, match="more than 3 changes wait"):
        asyncio.run(scene())
