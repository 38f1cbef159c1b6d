"""`aer is-failed`: asks whether services have failed."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.is_active import QUIET
from aurae.cli.phases import has_failed
from aurae.cli.probing import NO_SUCH, probe
from aurae.cli.workloads import NAMES

ARGUMENTS = (NAMES, QUIET, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Print the states; exits with 0 when one of the workloads has failed, else 1, 4 if none is known."""
    found = probe(options)
    if any(has_failed(workload) for workload in found):
        return 0
    return 1 if found else NO_SUCH
