"""`aer port ls`: lists published ports."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.network_calls import ports_of
from aurae.cli.networks import PORT_HEADING, port_rows
from aurae.cli.output import show
from aurae.cli.table import table

ARGUMENTS = (
    Argument(("name",), "Only those of this container.", "CONTAINER", many="?"),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """List published ports, those of the lowest number first."""
    found = ports_of(options, options.name or "")
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: table(PORT_HEADING, [*port_rows(found)]),
    )
    return 0
