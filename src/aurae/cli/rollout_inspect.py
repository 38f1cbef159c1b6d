"""`aer rollout inspect`: shows all about a rollout."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.rollout_calls import ROLLOUT, ask
from aurae.cli.rollouts import details
from aurae.cli.session import limit
from aurae.cli.table import listing
from aurae.client.calls import call
from aurae.proto.rollouts_pb2 import GetRolloutRequest

ARGUMENTS = (ROLLOUT, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show a rollout, its pods and what was asked of it; documents have the whole of it."""
    request = GetRolloutRequest(name=options.name)
    found = ask(options, lambda stub: call(stub.Get, request, limit(options)))
    show(options, lambda: plain(found), lambda: listing(details(found.rollout, found.spec)))
    return 0
