"""The stream of Logs: batches of the log reader as messages."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aurae.model.refusal import InvalidField
from aurae.observe.logs import Batch, Line, follow
from aurae.proto import runtime_pb2 as api
from aurae.server.convert import nanoseconds, timestamp

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path

    from grpclib.server import Stream

_STREAMS = {
    api.LOG_STREAM_UNSPECIFIED: frozenset({1, 2}),
    api.LOG_STREAM_STDOUT: frozenset({1}),
    api.LOG_STREAM_STDERR: frozenset({2}),
}
_STREAM = {1: api.LOG_STREAM_STDOUT, 2: api.LOG_STREAM_STDERR}


@dataclass(frozen=True, slots=True)
class Window:
    """What of a log is asked for; times are CLOCK_REALTIME nanoseconds."""

    action: str
    streams: frozenset[int]
    since_ns: int | None = None
    until_ns: int | None = None
    cursor: str = ""
    tail: int | None = None

    def behind(self, cursor: str) -> Window:
        """Return what comes behind a cursor."""
        return replace(self, cursor=cursor)

    def ending(self, tail: int) -> Window:
        """Return the last lines only."""
        return replace(self, tail=tail)

    def whole(self) -> Window:
        """Return the same of a log that is taken from its beginning."""
        return replace(self, cursor="", tail=None)


def window_of(request: api.LogsRequest) -> Window:
    """Return what a request asks for; InvalidField when it cannot be read."""
    action = f"read logs of {request.name}"
    streams = _STREAMS.get(request.stream)
    if streams is None:
        raise InvalidField(action, "stream", "is unknown")
    since = until = None
    if request.HasField("since"):
        since = nanoseconds(action, "since", request.since)
    if request.HasField("until"):
        until = nanoseconds(action, "until", request.until)
    tail = request.tail if request.HasField("tail") else None
    if request.cursor and (since is not None or tail is not None):
        raise InvalidField(action, "cursor", "excludes since and tail")
    return Window(action, streams, since, until, request.cursor, tail)


async def send_window(
    stream: Stream[api.LogsRequest, api.LogsResponse],
    window: Window,
    folder: Path,
    ended: asyncio.Event,
    prefix: str = "",
) -> None:
    """Send history, then what is added until `ended` is set; cursors begin with `prefix`."""
    batches = follow(
        folder,
        ended=ended,
        streams=window.streams,
        since_ns=window.since_ns,
        until_ns=window.until_ns,
        cursor=window.cursor,
        tail=window.tail,
    )
    try:
        async with aclosing(batches):
            async for batch in batches:
                await stream.send_message(_message(batch, prefix))
    except ValueError as error:
        why = str(error).removeprefix("cannot read logs: ")
        raise InvalidField(window.action, "", why) from None


def _message(batch: Batch, prefix: str) -> api.LogsResponse:
    return api.LogsResponse(
        lines=[line_message(line) for line in batch.lines],
        cursor=prefix + batch.cursor,
        lost_bytes=batch.lost_bytes,
    )


def line_message(line: Line) -> api.LogLine:
    """Return a line as the API shows it."""
    return api.LogLine(
        stream=_STREAM[line.stream],
        time=timestamp(line.time_ns),
        line=line.data,
        partial=line.partial,
    )
