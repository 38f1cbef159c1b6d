"""One look at a service: does it accept, answer, say that it serves, or does a command succeed."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import socket
from typing import TYPE_CHECKING

from aurae.model.looks import Look, look_limit
from aurae.services import grpc_probe, http_probe
from aurae.services.within import within

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.model.service import Command, GrpcProbe, HealthCheck, HttpProbe, TcpProbe

    Runner = Callable[[Command, float], Awaitable[int]]
    """Runs a command in the service's surroundings for so many seconds; returns its exit status."""

    Network = Callable[[], int | None]
    """A pidfd of the service's main process, whose network is used; None is ours."""

    Dial = Callable[[str, int], Awaitable[socket.socket]]
    """Connects to a port at an address where no network of the host leads: in a guest. Raises OSError."""

USUAL_HOST = "127.0.0.1"

MOST_ADDRESSES = 4
"""Addresses of a name that are tried, one after the other."""


async def look(
    check: HealthCheck, run: Runner, network: Network, dial: Dial | None = None
) -> Look:
    """Return what one look gives, never later than the check allows; `dial` is used instead of a network."""
    limit = look_limit(check)
    try:
        async with asyncio.timeout(limit):
            return await _look(check, run, network, dial, limit)
    except OSError as error:  # a TimeoutError is one
        return Look(False, error.strerror or str(error) or f"no answer within {limit:g} s")


async def _look(
    check: HealthCheck, run: Runner, network: Network, dial: Dial | None, limit: float
) -> Look:
    if check.command is not None:
        status = await run(check.command, limit)
        return Look(status == 0, f"exit status {status}")
    probe = check.tcp or check.http or check.grpc
    assert probe is not None
    reached = (
        _connected(probe, network())
        if dial is None
        else dial(probe.host or USUAL_HOST, probe.port)
    )
    with await reached as sock:
        if check.http is not None:
            return await http_probe.ask(sock, check.http, _authority(probe))
        if check.grpc is not None:
            return await grpc_probe.ask(sock, check.grpc.service, _authority(probe))
    return Look(True, "accepts connections")


def _authority(probe: TcpProbe | HttpProbe | GrpcProbe) -> str:
    host = probe.host or USUAL_HOST
    return f"[{host}]:{probe.port}" if ":" in host else f"{host}:{probe.port}"


async def _connected(
    probe: TcpProbe | HttpProbe | GrpcProbe, network: int | None
) -> socket.socket:
    """Return a connection to where a probe looks.

    A socket belongs to the network in which it was made: only that, and the look-up of the name,
    is done in a thread there.
    """
    host = probe.host or USUAL_HOST
    loop = asyncio.get_running_loop()
    if network is None and _is_address(host):
        ways = _ways(host, probe.port)
    else:
        ways = await within(network, lambda: _ways(host, probe.port), _close)
    failure = OSError(f"{host} has no address")
    try:
        for sock, address in ways:
            try:
                await loop.sock_connect(sock, address)
            except OSError as error:
                # The loop's own text names the address again.
                failure = OSError(error.errno, os.strerror(error.errno)) if error.errno else error
            else:
                return sock.dup()
    finally:
        _close(ways)
    raise failure


_Address = tuple[str, int] | tuple[str, int, int, int]


def _ways(host: str, port: int) -> list[tuple[socket.socket, _Address]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise OSError(errno.EINVAL, f"{host[:80]!r} is not the name of a host") from None
    ways: list[tuple[socket.socket, _Address]] = []
    try:
        for family, kind, _, _, address in found[:MOST_ADDRESSES]:
            sock = socket.socket(family, kind | socket.SOCK_NONBLOCK)
            ways.append((sock, address))  # type: ignore[arg-type]
    except BaseException:
        _close(ways)
        raise
    return ways


def _close(ways: list[tuple[socket.socket, _Address]]) -> None:
    for sock, _ in ways:
        sock.close()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
