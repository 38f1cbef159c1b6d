"""The plugin of pytest on the host: runs the tests marked `vm` in a guest, and tells their reports.

The tests of a module share one boot. `@pytest.mark.vm(own=True)` gives a test its own, `memory`,
`cpus` and `arguments` say what machine it is. A test that has the fixture `machine`, or stands in a
module that imports Machine, runs on the host and drives machines from there.
"""

import statistics
import time
from collections.abc import Iterator

import pytest

from tests.support.require import need, need_root
from tests.support.vm import machine
from tests.support.vm.markers import USUAL, Group, group_of, is_inside, limit_of
from tests.support.vm.probe import accelerator
from tests.support.vm.qemu import QEMU
from tests.support.vm.session import FIRST, SPARE, Session

TOOLS = (QEMU, "mmdebstrap", "mkfs.erofs", "busybox", "setpriv", "lz4")
MAKING = 900.0
"""Seconds that the first boot of all may take to make the guest's files."""

CONSOLE = 6000
"""Bytes of the console in the report of a failure."""


class Plugin:
    """Runs tests in guests, one boot at a time, and counts."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._group: Group | None = None
        self._limits: dict[str, float] = {}
        self._tests = 0
        self._seconds = 0.0
        self._began = 0.0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Have the guest keep the tests' limits, and the host longer ones: it boots meanwhile."""
        for item in items:
            if item.get_closest_marker("vm"):
                limit = self._limits[item.nodeid] = limit_of(item)
                longer = MAKING + machine.BOOT_LIMIT + FIRST + SPARE + limit
                item.add_marker(pytest.mark.timeout(longer), append=False)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skip, or fail where it is required, a test that needs a machine which cannot be had."""
        if item.get_closest_marker("vm"):
            need_machines()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> bool | None:
        """Tell the reports of a test in the guest as if it ran here."""
        if not is_inside(item) or not _can_boot():
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        group = group_of(item)
        if group != self._group:
            self._begin(item, group)
        for report in self._reports(item):
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        if nextitem is None or not is_inside(nextitem) or group_of(nextitem) != group:
            self._close()
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Take the time at which a test of a machine begins."""
        self._began = time.monotonic()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Add up what tests of machines take."""
        if nodeid in self._limits:
            self._tests += 1
            self._seconds += time.monotonic() - self._began

    def pytest_sessionfinish(self) -> None:
        """Take the power from a machine whose tests were broken off."""
        self._close()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many machines were booted and how long that took."""
        if machine.boots:
            median = statistics.median(machine.boots)
            terminalreporter.write_line(
                f"vm: {self._tests} tests, booted {len(machine.boots)} times, median {median:.1f} s, "
                f"{accelerator().upper()}, {self._seconds:.0f} s in all"
            )

    def _begin(self, item: pytest.Item, group: Group) -> None:
        self._close()
        shared = [each for each in item.session.items if is_inside(each)]
        limits = {
            each.nodeid: self._limits[each.nodeid] for each in shared if group_of(each) == group
        }
        self._group = group
        self._session = Session(group.shape, limits, _options(item.config))

    def _close(self) -> None:
        if self._session:
            self._session.close()
        self._session = self._group = None

    def _reports(self, item: pytest.Item) -> Iterator[pytest.TestReport]:
        assert self._session is not None
        why = ""
        try:
            found = self._session.reports(item.nodeid)
        except machine.MachineFailed as error:
            found, why = self._session.partial(item.nodeid), str(error)
        for data in found:
            report = item.config.hook.pytest_report_from_serializable(
                config=item.config, data=data
            )
            if report.failed:
                report.sections.append(("console of the guest", self._session.console(CONSOLE)))
            yield report
        if why:
            when = "teardown" if any(data["when"] == "call" for data in found) else "call"
            yield failure(item, when, why)


def need_machines() -> None:
    """Go on only where guests can be made and booted."""
    need_root()
    for tool in TOOLS:
        need(tool)


def failure(item: pytest.Item, when: str, why: str) -> pytest.TestReport:
    """Return the report of a test that the machine did not bring to its end."""
    return pytest.TestReport(
        item.nodeid,
        item.location,
        dict.fromkeys(item.keywords, 1),
        "failed",
        why,
        when,  # type: ignore[arg-type]
    )


def _can_boot() -> bool:
    """Say whether there can be machines; if not, pytest runs the item, and its setup tells why."""
    try:
        need_machines()
    except (pytest.skip.Exception, pytest.fail.Exception):
        return False
    return True


def _options(config: pytest.Config) -> list[str]:
    """Return those of pytest's options that matter in the guest."""
    shown = [f"--tb={config.getoption('tbstyle')}", f"--timeout={USUAL}"]
    verbosity = config.getoption("verbose")
    if verbosity > 0:
        shown.append("-" + "v" * verbosity)
    if config.getoption("showlocals"):
        shown.append("--showlocals")
    return shown
