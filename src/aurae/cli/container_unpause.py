"""`aer container unpause`: lets paused containers go on."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.container_calls import CONTAINERS, for_each, show_each
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import ContainerState, ResumeContainerRequest

ARGUMENTS = (CONTAINERS, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Let paused containers go on, all at once."""

    async def ask(stub: ContainerServiceStub, name: str) -> ContainerState:
        request = ResumeContainerRequest(name=name)
        return (await call(stub.Resume, request, limit(options))).container

    found, done = for_each(options, "resuming", ask)
    show_each(options, found)
    return 0 if done else 1
