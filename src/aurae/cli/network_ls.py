"""`aer network ls`: lists networks."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_ls import label
from aurae.cli.document import plain
from aurae.cli.network_calls import networks_of
from aurae.cli.networks import HEADING, row
from aurae.cli.output import show
from aurae.cli.table import printable, table

LABEL = Argument(
    ("-l", "--label"), "Only those with this label. Repeatable.", "KEY[=VALUE]", label, "append"
)
ARGUMENTS = (
    LABEL,
    Argument(("-q", "--quiet"), "Print names only."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """List networks by name."""
    found = networks_of(options)
    if options.quiet:
        names = [one.spec.name for one in found]
        show(options, lambda: [*names], lambda: "".join(f"{printable(name)}\n" for name in names))
        return 0
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: table(HEADING, [row(one) for one in found]),
    )
    return 0
