"""`aer dependencies`: shows what a service needs, or what needs it."""

import argparse
import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.output import show
from aurae.cli.phases import standing
from aurae.cli.process_tree import BRANCH, LAST, NOTHING, TRUNK
from aurae.cli.ps import list_workloads
from aurae.cli.session import connect, limit
from aurae.cli.table import STATUS_COLOURS, coloured, printable
from aurae.cli.workloads import SERVICE, full_name
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ListRequest, StatusRequest, StatusResponse, Workload

if TYPE_CHECKING:
    from aurae.cli.document import Plain

KINDS = (
    "requires", "wants", "binds_to", "requisite", "part_of", "after", "before", "conflicts",
    "upholds", "on_failure", "on_success",
)  # fmt: skip
AT_ONCE = 16

ARGUMENTS = (
    SERVICE,
    Argument(("-r", "--reverse"), "Show what names this service instead."),
    LIMIT,
    *COMMON,
)


class Graph(NamedTuple):
    """Services by name: how each is, and whom it names by which words; and all that List says."""

    standings: dict[str, str]
    edges: dict[str, dict[str, list[str]]]
    services: list[Workload]


def run(options: argparse.Namespace) -> int:
    """Show the tree of services; one that is there twice is shown in full once."""
    graph = asyncio.run(ask_graph(options))
    top = options.name.strip("/")
    if top not in graph.standings:
        raise ClientError(f"cannot show the dependencies of {top}: no such service")
    edges = reversed_edges(graph.edges) if options.reverse else graph.edges
    show(
        options,
        lambda: _document(top, graph.standings, edges, frozenset()),
        lambda: "".join(_lines(top, graph.standings, edges)),
    )
    return 0


async def ask_graph(options: argparse.Namespace) -> Graph:
    """Ask for all services, and for what each of them names."""
    turns = asyncio.Semaphore(AT_ONCE)
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        services = await list_workloads(stub, ListRequest(services=True), limit(options))

        async def status(name: str) -> StatusResponse | None:
            async with turns:
                return await _status(stub, name, limit(options))

        names = [full_name(service) for service in services]
        found = await asyncio.gather(*(status(name) for name in names))
    standings = {full_name(service): standing(service) for service in services}
    edges = {name: edges_of(reply) for name, reply in zip(names, found, strict=True) if reply}
    return Graph(standings, edges, services)


async def _status(stub: RuntimeServiceStub, name: str, limit: float) -> StatusResponse | None:
    """Return all about a service, None when it has been removed meanwhile."""
    from aurae.client.errors import CallError

    try:
        return await call(stub.Status, StatusRequest(name=name, lines=0), limit)
    except CallError as error:
        if error.status == "NOT_FOUND":
            return None
        raise


def edges_of(reply: StatusResponse) -> dict[str, list[str]]:
    """Return whom a service names, with the words."""
    cell = reply.workload.cell.strip("/")
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        for name in getattr(reply.spec.service, kind):
            # A name without a cell is one of the same cell.
            there = name.strip("/") if "/" in name or not cell else f"{cell}/{name}"
            found.setdefault(there, []).append(kind.replace("_", " "))
    return found


def reversed_edges(edges: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
    """Turn the edges around."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, named in edges.items():
        for other, kinds in named.items():
            found.setdefault(other, {})[name] = kinds
    return found


def _lines(
    top: str, standings: dict[str, str], edges: dict[str, dict[str, list[str]]]
) -> Iterator[str]:
    yield _line("", top, standings.get(top, "unknown"), [])
    shown = {top}
    below = list(edges.get(top, {}).items())
    waiting = _entries(below, "")
    while waiting:
        name, kinds, lead, is_last = waiting.pop()
        again = name in shown and name in edges
        word = standings.get(name, "unknown")
        yield _line(lead + (LAST if is_last else BRANCH), name, word, kinds)
        if not again:
            shown.add(name)
            inner = lead + (NOTHING if is_last else TRUNK)
            waiting += _entries(list(edges.get(name, {}).items()), inner)


def _entries(
    items: list[tuple[str, list[str]]], lead: str
) -> list[tuple[str, list[str], str, bool]]:
    """Return what is to be shown, the first at the end of the list."""
    last = len(items) - 1
    made = [(name, kinds, lead, number == last) for number, (name, kinds) in enumerate(items)]
    return made[::-1]


def _line(lead: str, name: str, word: str, kinds: list[str]) -> str:
    colour = STATUS_COLOURS.get(word.partition(" ")[0])
    how = f"  ({', '.join(kinds)})" if kinds else ""
    return f"{lead}{printable(name)}: {coloured(word, colour)}{how}\n"


def _document(
    name: str,
    standings: dict[str, str],
    edges: dict[str, dict[str, list[str]]],
    above: frozenset[str],
) -> "dict[str, Plain]":
    here = above | {name}
    return {
        "name": name,
        "standing": standings.get(name, "unknown"),
        "dependencies": [
            {"kinds": ", ".join(kinds), **_document(other, standings, edges, here)}
            for other, kinds in edges.get(name, {}).items()
            if other not in here
        ],
    }
