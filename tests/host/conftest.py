"""What tests of a whole daemon share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import leaks
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.puppet import Puppet
from tests.support.services import Services
from tests.support.unharmed import unharmed


@pytest.fixture
def api(shared_daemon: Daemon) -> Iterator[Api]:
    """A client of the shared daemon, which must be as it was when the test is over."""
    with unharmed(shared_daemon) as client:
        yield client


@pytest.fixture
def services(api: Api) -> Iterator[Services]:
    """Calls to the shared daemon; its services are forgotten when the test is over."""
    calls = Services(api)
    yield calls
    calls.clear()


@pytest.fixture
def puppet(tmp_path: Path) -> Iterator[Puppet]:
    """A process for a service that does what it is told."""
    told = Puppet(tmp_path)
    yield told
    told.close()


@pytest.fixture(scope="session", autouse=True)
def _orphans_are_ours(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have what a test starts and loses found among our descendants, and our mounts told from others'."""
    leaks.become_subreaper()
    leaks.FOLDERS.append(tmp_path_factory.getbasetemp())


@pytest.fixture(autouse=True)
def _nothing_is_left(_orphans_are_ours: None) -> Iterator[None]:
    """Compare what there is before and after each test."""
    before = leaks.Tally()
    yield
    leaks.check(before)
