"""A connection that is cut: stands before a real server and ends connections after some bytes."""

import asyncio
import contextlib
from types import TracebackType
from typing import Self


class Cutting:
    """Passes connections on to a port; `up` and `down` say how many bytes each of them gets.

    The first numbers are for the first connection; when they are used up nothing is cut.
    """

    def __init__(self, port: int, *, up: tuple[int, ...] = (), down: tuple[int, ...] = ()) -> None:
        self._port = port
        self._up = list(up)
        self._down = list(down)
        self._tasks: set[asyncio.Task[None]] = set()
        self.connections = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        up = self._up.pop(0) if self._up else None
        down = self._down.pop(0) if self._down else None
        inner, outer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            ways = [
                asyncio.ensure_future(_pass_on(reader, outer, up)),
                asyncio.ensure_future(_pass_on(inner, writer, down)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        except asyncio.CancelledError:
            pass
        finally:
            self._tasks.discard(task)
            for one in (writer, outer):
                one.close()
                with contextlib.suppress(OSError, asyncio.CancelledError):
                    await one.wait_closed()


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int | None
) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536 if most is None else min(most, 65_536)):
            writer.write(data)
            await writer.drain()
            if most is not None:
                most -= len(data)
                if not most:
                    return
