"""`aer container logs`: shows what a container wrote."""

import argparse

from aurae.cli import logs
from aurae.cli.container_calls import CONTAINER
from aurae.proto.containers_grpc import ContainerServiceStub

ARGUMENTS = (CONTAINER, *logs.OPTIONS)


def run(options: argparse.Namespace) -> int:
    """Show logs: stdout on standard output and stderr on standard error, byte for byte."""
    return logs.show_logs(options, ContainerServiceStub)
