"""`aer network prune`: deletes your networks that nobody is on."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.network_calls import ask
from aurae.cli.network_ls import LABEL
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.networks_pb2 import PruneNetworksRequest

ARGUMENTS = (LABEL, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Delete networks, and tell which."""
    request = PruneNetworksRequest(labels=dict(options.label))
    found = ask(options, lambda stub: call(stub.Prune, request, limit(options)))
    show(
        options,
        lambda: plain(found),
        lambda: "".join(f"{printable(name)}\n" for name in found.names),
    )
    return 0
