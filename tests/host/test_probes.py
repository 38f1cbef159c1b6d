"""Looks at services that have a network of their own."""

import os
import socket

from aurae.model.looks import Look
from aurae.model.service import Command, HealthCheck, TcpProbe
from aurae.services import probes
from aurae.services.within import within
from tests.support.loops import in_loop
from tests.support.nets import Net


async def no_command(command: Command, limit: float) -> int:
    raise AssertionError((command, limit))


def test_a_service_is_looked_at_in_its_own_network():
    async def scene() -> None:
        with Net() as net:
            sock = await within(net.pidfd, lambda: socket.create_server(("127.0.0.1", 0)), id)
            port = sock.getsockname()[1]
            for host in ("", "127.0.0.1", "localhost"):
                check = HealthCheck(interval=20.0, tcp=TcpProbe(port, host))
                inside = await probes.look(check, no_command, lambda: net.pidfd)
                assert inside == Look(True, "accepts connections")
                outside = await probes.look(check, no_command, lambda: None)
                assert outside == Look(False, "Connection refused")
            sock.close()

    in_loop(scene())


def test_a_service_that_has_gone_is_unhealthy():
    async def scene() -> None:
        with Net() as net:
            pidfd = os.dup(net.pidfd)
        check = HealthCheck(interval=20.0, tcp=TcpProbe(9))
        found = await probes.look(check, no_command, lambda: pidfd)
        assert found == Look(False, "setns: No such process")
        os.close(pidfd)

    in_loop(scene())
