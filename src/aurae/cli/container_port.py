"""`aer container port`: lists the published ports of a container."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.container_calls import CONTAINER
from aurae.cli.document import plain
from aurae.cli.network_calls import ports_of
from aurae.cli.networks import host_side, inner_side
from aurae.cli.output import show

ARGUMENTS = (CONTAINER, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Print a line for each port: which it is inside, and by which of the host it is reached."""
    found = ports_of(options, options.name)
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: "".join(f"{inner_side(one.port)} -> {host_side(one.port)}\n" for one in found),
    )
    return 0
