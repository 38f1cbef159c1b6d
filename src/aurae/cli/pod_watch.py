"""`aer pod watch`: shows what happens to pods."""

import argparse
import asyncio
import sys
from contextlib import suppress

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.document import enum_name, moment, plain
from aurae.cli.output import event_text
from aurae.cli.pod_calls import POD
from aurae.cli.pods import state
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.client.calls import stream
from aurae.proto.pods_grpc import PodServiceStub
from aurae.proto.pods_pb2 import WatchPodsRequest, WatchPodsResponse

ARGUMENTS = (
    POD._replace(help="Only this pod; all when not given.", many="?"),
    Argument(("--timeout",), "Watch for so long; for ever when not given.", "DURATION", seconds),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Print a line for each pod there is, `synced`, and then one for each change.

    With `-o json` each line is a document.
    """
    with suppress(TimeoutError):
        asyncio.run(_watch(options))
        print("aer: cannot watch any longer: the daemon ended the answer", file=sys.stderr)
        return 1
    return 0


async def _watch(options: argparse.Namespace) -> None:
    request = WatchPodsRequest(name=options.name or "")
    async with asyncio.timeout(options.timeout), connect(options) as channel:
        async for event in stream(PodServiceStub(channel).Watch, request):
            _print(event, options.output)


def _print(event: WatchPodsResponse, form: str | None) -> None:
    def line() -> str:
        word = enum_name(WatchPodsResponse.Event.DESCRIPTOR, event.event)
        pod = event.pod
        stands = f"{state(pod)}{': ' * bool(pod.reason)}{pod.reason}" if pod.state else ""
        text = f"{moment(event.time)}  {word:<8} {printable(pod.name)}  {printable(stands)}"
        return text.rstrip()

    print(event_text(form, lambda: plain(event), line), end="")
    sys.stdout.flush()
