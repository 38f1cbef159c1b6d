"""`aer container pause`: stops all processes of containers for a while."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.container_calls import CONTAINERS, for_each, show_each
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import ContainerState, PauseContainerRequest

ARGUMENTS = (CONTAINERS, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Stop all processes of containers for a while, all at once; they stand still when this returns."""

    async def ask(stub: ContainerServiceStub, name: str) -> ContainerState:
        request = PauseContainerRequest(name=name)
        return (await call(stub.Pause, request, limit(options))).container

    found, done = for_each(options, "pausing", ask)
    show_each(options, found)
    return 0 if done else 1
