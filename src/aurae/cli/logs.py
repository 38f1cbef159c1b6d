"""`aer logs`: shows what a workload wrote."""

import argparse
import asyncio
import json
import sys
from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, Argument, whole
from aurae.cli.document import moment, plain
from aurae.cli.following import batches
from aurae.cli.moments import moment_argument
from aurae.cli.session import connect, warn
from aurae.cli.workloads import NAME
from aurae.model.shown import escaped_document
from aurae.proto import runtime_pb2
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import LogLine, LogsRequest, LogsResponse

if TYPE_CHECKING:
    from aurae.proto.containers_grpc import ContainerServiceStub
    from aurae.proto.vms_grpc import VmServiceStub

STREAMS = {"stdout": runtime_pb2.LOG_STREAM_STDOUT, "stderr": runtime_pb2.LOG_STREAM_STDERR}

OPTIONS = (
    Argument(("-f", "--follow"), "Stay and show new lines until the workload has ended."),
    Argument(
        ("--since",), "Begin here: 10m (ago) or a time of RFC 3339.", "TIME", moment_argument
    ),
    Argument(("--until",), "End here: 10m (ago) or a time of RFC 3339.", "TIME", moment_argument),
    Argument(("--tail",), "Begin with the last N lines of each stream.", "N", whole),
    Argument(("-t", "--timestamps"), "Put the time before each line."),
    Argument(
        ("--stream",), "Show only this stream; both when not given.", "STREAM",
        choices=tuple(STREAMS),
    ),
    Argument(
        ("--cursor",),
        "Go on after this cursor, which `-o json` shows; instead of --since and --tail.",
        "CURSOR",
    ),
    *COMMON,
)  # fmt: skip
ARGUMENTS = (NAME, *OPTIONS)


def run(options: argparse.Namespace) -> int:
    """Show logs: stdout on standard output and stderr on standard error, byte for byte."""
    return show_logs(options, RuntimeServiceStub)


def show_logs(
    options: argparse.Namespace,
    service: "type[RuntimeServiceStub | ContainerServiceStub | VmServiceStub]",
) -> int:
    """Show what a service of the API says that a workload wrote; returns 0."""
    asyncio.run(_show(options, service))
    return 0


async def _show(
    options: argparse.Namespace,
    service: "type[RuntimeServiceStub | ContainerServiceStub | VmServiceStub]",
) -> None:
    printer = Printer(timestamps=options.timestamps)
    async with connect(options) as channel:
        stub = service(channel)
        async with aclosing(batches(stub, _request(options), known=False)) as answers:
            async for batch in answers:
                if batch.lost_bytes:
                    warn(f"{batch.lost_bytes} bytes before these lines were removed by retention")
                if options.output in {"json", "yaml"}:
                    _print_documents(batch, options.output)
                else:
                    printer.print(batch)


def _request(options: argparse.Namespace) -> LogsRequest:
    request = LogsRequest(
        name=options.name,
        stream=STREAMS.get(options.stream, runtime_pb2.LOG_STREAM_UNSPECIFIED),
        follow=options.follow,
        cursor=options.cursor or "",
    )
    if options.since is not None:
        request.since.FromNanoseconds(options.since)
    if options.until is not None:
        request.until.FromNanoseconds(options.until)
    if options.tail is not None:
        request.tail = options.tail
    return request


class Printer:
    """Writes lines to the two standard streams, flushing whenever it changes to the other."""

    def __init__(self, *, timestamps: bool) -> None:
        """Begin with both streams at the start of a line."""
        self._timestamps = timestamps
        self._middle = {1: False, 2: False}

    def print(self, batch: LogsResponse) -> None:
        """Write the lines of one answer."""
        last = None
        for line in batch.lines:
            file = sys.stderr if line.stream == runtime_pb2.LOG_STREAM_STDERR else sys.stdout
            if last is not None and file is not last:
                last.buffer.flush()
            file.buffer.write(self._bytes(line))
            last = file
        if last is not None:
            last.buffer.flush()

    def _bytes(self, line: LogLine) -> bytes:
        begins = not self._middle.get(line.stream, False)
        self._middle[line.stream] = line.partial
        end = b"" if line.partial else b"\n"
        if self._timestamps and begins:
            return moment(line.time).encode() + b" " + line.line + end
        return line.line + end


def _print_documents(batch: LogsResponse, form: str) -> None:
    """Print one document a line of log; the last of a batch carries the cursor."""
    for number, line in enumerate(batch.lines, start=1):
        document = plain(line) | {"cursor": batch.cursor if number == len(batch.lines) else None}
        if form == "json":
            print(escaped_document(json.dumps(document, ensure_ascii=False)))
        else:
            from aurae.cli import yaml

            print(yaml.emit([document]), end="")
    sys.stdout.flush()
