"""`aer container start`: starts containers that are down."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.container_calls import CONTAINERS, for_each, show_each
from aurae.client.calls import call
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import ContainerState, StartContainerRequest

ARGUMENTS = (CONTAINERS, Argument(("--no-block",), "Do not wait until they are up."), *COMMON)


def run(options: argparse.Namespace) -> int:
    """Start containers, all at once, and wait until they are up."""

    async def start(stub: ContainerServiceStub, name: str) -> ContainerState:
        request = StartContainerRequest(name=name, no_block=options.no_block)
        return (await call(stub.Start, request, None)).container

    found, done = for_each(options, "starting", start)
    show_each(options, found)
    return 0 if done else 1
