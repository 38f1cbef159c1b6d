"""`aer network disconnect`: takes a container off a network."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.container_calls import CONTAINER
from aurae.cli.document import plain
from aurae.cli.network_calls import NETWORK, ask
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.proto.networks_pb2 import DisconnectNetworkRequest

ARGUMENTS = (NETWORK, CONTAINER, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Take a container off a network."""
    request = DisconnectNetworkRequest(name=options.name, network=options.network)
    found = ask(options, lambda stub: call(stub.Disconnect, request, limit(options)))
    show(options, lambda: plain(found), str)
    return 0
