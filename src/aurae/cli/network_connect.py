"""`aer network connect`: connects a container to one more network."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign
from aurae.cli.container_calls import CONTAINER
from aurae.cli.document import plain
from aurae.cli.network_calls import ask
from aurae.cli.network_words import attachment
from aurae.cli.networks import endpoint
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.networks_pb2 import ConnectNetworkRequest

ARGUMENTS = (
    Argument(
        ("network",), "The network, with addresses and the like as in NET:ip=10.1.0.9,alias=db.",
        "NETWORK[:KEY=VALUE,...]", attachment,
    ),
    CONTAINER,
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Connect a container, and show its addresses if it runs."""
    request = ConnectNetworkRequest(name=options.name)
    assign(request, "attachment", options.network)
    found = ask(options, lambda stub: call(stub.Connect, request, limit(options)))
    line = endpoint(found.endpoint) if found.HasField("endpoint") else options.name
    show(options, lambda: plain(found), lambda: f"{printable(line)}\n")
    return 0
