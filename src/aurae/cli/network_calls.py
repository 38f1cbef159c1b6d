"""What the commands of networks and ports share."""

import argparse
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aurae.cli import session
from aurae.cli.arguments import Argument
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.proto.networks_grpc import NetworkServiceStub
from aurae.proto.networks_pb2 import ListNetworksRequest, ListPortsRequest, Network, Port

T = TypeVar("T")

NETWORK = Argument(("network",), "Name of the network.", "NETWORK")


def ask(options: argparse.Namespace, question: Callable[[NetworkServiceStub], Awaitable[T]]) -> T:
    """Ask NetworkService something. Raises ClientError."""
    return session.ask(options, NetworkServiceStub, question)


def networks_of(options: argparse.Namespace) -> list[Network]:
    """Ask for all networks that have the labels that are asked for."""

    async def question(stub: NetworkServiceStub) -> list[Network]:
        request = ListNetworksRequest(labels=dict(options.label))
        return list((await call(stub.List, request, limit(options))).networks)

    return ask(options, question)


def ports_of(options: argparse.Namespace, name: str) -> list[Port]:
    """Ask for the published ports of a container, or of all."""

    async def question(stub: NetworkServiceStub) -> list[Port]:
        request = ListPortsRequest(name=name)
        return list((await call(stub.ListPorts, request, limit(options))).ports)

    return ask(options, question)
