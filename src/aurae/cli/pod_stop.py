"""`aer pod stop`: stops pods."""

import argparse
from datetime import timedelta

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.pod_calls import PODS, for_each, show_each
from aurae.client.calls import call, patiently
from aurae.proto.pods_grpc import PodServiceStub
from aurae.proto.pods_pb2 import PodState, StopPodRequest

ARGUMENTS = (
    PODS,
    Argument(
        ("-t", "--timeout"),
        "Time between the stop signal and the kill; each container's own when not given.",
        "DURATION",
        seconds,
    ),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Stop pods, all at once; one that is down already is no error."""

    async def stop(stub: PodServiceStub, name: str) -> PodState:
        request = StopPodRequest(name=name)
        if options.timeout is not None:
            request.timeout.FromTimedelta(timedelta(seconds=options.timeout))
        return (await patiently(lambda: call(stub.Stop, request, None))).pod

    found, done = for_each(options, "stopping", stop)
    show_each(options, found)
    return 0 if done else 1
