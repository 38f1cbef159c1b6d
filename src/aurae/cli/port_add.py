"""`aer port add`: publishes a port of a container."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign
from aurae.cli.container_calls import CONTAINER
from aurae.cli.document import plain
from aurae.cli.network_calls import ask
from aurae.cli.network_words import port
from aurae.cli.networks import host_side
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.proto.networks_pb2 import PublishPortRequest

PORT = Argument(
    ("port",), "Such as 80, 8080:80, 127.0.0.1:53:53/udp, [::1]::80.",
    "[[ADDRESS:][HOST-PORT]:]PORT[/udp]", port,
)  # fmt: skip
ARGUMENTS = (CONTAINER, PORT, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Publish a port, and print by which of the host it is reached."""
    request = PublishPortRequest(name=options.name)
    assign(request, "port", options.port)
    found = ask(options, lambda stub: call(stub.Publish, request, limit(options))).port
    show(options, lambda: plain(found), lambda: f"{host_side(found)}\n")
    return 0
