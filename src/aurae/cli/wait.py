"""`aer wait`: waits until workloads end."""

import argparse
import time

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.asking import ask_for_each
from aurae.cli.workloads import NAMES, exit_code, has_ended, status
from aurae.client.calls import call, patiently
from aurae.client.errors import ClientError
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import WaitRequest, Workload
from aurae.proto.vms_grpc import VmServiceStub

ROUND = 60
"""Seconds that one call waits; a longer wait is several calls."""

LONGEST_WAIT = Argument(
    ("--timeout",), "Wait at most this long; for ever when not given.", "DURATION", seconds
)
ARGUMENTS = (NAMES, LONGEST_WAIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Wait for workloads; exits with 0 when all ended with exit code 0, else with 1."""
    end = None if options.timeout is None else time.monotonic() + options.timeout
    ended, all_ended = ask_for_each(
        options, "waiting for", lambda stub, name: until_end(stub, name, end)
    )
    succeeded = all_ended and all(exit_code(workload) == 0 for workload in ended)
    return 0 if succeeded else 1


async def until_end(
    stub: RuntimeServiceStub | ContainerServiceStub | VmServiceStub, name: str, end: float | None
) -> Workload:
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
