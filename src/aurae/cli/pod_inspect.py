"""`aer pod inspect`: shows all about a pod."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.pod_calls import POD, ask
from aurae.cli.pods import details
from aurae.cli.session import limit
from aurae.cli.table import listing
from aurae.client.calls import call
from aurae.proto.pods_pb2 import GetPodRequest

ARGUMENTS = (POD, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show a pod, its containers and what was asked of it; documents have the whole of it."""
    request = GetPodRequest(name=options.name)
    found = ask(options, lambda stub: call(stub.Get, request, limit(options)))
    show(options, lambda: plain(found), lambda: listing(details(found.pod, found.spec)))
    return 0
