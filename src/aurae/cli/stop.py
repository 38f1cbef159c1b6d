"""`aer stop`: stops workloads."""

import argparse
import asyncio
import sys
from datetime import timedelta

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.progress import waiting
from aurae.cli.session import connect
from aurae.cli.workloads import NAMES, status
from aurae.client.calls import call, patiently
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import StopRequest, Workload

ARGUMENTS = (
    NAMES,
    Argument(
        ("--timeout",),
        "Time between the stop signal and the kill; the workload's own when not given.",
        "DURATION",
        seconds,
    ),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Stop workloads, all at once; one that has ended already is no error."""
    outcomes = asyncio.run(_stop_all(options))
    stopped = [outcome for outcome in outcomes if isinstance(outcome, Workload)]
    show(
        options,
        lambda: [plain(workload) for workload in stopped],
        lambda: "".join(f"{workload.name}: {status(workload)}\n" for workload in stopped),
    )
    for outcome in outcomes:
        if isinstance(outcome, ClientError):
            print(f"aer: {outcome}", file=sys.stderr)
    return 0 if len(stopped) == len(outcomes) else 1


async def _stop_all(options: argparse.Namespace) -> list[Workload | ClientError]:
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        async with waiting(f"stopping {', '.join(options.name)}"):
            return await asyncio.gather(
                *(stop(stub, name, options.timeout) for name in dict.fromkeys(options.name))
            )


async def stop(stub: RuntimeServiceStub, name: str, grace: float | None) -> Workload | ClientError:
    """Stop one workload and return it, or why that failed.

    The daemon bounds the wait by the grace, so there is no limit here; and stopping may be asked
    for again when the daemon's server restarts meanwhile.
    """
    request = StopRequest(name=name)
    if grace is not None:
        request.timeout.FromTimedelta(timedelta(seconds=grace))
    try:
        return (await patiently(lambda: call(stub.Stop, request, None))).workload
    except ClientError as error:
        return error
