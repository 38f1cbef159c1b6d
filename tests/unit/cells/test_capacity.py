"""What the machine can promise, and what of it is left."""

from pathlib import Path

import pytest

from aurae.cells import capacity as module
from aurae.cells.capacity import Capacity
from aurae.cells.register import Register, Standing
from aurae.model.cell import Cell, CellSpec, Cpu, Limits, Memory
from aurae.model.refusal import Exhausted, FailedPrecondition
from aurae.processes.groups import Groups


def spec(name: str, memory: int | None = None, cpu: int | None = None) -> CellSpec:
    """Return a cell that is promised this much."""
    return CellSpec(name, Limits(cpu=Cpu(reserved=cpu), memory=Memory(min=memory)))


@pytest.fixture
def register() -> Register:
    """One top cell, with 600 thousandths of a CPU, and one below it."""
    found = Register()
    for ident, item in enumerate([spec("a", cpu=600), spec("a/b", cpu=100)], 1):
        found.add(Standing(Cell(ident, item, "me", "boot", 1, 1)))
    return found


@pytest.fixture
def capacity(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Capacity:
    """One CPU, and a root in a plain folder: no cgroup v2 with any option."""
    (tmp_path / "cgroup.subtree_control").write_text("cpu memory\n")
    monkeypatch.setattr(module, "cpus", lambda: 1)
    return Capacity(Groups(tmp_path), register)


def test_what_is_left_is_counted_on_each_level(capacity: Capacity) -> None:
    capacity.check("allocate", spec("c", cpu=400))
    with pytest.raises(Exhausted, match="asked for 401 thousandths, the machine has 400 left"):
        capacity.check("allocate", spec("c", cpu=401))
    capacity.check("allocate", spec("a/c", cpu=500))
    with pytest.raises(Exhausted, match="asked for 501 thousandths, cell 'a' has 500 left"):
        capacity.check("allocate", spec("a/c", cpu=501))


def test_a_cell_stays_as_it_is_on_a_machine_that_has_shrunk(
    capacity: Capacity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cpus", lambda: 0)
    capacity.check("update", spec("a", cpu=600), spec("a", cpu=600))
    capacity.check("update", spec("a", cpu=599), spec("a", cpu=600))
    with pytest.raises(Exhausted, match="asked for 601 thousandths, the machine has 0 left"):
        capacity.check("update", spec("a", cpu=601), spec("a", cpu=600))


def test_memory_is_promised_only_where_the_kernel_passes_it_on(
    capacity: Capacity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    capacity.check("update", spec("a", 4096), spec("a", 4096))
    with pytest.raises(FailedPrecondition, match=r"memory\.min needs .* memory_recursiveprot"):
        capacity.check("allocate", spec("c", 4096))
    (problem,) = capacity.problems()
    assert "memory_recursiveprot" in problem
    (tmp_path / "cgroup.subtree_control").write_text("cpu\n")
    assert capacity.problems() == []
    monkeypatch.setattr(module, "is_recursive", lambda *_: True)
    capacity.check("allocate", spec("c", 4096))
    with pytest.raises(Exhausted, match=r"memory\.min: asked for \d+ bytes, the machine has"):
        capacity.check("allocate", spec("c", 1 << 60))
