"""`aer blame`: lists how long services took to start."""

import argparse
import asyncio
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.output import show
from aurae.cli.services import CELL, services_of
from aurae.cli.start_times import Start, shown, starts_of
from aurae.cli.table import table

if TYPE_CHECKING:
    from aurae.cli.document import Plain

ARGUMENTS = (CELL, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """List the services that came up in this boot, the slowest first.

    The time is that of the last start: from its first command until others may rely on it.
    """
    starts = starts_of(asyncio.run(services_of(options)))
    found = sorted(
        (start for start in starts if start.ready is not None), key=lambda start: -start.took
    )
    rows = [(shown(start.took), start.name) for start in found]
    show(
        options,
        lambda: [document(start) for start in found],
        lambda: table(("TOOK", "NAME"), rows),
    )
    return 0


def document(start: Start) -> "dict[str, Plain]":
    """Return a start as JSON has it: times in seconds since the boot."""
    ready = None if start.ready is None else round(start.ready, 6)
    return {
        "name": start.name,
        "began": round(start.began, 6),
        "ready": ready,
        "took": round(start.took, 6),
    }
