"""`aer container inspect`: shows all about a container."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.container_calls import CONTAINER, ask
from aurae.cli.containers import details
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import listing
from aurae.client.calls import call
from aurae.proto.containers_pb2 import GetContainerRequest

ARGUMENTS = (CONTAINER, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show a container and what was asked of it; documents have the whole of it."""
    request = GetContainerRequest(name=options.name)
    found = ask(options, lambda stub: call(stub.Get, request, limit(options)))
    show(options, lambda: plain(found), lambda: listing(details(found.container, found.spec)))
    return 0
