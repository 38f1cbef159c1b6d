"""`aer status`: shows all about workloads, or the daemon's processes and problems."""

import argparse
import asyncio
import sys

from aurae.cli.arguments import COMMON, LIMIT, Argument, whole
from aurae.cli.daemon_status import daemon_status
from aurae.cli.document import plain
from aurae.cli.is_active import NOT_ACTIVE
from aurae.cli.output import show
from aurae.cli.phases import is_up
from aurae.cli.probing import NO_SUCH
from aurae.cli.session import connect, limit
from aurae.cli.standing import report
from aurae.client.calls import call
from aurae.client.errors import CallError, ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import StatusRequest, StatusResponse

ARGUMENTS = (
    Argument(("name",), "Names of workloads; the daemon itself when not given.", "NAME", many="*"),
    Argument(
        ("-n", "--lines"), "Show the last N lines of the log; 10 when not given.", "N", whole
    ),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Show workloads; exits with 0 when all are up, 3 when one is not, 4 when one is not known."""
    if not options.name:
        return daemon_status(options)
    found, failures = asyncio.run(_ask(options))
    show(
        options,
        lambda: [plain(status) for status in found],
        lambda: "\n".join(report(status) for status in found),
    )
    for failure in failures:
        print(f"aer: {failure}", file=sys.stderr)
    unknown = [error for error in failures if _is_unknown(error)]
    if len(unknown) < len(failures):
        return 1
    if unknown:
        return NO_SUCH
    return 0 if all(is_up(status.workload) for status in found) else NOT_ACTIVE


async def _ask(options: argparse.Namespace) -> tuple[list[StatusResponse], list[ClientError]]:
    found: list[StatusResponse] = []
    failures: list[ClientError] = []
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        for name in options.name:
            request = StatusRequest(name=name, lines=options.lines)
            try:
                found.append(await call(stub.Status, request, limit(options)))
            except CallError as error:
                failures.append(error)
    return found, failures


def _is_unknown(error: ClientError) -> bool:
    return isinstance(error, CallError) and error.status == "NOT_FOUND"
