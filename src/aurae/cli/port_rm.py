"""`aer port rm`: ends the publication of a port."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.assigning import assign
from aurae.cli.container_calls import CONTAINER
from aurae.cli.document import plain
from aurae.cli.network_calls import ask
from aurae.cli.networks import host_side
from aurae.cli.output import show
from aurae.cli.port_add import PORT
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.proto.networks_pb2 import UnpublishPortRequest

ARGUMENTS = (CONTAINER, PORT, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """End the publication of a port, and print by which of the host it was reached."""
    request = UnpublishPortRequest(name=options.name)
    assign(request, "port", options.port)
    found = ask(options, lambda stub: call(stub.Unpublish, request, limit(options)))
    show(
        options,
        lambda: plain(found),
        lambda: "".join(f"{host_side(port)}\n" for port in found.ports),
    )
    return 0
