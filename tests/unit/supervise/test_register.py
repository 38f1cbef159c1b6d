"""Names are unique in their cell, and may stay taken."""

from dataclasses import replace

import pytest

from aurae.supervise.register import Register
from aurae.supervise.run import Run
from tests.support.records import ended, record

pytestmark = pytest.mark.asyncio


def run(ident: int, cell: str, *, held: bool = False) -> Run:
    return Run(replace(record(ident), cell=cell, held=held))


async def test_one_name_means_another_run_in_each_cell():
    register = Register()
    here, there, node = run(1, "a"), run(2, "a/b"), run(3, "/")
    for each in (here, there, node):
        register.add(each)
    assert register.with_name("a", "web") is here
    assert register.with_name("a/b", "web") is there
    assert register.with_name("/", "web") is node
    register.drop(here)
    assert register.with_name("a", "web") is None
    assert register.with_name("a/b", "web") is there


async def test_a_held_name_stays_taken_until_it_is_let_go():
    register = Register()
    one = run(1, "a", held=True)
    register.add(one)
    assert register.holder("a", "web") is None
    one.workload = replace(ended(1), cell="a", held=True)
    register.drop(one)
    assert register.with_name("a", "web") is None
    assert register.holder("a", "web") == one.workload
    assert register.holder("/", "web") is None
    assert register.held() == [one.workload]
    register.let_go(one.workload)
    assert register.holder("a", "web") is None


async def test_what_is_not_held_is_forgotten():
    register = Register()
    one = run(1, "a")
    register.add(one)
    register.drop(one)
    assert register.held() == []


async def test_a_made_up_name_is_free_in_its_cell():
    register = Register()
    taken = Run(replace(record(1, "cat-9"), cell="a"))
    register.add(taken)
    register.hold(replace(ended(2, "cat-9-2"), cell="a"))
    assert register.free_name("a", "/bin/cat", 9) == "cat-9-3"
    assert register.free_name("b", "/bin/cat", 9) == "cat-9"
