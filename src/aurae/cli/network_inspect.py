"""`aer network inspect`: shows all about a network."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.network_calls import NETWORK, ask
from aurae.cli.networks import details
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import listing
from aurae.client.calls import call
from aurae.proto.networks_pb2 import GetNetworkRequest

ARGUMENTS = (NETWORK, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show a network and who is on it."""
    request = GetNetworkRequest(name=options.network)
    found = ask(options, lambda stub: call(stub.Get, request, limit(options)))
    show(options, lambda: plain(found), lambda: listing(details(found)))
    return 0
