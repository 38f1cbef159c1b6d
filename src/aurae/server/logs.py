"""The stream of Logs: batches of the log reader as messages."""

from __future__ import annotations

from contextlib import aclosing
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


async def send_logs(
    stream: Stream[api.LogsRequest, api.LogsResponse],
    request: api.LogsRequest,
    folder: Path,
    ended: asyncio.Event,
) -> None:
    """Send history, then what is added until `ended` is set."""
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
    batches = follow(
        folder,
        ended=ended,
        streams=streams,
        since_ns=since,
        until_ns=until,
        cursor=request.cursor,
        tail=tail,
    )
    try:
        async with aclosing(batches):
            async for batch in batches:
                await stream.send_message(_message(batch))
    except ValueError as error:
        raise InvalidField(action, "", str(error).removeprefix("cannot read logs: ")) from None


def _message(batch: Batch) -> api.LogsResponse:
    return api.LogsResponse(
        lines=[line_message(line) for line in batch.lines],
        cursor=batch.cursor,
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
