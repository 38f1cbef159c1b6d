"""A proxy for HTTPS: whatever is asked for by CONNECT is a port of this machine."""

import asyncio
import contextlib

from tests.support.hostile_registry import Asked


class Tunnel:
    """A script of a `HostileRegistry` that passes connections on to `port`."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Join the two ends until one of them is closed."""
        inner, outer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        reader = asked.reader
        assert reader is not None
        ways = [
            asyncio.ensure_future(_pass_on(reader, outer)),
            asyncio.ensure_future(_pass_on(inner, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for one in (outer, writer):
                one.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
