"""`aer vm watch`: shows what happens to machines."""

import argparse
import asyncio
import sys
from contextlib import suppress

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.containers import state
from aurae.cli.document import enum_name, moment, plain
from aurae.cli.output import event_text
from aurae.cli.session import connect
from aurae.cli.table import printable
from aurae.cli.vm_calls import VM
from aurae.client.calls import stream
from aurae.proto.vms_grpc import VmServiceStub
from aurae.proto.vms_pb2 import VmServiceWatchRequest, VmServiceWatchResponse

ARGUMENTS = (
    VM._replace(help="Only this machine; all when not given.", many="?"),
    Argument(("--timeout",), "Watch for so long; for ever when not given.", "DURATION", seconds),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Print a line for each machine there is, `synced`, and then one for each change.

    With `-o json` each line is a document.
    """
    with suppress(TimeoutError):
        asyncio.run(_watch(options))
        print("aer: cannot watch any longer: the daemon ended the answer", file=sys.stderr)
        return 1
    return 0


async def _watch(options: argparse.Namespace) -> None:
    request = VmServiceWatchRequest(vm_id=options.name or "")
    async with asyncio.timeout(options.timeout), connect(options) as channel:
        async for event in stream(VmServiceStub(channel).Watch, request):
            _print(event, options.output)


def _print(event: VmServiceWatchResponse, form: str | None) -> None:
    def line() -> str:
        word = enum_name(VmServiceWatchResponse.Event.DESCRIPTOR, event.event)
        machine = event.machine
        stands = state(machine) if machine.state else ""
        text = f"{moment(event.time)}  {word:<8} {printable(machine.id)}  {printable(stands)}"
        return text.rstrip()

    print(event_text(form, lambda: plain(event), line), end="")
    sys.stdout.flush()
