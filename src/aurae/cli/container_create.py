"""`aer container create`: makes a container without starting it."""

import argparse

from aurae.cli import container_options
from aurae.cli.arguments import COMMON, Argument
from aurae.cli.container_calls import PLATFORM, PULL, ask, with_image
from aurae.cli.containers import full_name
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import ANSWER
from aurae.client.calls import call
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import ContainerState, CreateContainerRequest

QUIET = Argument(("-q", "--quiet"), "Do not show how far a pull is.")
ARGUMENTS = (PULL, PLATFORM, QUIET, *COMMON, *container_options.ARGUMENTS)


def run(options: argparse.Namespace) -> int:
    """Make a container and print its name; its image is pulled when it is not here."""
    made = ask(options, lambda stub: create(stub, options))
    show(options, lambda: plain(made), lambda: f"{full_name(made)}\n")
    return 0


async def create(stub: ContainerServiceStub, options: argparse.Namespace) -> ContainerState:
    """Make the container that the options describe. Raises ClientError."""
    request = CreateContainerRequest()
    container_options.fill(request.workload, options)
    reply = await with_image(options, options.image, lambda: call(stub.Create, request, ANSWER))
    return reply.container
