"""What tests of a whole machine share.

In the guest `shared_daemon` is PID 1 and `api` a client of it; `make_daemon` starts further daemons.
On the host `machine` is a booted guest.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import leaks
from tests.support.api import Api
from tests.support.cell_calls import CellCalls
from tests.support.cell_measures import Measure, clearing, noting
from tests.support.daemon import Daemon
from tests.support.unharmed import unharmed
from tests.support.vm.machine import Machine
from tests.support.vm.markers import shape_of
from tests.support.vm.system import SystemDaemon, in_guest


@pytest.fixture(scope="session")
def shared_daemon() -> Iterator[Daemon]:
    """PID 1, with a client who is logged in."""
    with SystemDaemon() as daemon:
        yield daemon


@pytest.fixture
def api(shared_daemon: Daemon) -> Iterator[Api]:
    """A client of PID 1, which must be as it was when the test is over."""
    with unharmed(shared_daemon) as client:
        yield client


@pytest.fixture
def cells(api: Api) -> Iterator[CellCalls]:
    """CellService of PID 1."""
    with clearing(api) as cells:
        yield cells


@pytest.fixture
def root(shared_daemon: Daemon) -> Path:
    """The cgroup above all cells."""
    return shared_daemon.cgroup


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Measure:
    """Notes what was measured."""
    return noting(request)


@pytest.fixture
def machine(request: pytest.FixtureRequest) -> Iterator[Machine]:
    """A machine of the test's own, as the marker `vm` of the test says, driven from the host."""
    assert isinstance(request.node, pytest.Item)
    with Machine(shape_of(request.node)) as machine:
        yield machine


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """Compare what there is in the guest before and after each test."""
    if not in_guest():
        yield
        return
    leaks.become_subreaper()
    before = leaks.Tally()
    yield
    leaks.check(before)
