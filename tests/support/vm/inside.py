"""The plugin of pytest in the guest: each report goes to the host as a line of JSON."""

import json
import os
from typing import Any

import pytest

from tests.support.vm.agent import REPORTS

NAME = "tests.support.vm.inside"


class Reporter:
    """Writes reports to the descriptor that the agent passes on."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        # What a test starts and leaves must not hold the host's line open.
        os.set_inheritable(REPORTS, False)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Send the report of a test's setup, call or teardown."""
        self._send("report", self._serialised(report))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Send why a module could not be read."""
        if report.failed:
            self._send("unread", str(report.longrepr))

    def _serialised(self, report: pytest.TestReport) -> Any:
        return self._config.hook.pytest_report_to_serializable(config=self._config, report=report)

    def _send(self, kind: str, what: Any) -> None:
        data = json.dumps({kind: what}, default=str).encode() + b"\n"
        while data:
            data = data[os.write(REPORTS, data) :]


def pytest_configure(config: pytest.Config) -> None:
    """Begin to report."""
    config.pluginmanager.register(Reporter(config), "aurae-guest")
