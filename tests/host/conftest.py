"""What tests of a whole daemon share."""

from collections.abc import Iterator

import pytest

from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.unharmed import unharmed


@pytest.fixture
def api(shared_daemon: Daemon) -> Iterator[Api]:
    """A client of the shared daemon, which must be as it was when the test is over."""
    with unharmed(shared_daemon) as client:
        yield client
