"""`aer is-active`: asks whether services are up."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.phases import is_up
from aurae.cli.probing import NO_SUCH, probe
from aurae.cli.workloads import NAMES

NOT_ACTIVE = 3
QUIET = Argument(("-q", "--quiet"), "Print nothing.")

ARGUMENTS = (NAMES, QUIET, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Print the states; exits with 0 when one of the workloads is up, else 3, 4 if none is known."""
    found = probe(options)
    if any(is_up(workload) for workload in found):
        return 0
    return NOT_ACTIVE if found else NO_SUCH
