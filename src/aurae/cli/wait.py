"""`aer wait`: waits until workloads end."""

import argparse
import asyncio
import sys
import time

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.progress import waiting
from aurae.cli.session import connect
from aurae.cli.workloads import NAMES, exit_code, has_ended, status
from aurae.client.calls import call, patiently
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import WaitRequest, Workload

ROUND = 60
"""Seconds that one call waits; a longer wait is several calls."""

ARGUMENTS = (
    NAMES,
    Argument(
        ("--timeout",), "Wait at most this long; for ever when not given.", "DURATION", seconds
    ),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Wait for workloads; exits with 0 when all ended with exit code 0, else with 1."""
    outcomes = asyncio.run(_wait_all(options))
    ended = [outcome for outcome in outcomes if isinstance(outcome, Workload)]
    show(
        options,
        lambda: [plain(workload) for workload in ended],
        lambda: "".join(f"{workload.name}: {status(workload)}\n" for workload in ended),
    )
    for outcome in outcomes:
        if isinstance(outcome, ClientError):
            print(f"aer: {outcome}", file=sys.stderr)
    succeeded = [workload for workload in ended if exit_code(workload) == 0]
    return 0 if len(succeeded) == len(outcomes) else 1


async def _wait_all(options: argparse.Namespace) -> list[Workload | ClientError]:
    end = None if options.timeout is None else time.monotonic() + options.timeout
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        async with waiting(f"waiting for {', '.join(options.name)}"):
            return await asyncio.gather(
                *(_wait(stub, name, end) for name in dict.fromkeys(options.name))
            )


async def _wait(stub: RuntimeServiceStub, name: str, end: float | None) -> Workload | ClientError:
    try:
        return await until_end(stub, name, end)
    except ClientError as error:
        return error


async def until_end(stub: RuntimeServiceStub, name: str, end: float | None) -> Workload:
    """Wait until the workload has ended; an orphan is lost then.

    `end` is a time of time.monotonic; ClientError when it passes first, or when the call fails.
    """
    while True:
        left = ROUND if end is None else max(0.0, min(ROUND, end - time.monotonic()))
        request = WaitRequest(name=name, output_limit=1)
        request.timeout.FromMilliseconds(int(left * 1000))
        reply = await patiently(lambda: call(stub.Wait, request, left + 30))  # noqa: B023 -- awaited here
        workload = reply.workload
        if has_ended(workload):
            return workload
        if end is not None and time.monotonic() >= end:
            raise ClientError(f"cannot wait for {name} any longer: it is {status(workload)}")
