"""`aer container exec`: runs a command in a container, and ends as it ends."""

import argparse

from aurae.cli import exec as execution
from aurae.cli.arguments import Argument
from aurae.cli.container_calls import CONTAINER
from aurae.proto.containers_grpc import ContainerServiceStub

USER = Argument(
    ("-u", "--user"), "Run as this user of the image, or number; as its process when not given.", "USER"
)  # fmt: skip
WORKDIR = Argument(("-w", "--workdir", "--cwd"), "Working directory inside.", "DIR")
ARGUMENTS = tuple(
    {"name": CONTAINER, "--user": USER, "--cwd": WORKDIR}.get(item.names[-1], item)
    for item in execution.ARGUMENTS
)


def run(options: argparse.Namespace) -> int:
    """Run a command; exits with its code, 128+n after signal n, or 125 to 127 when it cannot run."""
    options.cwd = options.workdir
    return execution.execute(options, "container exec", ContainerServiceStub)
