"""What is set aside for cells has to be there."""

import pytest

from aurae.cells.admission import (
    Guarantees,
    check_controllers,
    check_kept,
    check_room,
    guarantees,
    total,
)
from aurae.cells.capacity import memory_of
from aurae.model.cell import CellSpec, Cpu, Limits, Memory
from aurae.model.refusal import Exhausted, FailedPrecondition


def spec(name: str, memory: int | None = None, cpu: int | None = None) -> CellSpec:
    """Return a cell that is promised this much."""
    return CellSpec(name, Limits(cpu=Cpu(reserved=cpu), memory=Memory(min=memory)))


def test_a_cell_that_asks_for_nothing_is_promised_nothing() -> None:
    assert guarantees(CellSpec("a").limits) == Guarantees(0, 0)
    assert guarantees(spec("a").limits) == Guarantees(0, 0)
    assert total([spec("a", 1, 2), CellSpec("b"), spec("c", 3, 4)]) == Guarantees(4, 6)


@pytest.mark.parametrize(("memory", "cpu"), [(60, 500), (0, 0), (None, None), (60, None)])
def test_what_is_left_can_be_promised(memory: int | None, cpu: int | None) -> None:
    siblings = [spec("a", 30, 250), spec("b", 10, 250)]
    check_room("allocate", spec("c", memory, cpu), siblings, Guarantees(100, 1000), "the machine")


def test_more_than_is_left_is_refused_and_says_how_much_that_is() -> None:
    siblings = [spec("a", 30, 250), spec("b", 10, 250)]
    holds = Guarantees(100, 1000)
    with pytest.raises(Exhausted) as caught:
        check_room("allocate", spec("c", 61), siblings, holds, "cell 'p'")
    assert str(caught.value) == (
        "cannot allocate: memory.min: asked for 61 bytes, cell 'p' has 60 left"
    )
    with pytest.raises(Exhausted) as caught:
        check_room("update", spec("c", 60, 501), siblings, holds, "the machine")
    assert str(caught.value) == (
        "cannot update: cpu.reserved: asked for 501 thousandths, the machine has 500 left"
    )


def test_what_a_cell_has_is_not_judged_again() -> None:
    siblings, had = [spec("a", 90, 900)], Guarantees(60, 500)
    holds = Guarantees(100, 1000)
    check_room("update", spec("c", 60, 500), siblings, holds, "the machine", had)
    check_room("update", spec("c", 1, 1), siblings, holds, "the machine", had)
    with pytest.raises(Exhausted, match="asked for 61 bytes, the machine has 10 left"):
        check_room("update", spec("c", 61, 500), siblings, holds, "the machine", had)
    with pytest.raises(Exhausted, match="asked for 501 thousandths, the machine has 100 left"):
        check_room("update", spec("c", 60, 501), siblings, holds, "the machine", had)


def test_a_limit_that_this_machine_cannot_enforce_is_refused() -> None:
    limits = spec("a", 1, 1).limits
    check_controllers("allocate", limits, frozenset({"memory", "cpu"}))
    with pytest.raises(FailedPrecondition, match=r"memory\.min needs the memory controller"):
        check_controllers("allocate", limits, frozenset({"cpu"}))


def test_a_cell_that_holds_nothing_can_promise_nothing() -> None:
    with pytest.raises(Exhausted, match="has 0 left"):
        check_room("allocate", spec("p/c", 1), [], Guarantees(), "cell 'p'")
    check_room("allocate", spec("p/c"), [spec("p/d", 5)], Guarantees(), "cell 'p'")


def test_a_cell_keeps_what_it_has_promised_on() -> None:
    check_kept("update", spec("p", 10, 10), [spec("p/a", 4, 10), spec("p/b", 6)])
    with pytest.raises(Exhausted, match="10 are set aside for the cells below it"):
        check_kept("update", spec("p", 9, 10), [spec("p/a", 4, 10), spec("p/b", 6)])


def test_the_machines_memory_is_read_from_meminfo() -> None:
    assert memory_of("MemTotal:        2048 kB\nMemFree:  1 kB\n") == 2 << 20
    assert memory_of("MemFree: 1 kB\n") == 0
