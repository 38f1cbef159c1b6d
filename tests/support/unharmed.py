"""What has to hold of a daemon after whatever was done to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from aurae.proto import discovery_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.until import until


@contextmanager
def unharmed(daemon: Daemon) -> Iterator[Api]:
    """Give a client of the daemon, and assert afterwards that the daemon is as it was before.

    It answers, by the same processes; its log tells of no bug; no leaf is left, and thus no
    process of a workload.
    """
    before, leaves, told = daemon.pids(), set(daemon.cgroup.glob("_*")), len(daemon.log())
    with Api(daemon.client_config) as api:
        yield api
        answer = api.call("DiscoveryService.Discover", discovery_pb2.DiscoverRequest())
        assert answer.healthy
        until(lambda: set(daemon.cgroup.glob("_*")) <= leaves, "nothing of the test is left")
    assert daemon.pids() == before
    log = daemon.log()[told:]
    assert "Traceback" not in log, log
    assert " ERROR " not in f" {log}", log
