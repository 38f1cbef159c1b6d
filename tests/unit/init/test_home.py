"""init comes back from a foreign PID namespace, and forks nobody there by mistake."""

import pytest

from aurae.init import home
from aurae.linux import namespaces

CELL = 1000
"""Stands for the pidfd of a holder."""


class Kernel:
    """setns and clone3 as far as one process' place for its children goes."""

    def __init__(self) -> None:
        self.place = "home"
        self.broken = False
        self.full = False
        self.born: list[str] = []

    def setns(self, fd: int, kinds: int) -> None:
        assert kinds == namespaces.CLONE_NEWPID
        if fd != CELL and self.broken:
            raise OSError(12, "setns: Cannot allocate memory")
        self.place = "cell" if fd == CELL else "home"

    def clone3(self, cgroup: int = -1, flags: int = 0) -> tuple[int, int]:
        if self.full:
            raise OSError(11, "clone3: Resource temporarily unavailable")
        self.born.append(self.place)
        return 77, 8


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Kernel:
    """A kernel that fails when it is told to."""
    kernel = Kernel()
    monkeypatch.setattr(namespaces, "setns", kernel.setns)
    monkeypatch.setattr(home, "clone3", kernel.clone3)
    return kernel


def test_children_are_born_where_they_belong(kernel):
    here = home.Home()
    here.clone(-1)
    assert here.clone_in(CELL, -1) == (77, 8)
    here.clone(-1)
    assert kernel.born == ["home", "cell", "home"]


def test_a_failed_fork_leaves_nobody_away(kernel):
    here = home.Home()
    kernel.full = True
    with pytest.raises(OSError, match="clone3"):
        here.clone_in(CELL, -1)
    assert kernel.place == "home"


def test_while_the_way_back_is_closed_nothing_is_forked(kernel):
    here = home.Home()
    kernel.broken = True
    assert here.clone_in(CELL, -1) == (77, 8)  # the child is there, and is told
    with pytest.raises(OSError, match="setns"):
        here.clone(-1)
    kernel.broken = False
    here.clone(-1)
    assert kernel.born == ["cell", "home"]
