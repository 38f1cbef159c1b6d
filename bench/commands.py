"""Wall time of what people type, process start included, against a running daemon."""

import time

from bench.stopwatch import median, milliseconds, quantile
from tests.support.daemon import Daemon

TIMES = 15


def ps(daemon: Daemon) -> str:
    """A list over the API."""
    return milliseconds(median(lambda: daemon.aer("ps"), TIMES))


def version(daemon: Daemon) -> str:
    """The versions of both ends."""
    return milliseconds(median(lambda: daemon.aer("version"), TIMES))


def start(daemon: Daemon) -> str:
    """A second daemon, beside the first, from exec to READY=1; its CA exists already."""
    with Daemon() as other:
        other.stop()
        taken = []
        for _ in range(7):
            began = time.perf_counter()
            other.start()
            taken.append(time.perf_counter() - began)
            other.stop()
    return milliseconds(quantile(taken, 0.5))
