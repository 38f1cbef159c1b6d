"""The tree of cells in memory."""

import asyncio

import pytest

from aurae.cells.register import Register, Standing, depth, settled
from aurae.model.cell import NODE, Cell, CellSpec, Place


def standing(ident: int, name: str, *, process: bool = False, network: bool = False) -> Standing:
    """Return a cell that stands."""
    spec = CellSpec(name, isolate_process=process, isolate_network=network)
    return Standing(Cell(ident, spec, "me", "boot", 1, 1))


@pytest.fixture
def register() -> Register:
    """A register with a tree, added in no order."""
    found = Register()
    for item in (
        standing(5, "b"),
        standing(1, "a", process=True),
        standing(3, "a/c", process=True),
        standing(2, "a/b", network=True),
        standing(4, "a/b/d"),
    ):
        found.add(item)
    return found


def names(items: list[Standing]) -> list[str]:
    return [item.name for item in items]


def test_a_tree_is_walked_from_above_and_by_name(register: Register) -> None:
    assert names(register.children("")) == ["a", "b"]
    assert names(register.children("a")) == ["a/b", "a/c"]
    assert names(register.children("none")) == []
    everything = names(register.subtree(""))
    assert sorted(everything) == ["a", "a/b", "a/b/d", "a/c", "b"]
    for name in everything:
        above = name.rpartition("/")[0]
        assert not above or everything.index(above) < everything.index(name)
    assert names(register.subtree("a/b")) == ["a/b", "a/b/d"]
    assert register.subtree("none") == []
    assert names(register.lineage("a/b/d")) == ["a/b/d", "a/b", "a"]
    assert [depth(item) for item in register.lineage("a/b/d")] == [3, 2, 1]


def test_a_workload_enters_the_nearest_namespaces(register: Register) -> None:
    assert register.place("") == Place(NODE, 0, 0)
    assert register.place("b") == Place("b", 0, 0)
    assert register.place("a") == Place("a", 1, 0)
    assert register.place("a/b") == Place("a/b", 1, 2)
    assert register.place("a/b/d") == Place("a/b/d", 1, 2)
    assert register.place("a/c") == Place("a/c", 3, 0)


def test_dropping_forgets_that_cell_and_no_namesake(register: Register) -> None:
    old = register.get("b")
    assert old is not None
    register.drop(old)
    new = standing(9, "b")
    register.add(new)
    register.drop(old)
    assert register.get("b") is new
    assert names(register.children("")) == ["a", "b"]
    register.drop(new)
    assert names(register.children("")) == ["a"]


def test_a_start_that_is_under_way_is_waited_for_by_all() -> None:
    async def scene() -> list[str]:
        item = standing(1, "a")
        told: list[str] = []

        async def wait() -> None:
            await item.quiet()
            told.append("quiet")

        await item.quiet()
        async with asyncio.timeout(60), asyncio.TaskGroup() as group:
            with item.starting(), item.starting():
                group.create_task(wait())
                group.create_task(wait())
                for _ in range(3):
                    await asyncio.sleep(0)
                told.append("started")
        return told

    assert asyncio.run(scene()) == ["started", "quiet", "quiet"]


def test_what_does_not_become_quiet_is_told() -> None:
    async def scene() -> list[bool]:
        item = standing(1, "a")
        made = await settled([item], 0)
        item.ready.set()
        with item.starting():
            return [made, await settled([item], 0), await settled([], 0)]

    assert asyncio.run(scene()) == [False, False, True]
