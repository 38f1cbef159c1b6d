"""One GET and its status, from a server that may be hostile."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.looks import Look

if TYPE_CHECKING:
    import socket

    from aurae.model.service import HttpProbe

MOST_HEAD = 16 * 1024
"""Bytes until the status has to be known."""

MOST_INTERIM = 8
"""Interim answers: all are read again with every piece that comes."""

MOST_REST = 64 * 1024
REST_SECONDS = 0.2
"""What is read of the rest, so that an honest server sees a client that listens."""

CHUNK = 4096

_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([0-9]{3})(?: [^\r\n]*)?\r?\n")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class NoHttp(Exception):
    """The answer is none of HTTP."""


async def ask(sock: socket.socket, probe: HttpProbe, authority: str) -> Look:
    """Say what a GET gives; redirects are not followed. Raises OSError."""
    loop = asyncio.get_running_loop()
    path = probe.path or "/"
    head = f"GET {path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: aurae\r\nAccept: */*\r\n"
    await loop.sock_sendall(sock, f"{head}Connection: close\r\n\r\n".encode())
    got = b""
    try:
        while (found := status(got)) is None:
            chunk = await loop.sock_recv(sock, CHUNK)
            if not chunk:
                return Look(False, "the connection was closed without a status")
            got += chunk
    except NoHttp:
        return Look(False, "the answer is not HTTP/1")
    await _hear_out(sock)
    passed = found in probe.statuses if probe.statuses else 200 <= found <= 399
    return Look(passed, f"status {found}")


def status(got: bytes) -> int | None:
    """Return the status of an answer, None while it has not come yet; raises NoHttp.

    Interim answers (1xx) come before the one that counts; 101 is the last one.
    """
    begin = interim = 0
    while match := _STATUS_LINE.match(got, begin):
        code = int(match[1])
        if code >= 200 or code == 101:
            return code
        interim += 1
        if code < 100 or interim > MOST_INTERIM:
            raise NoHttp
        end = _END_OF_HEAD.search(got, match.end() - 2)
        if not end:
            break
        begin = end.end()
    line_came = b"\n" in got[begin:]
    if len(got) > MOST_HEAD or (line_came and not _STATUS_LINE.match(got, begin)):
        raise NoHttp
    return None


async def _hear_out(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    left = MOST_REST
    with suppress(OSError):  # its time limit is one, too
        async with asyncio.timeout(REST_SECONDS):
            while left > 0 and (chunk := await loop.sock_recv(sock, CHUNK)):
                left -= len(chunk)
