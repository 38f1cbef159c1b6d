"""Unary calls over the Unix socket with mTLS, made by a stock gRPC client."""

import time
from concurrent.futures import ThreadPoolExecutor

from aurae.proto import discovery_pb2
from bench.stopwatch import durations, milliseconds, quantile
from tests.support.api import Api
from tests.support.daemon import Daemon

CALLS = 4000
IN_FLIGHT = 16


def latency(daemon: Daemon) -> str:
    """One after the other on one connection."""
    with Api(daemon.client_config) as api:
        request = discovery_pb2.DiscoverRequest()
        taken = durations(
            lambda: api.call("DiscoveryService.Discover", request), CALLS // 4, warm=50
        )
    return f"{milliseconds(quantile(taken, 0.5))} (p99 {milliseconds(quantile(taken, 0.99))})"


def throughput(daemon: Daemon) -> str:
    """Sixteen in flight on one connection; the server is one thread."""
    request = discovery_pb2.DiscoverRequest()
    with Api(daemon.client_config) as api, ThreadPoolExecutor(IN_FLIGHT) as pool:

        def some(count: int) -> None:
            for _ in range(count):
                api.call("DiscoveryService.Discover", request)

        list(pool.map(some, [10] * IN_FLIGHT))
        began = time.perf_counter()
        list(pool.map(some, [CALLS // IN_FLIGHT] * IN_FLIGHT))
        taken = time.perf_counter() - began
    return f"{CALLS / taken:.0f}"
