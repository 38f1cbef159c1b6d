"""Requests and responses: one at a time, as they are; who follows redirects and logs in is above.

aiohttp is imported when the first request is made, in a thread: it takes a fifth of a second, and a
daemon that pulls no image never needs its 11 MB.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import socket
import ssl
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from aurae.registry import proxies, tls, urls
from aurae.registry.failures import BadContent, RegistryFailed, Unavailable
from aurae.registry.lookup import Lookup

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
    from types import TracebackType
    from typing import Self

    import aiohttp
    from aiohttp.abc import AbstractResolver
    from typing_extensions import override

    from aurae.registry.host import Host
    from aurae.registry.settings import RegistrySettings
else:
    from aurae.model.override import override

READ_BUFFER = 256 * 1024
"""Bytes that may wait to be read; twice as many and the other end has to wait."""

LEAST = 4096
"""Bytes that must come within the time in which a stream must not stall, whatever the rate is set to."""

DOCUMENT_STALLS = 4
"""Times that may pass in which a stream must not stall until a document, some megabytes at most, is there."""

MOST_ANSWERS = 16
"""Answers that may wait to be read on a connection, on which there is one request at a time."""

MOST_CHUNKS, LEAST_CHUNK = 1000, 64
"""Chunks that may wait to be read if they have fewer bytes than this each."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; `body` gives the bytes anew for each try, `length` of them."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Callable[[], AsyncIterator[bytes]] | None = None
    length: int = 0


class Response:
    """An answer whose body is still to come; `async with` lets go of the connection in the end."""

    def __init__(
        self, inner: aiohttp.ClientResponse, url: str, settings: RegistrySettings, where: str
    ) -> None:
        """`where` begins what is said of it: the host, where that is not clear."""
        self._inner = inner
        self._where = where
        self._stall = settings.stall
        self._least_rate = settings.least_rate
        self.url = url
        self.status = inner.status

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection, which is used again if the whole body was read."""
        self._inner.release()

    def header(self, name: str) -> str:
        """Return a header, empty where it was not sent."""
        return self._inner.headers.get(name, "")

    def headers(self, name: str) -> list[str]:
        """Return all headers of a name."""
        return self._inner.headers.getall(name, [])

    @property
    def length(self) -> int | None:
        """What the server says the body is long; None where it does not say."""
        return self._inner.content_length

    @property
    def ends_by_itself(self) -> bool:
        """Whether the body says where it ends, so that a break is told from an end."""
        chunked = "chunked" in self.header("Transfer-Encoding").lower()
        return chunked or self.length is not None

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Yield the body as it comes; Unavailable when it breaks off, stalls or drips.

        What the reader takes to make use of a chunk does not count.
        """
        clock = asyncio.get_running_loop().time
        waited, since = 0.0, 0
        with _told(self._where, self._stall):
            asked = clock()
            async for chunk in self._to_the_last():
                waited += clock() - asked
                since += len(chunk)
                yield chunk
                if waited > self._stall:
                    if since < max(LEAST, self._least_rate * waited):
                        why = f"only {since} bytes came within {waited:.3g} s"
                        raise Unavailable(self._where + why)
                    waited, since = 0.0, 0
                asked = clock()

    async def _to_the_last(self) -> AsyncGenerator[bytes]:
        """Yield the body, what came right before a break included, and raise the break after it."""
        import aiohttp

        content = self._inner.content
        try:
            while True:
                # The socket's own limit begins anew with each byte, of extensions of chunks and of
                # trailers as well, which never end here.
                async with asyncio.timeout(self._stall):
                    chunk = await content.readany()
                if not chunk:
                    return
                yield chunk
        except (aiohttp.ClientError, TimeoutError):
            # What waits to be read is kept back when the connection breaks: a stream that breaks
            # again and again would never get on. There is no other way to it.
            rest = getattr(content, "_read_nowait", None)
            if rest is not None and (last := rest(-1)):
                yield last
            raise

    async def read(self, most: int) -> bytes:
        """Return the body; BadContent when it has more than `most` bytes, Unavailable when it does not end."""
        if (self.length or 0) > most:
            raise BadContent(f"it has {self.length} bytes, at most {most} are allowed")
        body = bytearray()
        limit = DOCUMENT_STALLS * self._stall
        try:
            async with asyncio.timeout(limit), aclosing(self.chunks()) as chunks:
                async for chunk in chunks:
                    body += chunk
                    if len(body) > most:
                        raise BadContent(f"it has more than {most} bytes")
        except TimeoutError:
            raise Unavailable(f"{self._where}it does not end within {limit:g} s") from None
        return bytes(body)

    async def beginning(self, most: int) -> bytes:
        """Return the first bytes of the body, whatever happens to the rest."""
        body = bytearray()
        with suppress(Unavailable):
            async with aclosing(self.chunks()) as chunks:
                async for chunk in chunks:
                    body += chunk
                    if len(body) >= most:
                        break
        return bytes(body[:most])


