"""`aer sockets`: lists the sockets that the daemon listens on for services."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.output import show
from aurae.cli.phases import phase
from aurae.cli.services import CELL, services_of
from aurae.cli.table import table
from aurae.cli.workloads import full_name

ARGUMENTS = (CELL, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """List sockets by address, each with its service."""
    rows = sorted(
        (address, full_name(service), phase(service.service))
        for service in asyncio.run(services_of(options))
        for address in service.service.listeners
    )
    show(
        options,
        lambda: [
            {"address": address, "service": name, "phase": word} for address, name, word in rows
        ],
        lambda: table(("LISTEN", "SERVICE", "PHASE"), rows, "PHASE"),
    )
    return 0
