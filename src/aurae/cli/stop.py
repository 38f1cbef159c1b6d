"""`aer stop`: stops workloads."""

import argparse
from datetime import timedelta

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.asking import ask_for_each
from aurae.cli.workloads import NAMES
from aurae.client.calls import call, patiently
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
    _, all_stopped = ask_for_each(
        options, "stopping", lambda stub, name: stop(stub, name, options.timeout)
    )
    return 0 if all_stopped else 1


async def stop(stub: RuntimeServiceStub, name: str, grace: float | None) -> Workload:
    """Stop one workload and return it; raises ClientError.

    The daemon bounds the wait by the grace, so there is no limit here; and stopping may be asked
    for again when the daemon's server restarts meanwhile.
    """
    request = StopRequest(name=name)
    if grace is not None:
        request.timeout.FromTimedelta(timedelta(seconds=grace))
    return (await patiently(lambda: call(stub.Stop, request, None))).workload
