"""`aer container stop`: stops containers."""

import argparse
from datetime import timedelta

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.container_calls import CONTAINERS, for_each, show_each
from aurae.client.calls import call, patiently
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import ContainerState, StopContainerRequest

ARGUMENTS = (
    CONTAINERS,
    Argument(
        ("-t", "--timeout"),
        "Time between the stop signal and the kill; the container's own when not given.",
        "DURATION",
        seconds,
    ),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Stop containers, all at once; one that is down already is no error."""

    async def stop(stub: ContainerServiceStub, name: str) -> ContainerState:
        request = StopContainerRequest(name=name)
        if options.timeout is not None:
            request.timeout.FromTimedelta(timedelta(seconds=options.timeout))
        return (await patiently(lambda: call(stub.Stop, request, None))).container

    found, done = for_each(options, "stopping", stop)
    show_each(options, found)
    return 0 if done else 1
