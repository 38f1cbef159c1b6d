"""Calls whose failures are ClientErrors, and calls that go on when the daemon's server restarts."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from grpclib.client import (
    ServiceMethod,
    Stream,
    StreamStreamMethod,
    StreamUnaryMethod,
    UnaryStreamMethod,
    UnaryUnaryMethod,
)
from grpclib.exceptions import GRPCError, StreamTerminatedError

from aurae.client import errors
from aurae.model.groups import first_of

if TYPE_CHECKING:
    from aurae.client.channel import Channel

Request = TypeVar("Request")
Reply = TypeVar("Reply")

PATIENCE = 30.0
"""Seconds that a call which may be repeated waits for a daemon that went away."""


async def call(
    method: UnaryUnaryMethod[Request, Reply], request: Request, limit: float | None
) -> Reply:
    """Make one call; `limit` in seconds is for all of it. Raises ClientError."""
    try:
        return await method(request, timeout=limit)
    except Exception as error:
        raise explain(method, error, limit) from error


async def stream(
    method: UnaryStreamMethod[Request, Reply], request: Request
) -> AsyncGenerator[Reply, None]:
    """Make a call that is answered by many messages. Raises ClientError."""
    try:
        async with method.open() as opened:
            await opened.send_message(request, end=True)
            async for reply in opened:
                yield reply
    except Exception as error:
        raise explain(method, error, None) from error


class Talk(Generic[Request, Reply]):
    """A call in which both sides send; any number of tasks may."""

    def __init__(self, stream: Stream[Request, Reply]) -> None:
        """Use an open stream."""
        self._stream = stream
        self._turn = asyncio.Lock()

    async def send(self, message: Request) -> None:
        """Send one message; a call that has ended takes none, and `receive` tells why."""
        async with self._turn:
            with contextlib.suppress(Exception):
                await self._stream.send_message(message)

    async def end(self) -> None:
        """Say that nothing follows."""
        async with self._turn:
            with contextlib.suppress(Exception):
                await self._stream.end()

    async def finish(self) -> None:
        """Raise what the call was refused with, once `receive` has given None and all was sent."""
        await self._stream.recv_trailing_metadata()

    async def receive(self) -> Reply | None:
        """Return the next answer; None at the end."""
        return await self._stream.recv_message()


@contextlib.asynccontextmanager
async def talk(
    method: StreamStreamMethod[Request, Reply] | StreamUnaryMethod[Request, Reply],
) -> "AsyncGenerator[Talk[Request, Reply], None]":
    """Open a call in which the caller, or both sides, send. Whatever fails inside is raised as ClientError."""
    done = False
    try:
        async with method.open() as opened:
            yield Talk(opened)
            done = True
    except BaseExceptionGroup as group:
        first = first_of(group)
        if not isinstance(first, Exception):
            raise first from None
        raise explain(method, first, None) from first
    except Exception as error:
        # grpclib wants our side ended before it leaves; all that counts was said.
        if not done:
            raise explain(method, error, None) from error


def explain(
    method: ServiceMethod[Request, Reply], error: Exception, limit: float | None
) -> Exception:
    """Return the ClientError for what grpclib raised; a bug of ours comes back as it is."""
    name = method.name.rpartition("/")[2]
    if isinstance(error, errors.ClientError):
        return error
    if isinstance(error, GRPCError):
        return errors.status(method.name, error.status, error.message)
    # After a lost connection grpclib raises what it stumbles over: AttributeError, AssertionError...
    ended = cast("Channel", method.channel).ended
    if ended is not None:
        return errors.complete(f"cannot finish {name}", ended)
    if isinstance(error, TimeoutError):
        return errors.UnreachableError(f"cannot call {name}: no answer within {limit:g} s")
    if isinstance(error, StreamTerminatedError):
        return errors.UnreachableError(f"cannot finish {name}: the daemon reset the call")
    return error


def is_passing(error: errors.ClientError) -> bool:
    """Say whether a failure may be gone in a moment: the server restarts, the workloads go on."""
    if isinstance(error, errors.CallError):
        return error.status == "UNAVAILABLE"
    return isinstance(error, errors.UnreachableError)


async def patiently(attempt: Callable[[], Awaitable[Reply]]) -> Reply:
    """Make a call that may be repeated, again and again while the daemon is away.

    Raises what the last attempt raised after PATIENCE seconds of failures.
    """
    patience = Patience()
    while True:
        try:
            return await attempt()
        except errors.ClientError as error:
            await patience.bear(error)


class Patience:
    """How long failures have lasted without a success, and how long to wait after each."""

    def __init__(self, most: float = PATIENCE) -> None:
        """Begin without a failure; those of `most` seconds are borne."""
        self._most = most
        self._since: float | None = None
        self._pause = 0.05

    def success(self) -> None:
        """Forget the failures."""
        self._since = None
        self._pause = 0.05

    async def bear(self, error: errors.ClientError) -> None:
        """Wait before the next attempt; raises `error` when it will not pass or lasts too long."""
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        if not is_passing(error) or now - self._since > self._most:
            raise error
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 2, 1.0)
