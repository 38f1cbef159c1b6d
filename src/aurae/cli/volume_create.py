"""`aer volume create`: makes a volume."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.volume_calls import SPEC, ask, show_one, spec_of
from aurae.client.calls import call
from aurae.proto.volumes_pb2 import CreateVolumeRequest

ARGUMENTS = (Argument(("name",), "Name of the volume, such as data."), *SPEC, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Make an empty volume and print its name."""
    request = CreateVolumeRequest(spec=spec_of(options, options.name))
    made = ask(options, lambda stub: call(stub.Create, request, None))
    show_one(options, made.volume)
    return 0
