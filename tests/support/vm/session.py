"""One run of pytest in a guest: the tests that share a boot, and their reports as they come."""

import json
import os
from collections import defaultdict
from typing import Any

from tests.support.vm.image import PLACE
from tests.support.vm.inside import NAME
from tests.support.vm.machine import Machine, MachineFailed
from tests.support.vm.qemu import Shape
from tests.support.vm.remote import outputs

FIRST = 120.0
"""Seconds that pytest may take to read the tests, without KVM and with the host busy."""

SPARE = 30.0
"""Seconds beyond a test's own limit, which pytest in the guest keeps, until the host gives up."""

PASSED_ON = ("AURAE_REQUIRE", "CI")
"""What the guest's pytest is told of this one's environment."""

KEPT = 20_000
"""Characters of pytest's own output that a failure of it shows."""


def over(reports: list[dict[str, Any]]) -> bool:
    """Say whether the reports of a test are all there: each try has one of its teardown.

    A try that failed and is followed by another has told so before its teardown, or with it.
    """
    failed = {report.get("rerun", 0) for report in reports if report.get("outcome") == "rerun"}
    ended = [report for report in reports if report.get("when") == "teardown"]
    return len(ended) > len(failed)


class Session:
    """A booted machine with pytest running in it; `limits` has the seconds of each test by its id."""

    def __init__(self, shape: Shape, limits: dict[str, float], options: list[str]) -> None:
        self._limits = limits
        self._reports: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._unread: list[str] = []
        self._first = True
        self._broken: MachineFailed | None = None
        self._machine = Machine(shape)
        try:
            self._machine.start()
            argv = (f"{PLACE}/bin/python3", "-m", "pytest", "-p", NAME, "-p", "no:cacheprovider")
            told = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            self._number = self._machine.remote.begin(
                [*argv, "-m", "", *options, *limits],
                FIRST + sum(limits.values()),
                cwd=f"{PLACE}/tree",
                env=told,
            )
        except MachineFailed as error:
            self._broken = error
        except BaseException:
            self._machine.remove()
            raise

    def reports(self, nodeid: str) -> list[dict[str, Any]]:
        """Return the reports of a test when it is over; MachineFailed with why it never will be.

        What it reported until then is in `partial`.
        """
        while not over(self._reports[nodeid]):
            if self._broken:
                raise self._broken
            try:
                self._take(self._limits[nodeid])
            except MachineFailed as error:
                self._broken = error
        return self._reports[nodeid]

    def partial(self, nodeid: str) -> list[dict[str, Any]]:
        """Return the reports of a test until now."""
        return self._reports[nodeid]

    def console(self, last: int) -> str:
        """Return the last bytes of the machine's console."""
        return self._machine.console(last)

    def close(self) -> None:
        """Take the power away."""
        self._machine.remove()

    def _take(self, limit: float) -> None:
        """Take in one message of pytest; MachineFailed when none comes or it has ended."""
        wait = limit + SPARE + (FIRST if self._first else 0.0)
        message = self._machine.remote.next(self._number, wait, "pytest in the guest")
        self._first = False
        if "ended" in message:
            out, err = outputs(message)
            told = "\n".join([*self._unread, out[-KEPT:], err[-KEPT:]])
            raise self._machine.failed(f"pytest in the guest ended early\n{told}")
        self._keep(str(message.get("line", "")))

    def _keep(self, line: str) -> None:
        try:
            found = json.loads(line)
        except ValueError:
            return
        if isinstance(found, dict) and isinstance(found.get("report"), dict):
            report = found["report"]
            self._reports[str(report.get("nodeid"))].append(report)
        elif isinstance(found, dict) and "unread" in found:
            self._unread.append(str(found["unread"]))
