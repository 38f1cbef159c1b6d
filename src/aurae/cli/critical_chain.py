"""`aer critical-chain`: shows what a service waited for when it started, and what that waited for."""

import argparse
import asyncio
from typing import TYPE_CHECKING

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.blame import document
from aurae.cli.dependencies import Graph, ask_graph
from aurae.cli.output import show
from aurae.cli.process_tree import LAST, NOTHING
from aurae.cli.start_times import Start, shown, starts_of
from aurae.cli.table import coloured, printable
from aurae.client.errors import ClientError

if TYPE_CHECKING:
    from aurae.cli.document import Plain

ARGUMENTS = (
    Argument(
        ("name",),
        "Name of the service; the one that was up last when not given.",
        "SERVICE",
        many="?",
    ),
    LIMIT,
    *COMMON,
)
WAITED_FOR = frozenset({"requires", "binds to", "requisite", "after"})
"""Words by which a service has its start wait for another."""
SLACK = 0.001
"""Seconds by which one may be up after another has begun that waited for it: rounding."""


def run(options: argparse.Namespace) -> int:
    """Show the chain: each waited for the one below it, which of all that it waits for was up last.

    Behind a name: when it was up after the boot, and how long it took.
    """
    graph = asyncio.run(ask_graph(options))
    starts = {start.name: start for start in starts_of(graph.services)}
    name = options.name.strip("/") if options.name else _last(starts)
    if name not in graph.standings:
        raise ClientError(f"cannot show the critical chain of {name}: no such service")
    if name not in starts or starts[name].ready is None:
        raise ClientError(
            f"cannot show the critical chain of {name}: it has not come up since the boot"
        )
    found = chain(name, starts, waits_of(graph))
    show(options, lambda: _documents(found), lambda: _text(found))
    return 0


def waits_of(graph: Graph) -> dict[str, set[str]]:
    """Return for each service whom its start waits for."""
    waits: dict[str, set[str]] = {name: set() for name in graph.standings}
    for name, named in graph.edges.items():
        for other, words in named.items():
            if WAITED_FOR.intersection(words):
                waits[name].add(other)
            if "before" in words and other in waits:
                waits[other].add(name)
    return waits


def chain(name: str, starts: dict[str, Start], waits: dict[str, set[str]]) -> list[Start]:
    """Return a service, and the one that it waited for longest, and so on; none comes twice."""
    found = [starts[name]]
    while True:
        here = found[-1]
        known = [starts[other] for other in waits.get(here.name, ()) if other in starts]
        # One that was started again later has held up nobody.
        in_time = [
            one
            for one in known
            if one not in found and one.ready is not None and one.ready <= here.began + SLACK
        ]
        if not in_time:
            return found
        found.append(max(in_time, key=lambda one: (one.ready or 0.0, one.name)))


def _last(starts: dict[str, Start]) -> str:
    up = [start for start in starts.values() if start.ready is not None]
    if not up:
        raise ClientError("cannot show a critical chain: no service has come up since the boot")
    return max(up, key=lambda start: (start.ready or 0.0, start.name)).name


def _documents(found: list[Start]) -> "list[Plain]":
    return [document(start) for start in found]


def _text(found: list[Start]) -> str:
    lines = []
    for depth, start in enumerate(found):
        lead = NOTHING * (depth - 1) + LAST if depth else ""
        took = coloured(f"+{shown(start.took)}", "red" if start.took >= 1 else None)
        lines.append(f"{lead}{printable(start.name)} @{shown(start.ready or 0.0)} {took}\n")
    return "".join(lines)