class Transport:
    """Connections of one user of a registry."""

    def __init__(self, settings: RegistrySettings, agent: str) -> None:
        self._settings = settings
        self._agent = agent
        self._session: aiohttp.ClientSession | None = None
        self._opening = asyncio.Lock()
        self._contexts: dict[Host, ssl.SSLContext] = {}

    async def close(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def send(self, request: Request, host: Host) -> Response:
        """Send a request with a host's TLS; the caller closes the response.

        Unavailable when there is none; RegistryFailed when there will be none.
        """
        session = await self._opened()
        import aiohttp
        from yarl import URL

        target = urls.origin(request.url)
        proxy = proxies.proxy_for(target, self._settings.environment)
        secure = await self._context(host) if target.scheme == "https" else True
        connect = host.dial_timeout or self._settings.connect_timeout
        timeout = aiohttp.ClientTimeout(sock_connect=connect, sock_read=self._settings.stall)
        headers = {"User-Agent": self._agent, "Accept-Encoding": "identity", **request.headers}
        if request.body is not None or request.method in ("POST", "PUT", "PATCH"):
            headers["Content-Length"] = str(request.length)
        where = "" if host.url and target == urls.origin(host.url) else f"{target.host}: "
        with _told(where, self._settings.stall):
            async with asyncio.timeout(connect + 2 * self._settings.stall) as patience:
                inner = await session.request(
                    request.method,
                    URL(request.url, encoded=True),
                    headers=headers,
                    data=self._body(request, patience),
                    allow_redirects=False,
                    proxy=proxy,
                    ssl=secure,
                    timeout=timeout,
                )
        return Response(inner, request.url, self._settings, where)

    def _body(self, request: Request, patience: asyncio.Timeout) -> AsyncGenerator[bytes] | None:
        """Return what is sent; while it gets on, nobody loses patience."""
        give = request.body
        if give is None:
            return None

        async def pieces() -> AsyncGenerator[bytes]:
            clock = asyncio.get_running_loop().time
            async for piece in give():
                if not patience.expired():
                    patience.reschedule(clock() + 2 * self._settings.stall)
                yield piece

        return pieces()

    async def _opened(self) -> aiohttp.ClientSession:
        async with self._opening:
            if self._session is None:
                await asyncio.to_thread(importlib.import_module, "aiohttp")
                self._session = _session(self._settings.connect_timeout)
            return self._session

    async def _context(self, host: Host) -> ssl.SSLContext:
        async with self._opening:
            if host not in self._contexts:
                self._contexts[host] = await asyncio.to_thread(tls.context_for, host)
            return self._contexts[host]


def _session(lookup_timeout: float) -> aiohttp.ClientSession:
    import aiohttp

    return aiohttp.ClientSession(
        connector=_connector(_resolver(lookup_timeout)),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        read_bufsize=READ_BUFFER,
    )


def _resolver(limit: float) -> AbstractResolver:
    """Return what finds a host's addresses, within some seconds."""
    from aiohttp.abc import AbstractResolver, ResolveResult

    lookup = Lookup()

    class Resolver(AbstractResolver):
        @override
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            numeric = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
            return [
                ResolveResult(
                    hostname=host,
                    host=found.host,
                    port=found.port,
                    family=found.family,
                    proto=found.proto,
                    flags=numeric,
                )
                for found in await lookup.addresses(host, port, family, limit)
            ]

        @override
        async def close(self) -> None:
            pass

    return Resolver()


def _connector(resolver: AbstractResolver) -> aiohttp.TCPConnector:
    """Return what makes connections, which break where the other end floods us with what is no body.

    The client passes over 1xx answers, and takes chunks, as many as come, without a pause in which
    anybody else would get a turn: so each is bounded by what one read brings.
    """
    import aiohttp
    from aiohttp.client_proto import ResponseHandler

    class Handler(ResponseHandler):
        @override
        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            chunks = len(getattr(self._payload, "_http_chunk_splits", None) or ())
            waiting = int(getattr(self._payload, "_size", 0))
            floods = chunks > MOST_CHUNKS and waiting < chunks * LEAST_CHUNK
            if (floods or len(self._buffer) > MOST_ANSWERS) and self.transport is not None:
                self.transport.abort()

    def handler(loop: asyncio.AbstractEventLoop) -> ResponseHandler:
        return Handler(loop)

    # How many at once is said by those who ask: waiting for a connection is no stall.
    connector = aiohttp.TCPConnector(limit=0, resolver=resolver)
    # Without it all works, but for the floods.
    connector._factory = partial(handler, asyncio.get_running_loop())  # noqa: SLF001  # there is no other way to it
    return connector


@contextmanager
def _told(where: str, stall: float) -> Iterator[None]:
    """Raise what the block raises of aiohttp as RegistryFailed."""
    import aiohttp

    try:
        yield
    except (aiohttp.ClientError, TimeoutError, ssl.SSLError) as error:
        raise _failure(where, stall, error) from None


def _failure(where: str, stall: float, error: Exception) -> RegistryFailed:
    import aiohttp

    if isinstance(error, (aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError)):
        why = getattr(error, "certificate_error", error)
        return RegistryFailed(f"{where}its certificate: {_verdict(why)}")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return Unavailable(f"{where}the proxy answers {error.status}")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Unavailable(f"{where}the connection broke in the middle")
    if isinstance(error, aiohttp.ClientResponseError):
        return Unavailable(f"{where}its answer is no HTTP: {error.message[:120]!r}")
    words: tuple[tuple[type[Exception], str], ...] = (
        (aiohttp.ConnectionTimeoutError, "no connection in time"),
        (TimeoutError, f"nothing came for {stall:g} s"),
        (aiohttp.ClientConnectorDNSError, "no address is known for its name"),
        (aiohttp.ServerDisconnectedError, "the connection ended without an answer"),
        (aiohttp.ClientSSLError, f"no TLS: {_reason(error)}"),
        (ssl.SSLError, f"no TLS: {_reason(error)}"),
    )
    found = next((text for kind, text in words if isinstance(error, kind)), _reason(error))
    return Unavailable(f"{where}{found}")


def _verdict(error: BaseException) -> str:
    """Return what OpenSSL says against a certificate."""
    return str(getattr(error, "verify_message", "") or error)[:200]


def _reason(error: BaseException) -> str:
    """Return what is behind an error, in the kernel's words where there are some."""
    number = getattr(getattr(error, "os_error", error), "errno", None)
    if isinstance(number, int) and number > 0:
        return os.strerror(number)
    return (str(error) or type(error).__name__)[:200]
