"""Streams that drip and floods of what is no body: neither holds a pull up for ever."""

import asyncio
import contextlib
from typing import Any

import pytest

from aurae.registry.failures import Unavailable
from tests.support.blob_fetch import BLOB, PATH, TAG, fetch, ranges, refused, resolve
from tests.support.hostile_registry import dripping, endless, raw, served
from tests.support.registry_client import File, named, registry

pytestmark = pytest.mark.asyncio


async def test_a_stream_that_drips_is_given_up(server, file):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    server.on(PATH, dripping(head, BLOB, 0.02))
    await refused(server, file, "only .* bytes came within", Unavailable, stall=0.3, attempts=1)


async def test_a_stream_slower_than_the_least_rate_is_given_up_and_what_came_is_kept(server, file):
    # 1,000 bytes each 20 ms are 50 kB a second: more than the fixed minimum, less than is wanted.
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    server.on(PATH, dripping(head, BLOB, 0.02, 1000))
    why = r"only \d+ bytes came within [\d.]+ s"
    slow: dict[str, Any] = {"stall": 0.3, "least_rate": 200_000}
    await refused(server, file, why, Unavailable, attempts=1, **slow)
    assert file.content()
    server.on(PATH, served(BLOB))
    await fetch(server, file, **slow)


async def test_a_blob_that_takes_too_long_in_all_is_given_up_and_what_came_is_kept(
    server, tmp_path, file
):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    server.on(PATH, dripping(head, BLOB, 0.01, 1000))
    why = "a blob takes more than 2 s"
    await refused(server, file, why, Unavailable, blob_timeout=2.0, attempts=1)
    kept = len(file.content())
    assert kept > 0
    server.on(PATH, served(BLOB))
    with contextlib.closing(File(tmp_path / "partial")) as again:
        await fetch(server, again)
    assert ranges(server)[-1] == f"bytes={kept}-999999"


async def test_a_manifest_that_drips_is_given_up(server):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n"
    server.on(TAG, dripping(head, bytes(4_000_000), 0.01, 10_000))
    with pytest.raises(Unavailable, match="it does not end within 2 s"):
        await resolve(server, stall=0.5, least_rate=0, attempts=1)


@pytest.mark.parametrize("framing", [b"0\r\n", b"5;"], ids=["trailers", "an extension"])
async def test_what_frames_a_body_is_given_up_when_nothing_of_the_body_comes(
    server, file, framing: bytes
):
    head = b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.on(PATH, dripping(head + framing, b"x" * 1000, 0.02))
    await refused(server, file, r"nothing came for 0.2 s", Unavailable, attempts=1, stall=0.2)


async def test_headers_that_drip_are_given_up(server):
    server.on(TAG, dripping(b"HTTP/1.1 200 OK\r\nX-Drip: ", b"x" * 9999, 0.02))
    with pytest.raises(Unavailable, match="nothing came"):
        await resolve(server, stall=0.2, connect_timeout=0.1, attempts=1)


async def test_a_flood_of_answers_before_the_answer_breaks_the_connection(server):
    server.on(TAG, endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000))
    async with asyncio.timeout(10), registry(attempts=1) as client:
        with pytest.raises(Unavailable, match="the connection ended"):
            await client.resolve(named(server.address))


async def test_a_flood_of_tiny_chunks_breaks_the_connection(server, file):
    head = b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.on(PATH, raw(head, b"".join(b"1\r\n%c\r\n" % byte for byte in BLOB), end=False))
    await refused(server, file, "the connection broke", Unavailable, attempts=1)


async def test_chunks_of_a_few_hundred_bytes_are_no_flood(server, file):
    head = b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n"
    pieces = [BLOB[at : at + 200] for at in range(0, len(BLOB), 200)]
    body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    server.on(PATH, raw(head, body, b"0\r\n\r\n", end=False))
    await fetch(server, file)
