"""`aer enable`: has services start when the machine starts."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.enabling import set_enabled
from aurae.cli.workloads import SERVICES

ARGUMENTS = (SERVICES, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Enable services; what runs goes on."""
    return set_enabled(options, value=True)
