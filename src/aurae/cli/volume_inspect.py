"""`aer volume inspect`: shows all about a volume."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import listing
from aurae.cli.volume_calls import VOLUME, ask
from aurae.cli.volumes import details
from aurae.client.calls import call
from aurae.proto.volumes_pb2 import GetVolumeRequest

ARGUMENTS = (VOLUME, Argument(("-s", "--usage"), "Measure it too."), LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show a volume and who uses it."""
    request = GetVolumeRequest(name=options.name, usage=options.usage)
    found = ask(options, lambda stub: call(stub.Get, request, limit(options)))
    show(options, lambda: plain(found), lambda: listing(details(found)))
    return 0
