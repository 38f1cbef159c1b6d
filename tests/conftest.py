"""What all tests share: markers that look after themselves, and a real daemon on request."""

import os
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.daemon import Daemon
from tests.support.require import in_ci, need_root
from tests.support.vm.inside import NAME as IN_GUEST
from tests.support.vm.plugin import Plugin

ROOT = Path(__file__).resolve().parent.parent
MARKED = {ROOT / "tests/host": "host", ROOT / "tests/vm": "vm"}


def pytest_configure(config: pytest.Config) -> None:
    """Have tests marked `vm` run in a guest; there they run as they are, without Hypothesis."""
    if not config.pluginmanager.has_plugin(IN_GUEST):
        from tests.support import properties

        properties.settle()
        config.pluginmanager.register(Plugin(), "aurae-vm")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of a folder with its marker, so that none runs where it must not.

    In CI those that share the machine with others get a second try, but not one that hung.
    """
    for item in items:
        for folder, marker in MARKED.items():
            if item.path.is_relative_to(folder):
                item.add_marker(marker)
                if in_ci():
                    item.add_marker(pytest.mark.flaky(reruns=1, rerun_except="Timeout"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail where it is required, a host test without root."""
    if item.get_closest_marker("host"):
        need_root()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the daemon's log to the report of a test that failed with one."""
    report = yield
    if report.failed:
        for value in getattr(item, "funcargs", {}).values():
            if isinstance(value, Daemon) and value.log():
                report.sections.append(("log of auraed", value.log()))
    return report


@pytest.fixture
def make_daemon() -> Iterator[Callable[..., Daemon]]:
    """Start daemons with settings of the test's choice; each is stopped and looked after."""
    need_root()
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(Daemon(**settings))


@pytest.fixture
def daemon(make_daemon: Callable[..., Daemon]) -> Daemon:
    """A daemon of the test's own."""
    return make_daemon()


@pytest.fixture(scope="session")
def shared_daemon() -> Iterator[Daemon]:
    """One daemon for all tests that leave it as they found it."""
    need_root()
    with Daemon() as daemon:
        yield daemon


@pytest.fixture(scope="session", autouse=True)
def _quiet_environment() -> None:
    """Keep the settings of whoever runs the tests out of them, and signals that a shell ignores."""
    for number, usual in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGHUP, signal.SIG_DFL),
    ):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)
    for name in [name for name in os.environ if name.startswith("AURAE_")]:
        if name != "AURAE_REQUIRE":
            del os.environ[name]
