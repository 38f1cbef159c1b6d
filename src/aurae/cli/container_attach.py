"""`aer container attach`: shows what a running container writes, and types into it."""

import argparse

from aurae.cli import attach
from aurae.cli.container_calls import CONTAINER
from aurae.proto.containers_grpc import ContainerServiceStub

ARGUMENTS = (CONTAINER, *attach.OPTIONS)


def run(options: argparse.Namespace) -> int:
    """Attach until the container ends, and exit as it does; 0 after the keys that detach."""
    return attach.attach(options, ContainerServiceStub)
