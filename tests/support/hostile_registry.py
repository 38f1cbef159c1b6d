"""A registry that does what a script says, down to the byte: what no honest server would do."""

import asyncio
import contextlib
import ssl
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    reader: asyncio.StreamReader | None = None

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Answer:
    """A response; `cut`: the connection ends after so many bytes of the body.

    `length` is what is said of the body's size, None for what it is, -1 for nothing.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    cut: int | None = None

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Send it."""
        head = [f"HTTP/1.1 {self.status} Said"]
        head += [f"{name}: {value}" for name, value in self.headers.items()]
        length = len(self.body) if self.length is None else self.length
        if length >= 0:
            head.append(f"Content-Length: {length}")
        writer.write("\r\n".join([*head, "", ""]).encode("latin-1"))
        if asked.method != "HEAD":
            writer.write(self.body[: self.cut])
        await writer.drain()
        if self.cut is not None or length < 0:
            writer.close()


Script = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


class HostileRegistry:
    """A server on loopback; `asked` are the requests in their order.

    To a path it gives its answers one after the other, the last one again and again.
    """

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self._host = host
        self._tls = tls
        self._scripts: dict[str, list[Script]] = defaultdict(list)
        self._tasks: set[asyncio.Task[Any]] = set()
        self.asked: list[Asked] = []
        self.connections = 0
        self.otherwise: Script = Answer(404)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, self._host, 0, ssl=self._tls, limit=LARGEST
        )
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
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def address(self) -> str:
        """Host and port."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The root of its URLs."""
        return f"{'https' if self._tls else 'http'}://{self.address}"

    def on(self, path: str, *scripts: Script) -> None:
        """Answer requests for a path, and the methods before it if there are some: `PUT /v2/`."""
        self._scripts[path] = list(scripts)

    def asked_for(self, path: str) -> list[Asked]:
        """Return the requests for a path."""
        return [asked for asked in self.asked if asked.path == path]

    def _script(self, asked: Asked) -> Script:
        for key in (f"{asked.method} {asked.path}", asked.path):
            if scripts := self._scripts.get(key):
                return scripts.pop(0) if len(scripts) > 1 else scripts[0]
        return self.otherwise

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            while not writer.is_closing():
                asked = await _read(reader)
                self.asked.append(asked)
                await self._script(asked)(asked, writer)
        except (asyncio.IncompleteReadError, OSError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in head[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(method, target, headers, body, reader)


def served(data: bytes, **headers: str) -> Script:
    """Return how an honest server gives a blob, and ranges of it."""

    async def script(asked: Asked, writer: asyncio.StreamWriter) -> None:
        asked_range = asked.headers.get("range", "").removeprefix("bytes=")
        if not asked_range:
            await Answer(200, data, headers)(asked, writer)
            return
        first, _, last = asked_range.partition("-")
        begin, end = int(first), int(last or len(data) - 1) + 1
        said = {"Content-Range": f"bytes {begin}-{end - 1}/{len(data)}", **headers}
        await Answer(206, data[begin:end], said)(asked, writer)

    return script


def cut(script: Script, count: int) -> Script:
    """Return an answer that breaks off after some bytes, headers included."""

    async def broken(asked: Asked, writer: asyncio.StreamWriter) -> None:
        kept: list[bytes] = []

        class Kept:
            def write(self, data: bytes) -> None:
                kept.append(data)

            async def drain(self) -> None:
                pass

            def close(self) -> None:
                pass

        await script(asked, Kept())  # type: ignore[arg-type]
        head, mark, body = b"".join(kept).partition(b"\r\n\r\n")
        writer.write(head + mark + body[:count])
        await writer.drain()
        writer.close()

    return broken


def raw(*pieces: bytes, end: bool = True) -> Script:
    """Return an answer of exactly these bytes; without `end` the connection stays, and nothing comes."""

    async def script(_: Asked, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        if end:
            writer.close()
        else:
            await asyncio.Event().wait()

    return script


def dripping(head: bytes, data: bytes, pause: float, drop: int = 1) -> Script:
    """Return an answer of which a byte, or a `drop` of some, comes now and then."""

    async def script(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for at in range(0, len(data), drop):
            writer.write(data[at : at + drop])
            await writer.drain()
            await asyncio.sleep(pause)

    return script


def endless(head: bytes, piece: bytes) -> Script:
    """Return an answer that does not end, as fast as it is taken."""

    async def script(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()

    return script
