"""`aer network repair`: has links, addresses and rules looked at, and put right."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.network_calls import ask
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.networks_pb2 import ReconcileNetworksRequest

ARGUMENTS = (LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Put right what is not as it has to be, and tell what was."""
    request = ReconcileNetworksRequest()
    found = ask(options, lambda stub: call(stub.Reconcile, request, limit(options)))
    show(
        options,
        lambda: plain(found),
        lambda: "".join(f"{printable(line)}\n" for line in found.repaired),
    )
    return 0
