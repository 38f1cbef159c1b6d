"""`aer watch`: shows what happens to services."""

import argparse
import asyncio
import sys
import time
from contextlib import suppress

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.document import plain
from aurae.cli.output import event_text
from aurae.cli.phases import standing, why
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.cli.workloads import full_name
from aurae.client.calls import Patience, stream
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import WatchRequest, WatchResponse

ARGUMENTS = (
    Argument(("name",), "Only this workload; all services when not given.", "SERVICE", many="?"),
    Argument(("--timeout",), "Watch for so long; for ever when not given.", "DURATION", seconds),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Print a line for each state there is, and one for each change; with `-o json` a document each."""
    with suppress(TimeoutError):
        asyncio.run(_watch(options))
    return 0


async def _watch(options: argparse.Namespace) -> None:
    request = WatchRequest(name=options.name or "")
    patience = Patience()
    known = False
    async with asyncio.timeout(options.timeout), connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        while True:
            try:
                async for change in stream(stub.Watch, request):
                    known = True
                    patience.success()
                    _print(change, options.output)
                    if change.removed and request.name:
                        return
            except ClientError as error:
                if not known:
                    raise
                await patience.bear(error)
            # The daemon ended the answer: it goes down, or comes again.
            await asyncio.sleep(0.2)


def _print(change: WatchResponse, form: str | None) -> None:
    def line() -> str:
        workload = change.workload
        word = "removed" if change.removed else standing(workload)
        text = f"{full_name(workload)}: {word}"
        reason = "" if change.removed else why(workload)
        text = f"{text}: {reason}" if reason else text
        return f"{time.strftime('%H:%M:%S')}  {printable(text)}"

    print(event_text(form, lambda: plain(change), line), end="")
    sys.stdout.flush()
