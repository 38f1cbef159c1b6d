"""Measures the numbers of SPECIFICATION.md: `python -m bench [--write] [WORD]...`.

Words choose the figures whose promise contains one of them. `--write` puts what was measured into
the table.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench import (
    calls,
    cells,
    commands,
    containers,
    images,
    network_peers,
    networks,
    pods,
    script,
    services,
    traffic,
    vms,
    workloads,
)
from tests.support.daemon import Daemon

SPECIFICATION = Path(__file__).resolve().parent.parent / "SPECIFICATION.md"


class Figure(NamedTuple):
    """Rows of the table, by their first cell, and what measures them."""

    promises: tuple[str, ...]
    measure: Callable[[Daemon], str | tuple[str, ...]]


FIGURES = [
    Figure(("`auraescript examples/hello.aurae` against a running daemon",), script.hello),
    Figure(("`auraescript` of an empty script",), script.empty),
    Figure(("First synchronous call of a script, from the engine's start",), script.first_call),
    Figure(("Synchronous calls a second of a script",), script.rate),
    Figure(("10,000 lines of script transformed, nothing cached",), script.transform),
    Figure(("`auraescript check` of the example, nothing cached",), script.check),
    Figure(("`aer ps`",), commands.ps),
    Figure(("`aer version`",), commands.version),
    Figure(("A unary call, one connection, p50",), calls.latency),
    Figure(("Unary calls a second, 16 in flight, one core",), calls.throughput),
    Figure(("`Start` of `/bin/true`, more than posix_spawn of it",), workloads.latency),
    Figure(("Starts a second, sustained",), workloads.rate),
    Figure(("`auraed` from exec to serving",), commands.start),
    Figure(("Memory of init, RSS",), workloads.init_memory),
    Figure(("Memory of the three processes, PSS",), workloads.daemon_memory),
    Figure(
        (
            "Memory of the three for each running workload, PSS",
            "Descriptors held for each running workload",
        ),
        workloads.sleepers,
    ),
    Figure(
        (
            "Logs: 1 GB of 100-byte lines, none lost",
            "Unary call while logs run at that rate, p99",
        ),
        workloads.logs,
    ),
    Figure(
        (
            "Cell made, `/bin/true` run in it, cell freed; share of `systemd-run --wait`",
            "The same; share of StartTransientUnit over an open connection",
        ),
        cells.one_run,
    ),
    Figure(
        (
            "100 cells made and freed one by one; share of 100 transient slices",
            "The same, 16 in flight on either side",
        ),
        cells.many,
    ),
    Figure(
        (
            "Memory of the three for each of 1,000 cells with a sleeper, PSS",
            "`List` of 1,000 cells",
            "Wake-ups with 1,000 idle cells, in 5 s of init, a second of the server",
            "Memory of the holder of an isolated cell, private",
        ),
        cells.crowd,
    ),
    Figure(
        (
            "Start of a notify service until it is ready; share of StartTransientUnit",
            "Stop of a service; share of StopUnit",
        ),
        services.start_and_stop,
    ),
    Figure(
        ("Restart of a notify service that was killed, until it is ready; share of systemd's",),
        services.restart,
    ),
    Figure(
        ("100 services that require each other ten deep, until all are up; share of systemd's",),
        services.deep,
    ),
    Figure(
        (
            "100 services that crash at once and again for 10 s, default pauses: server's share of a core",
        ),
        services.crash_storm,
    ),
    Figure(("Wake-ups a second with 200 idle services",), services.asleep),
    Figure(
        ("`Start` of `/bin/true` in the sandboxes none, default and strict",), services.sandboxes
    ),
    Figure(
        (
            "Pull of a gzip image of 67 MB, 7 layers, 8,830 files; share of the best of podman and containerd",
            "The same as zstd",
            "Ten gzip images of a tenth of that at once; share of the best",
        ),
        images.pulls,
    ),
    Figure(
        (
            "Pull of an image that shares all but a small layer with one that is here",
            "Mount of an unpacked image of 7 layers",
            "The same of erofs images of its layers",
        ),
        images.shared,
    ),
    Figure(
        (
            "Memory of such a pull beyond an idle daemon, PSS of all processes at its peak",
            "Unary call while such a pull runs, p99",
        ),
        images.meanwhile,
    ),
    Figure(
        (
            "Container of `true`, run to its end on an open connection; share of `ctr run --rm`",
            "The same; share of `crun run` of a bundle that asks for the same",
        ),
        containers.runs,
    ),
    Figure(
        (
            "`true` in a running container; share of `ctr task exec`, less what `ctr` takes by itself",
            "The same; share of `crun exec`",
        ),
        containers.commands,
    ),
    Figure(
        ("More after a minute of 50 containers a second, run and removed",), containers.sustained
    ),
    Figure(
        (
            "Container of `true` on a network of ours, run to its end; more than with an empty network of its own",
        ),
        networks.cost,
    ),
    Figure(
        ("An endpoint reserved and linked, with addresses, routes and rules, on disk",),
        networks.linking,
    ),
    Figure(("One of 200 published ports added; taken back",), networks.ports),
    Figure(
        (
            "Bytes a second between two members; share of a bridge without rules",
            "Bytes a second through a published port; share of a plain route",
        ),
        traffic.traffic,
    ),
    Figure(
        (
            "A pod of three containers, from `Start` to its answer",
            "The same made, and deleted while it is up",
        ),
        pods.lives,
    ),
    Figure(("Memory of the three for each idle pod of three containers, PSS",), pods.idle),
    Figure(
        (
            "A machine of an image booted cold, to its entrypoint's execve; share of a QEMU by hand",
            "The same, from nothing to the entrypoint's execve",
            "The same, from a template",
        ),
        vms.boots,
    ),
    Figure(("Memory of the three for each idle machine beyond QEMU's, PSS",), vms.idle),
    Figure(
        (
            "Memory of the three for each of 500 idle containers, PSS",
            "The same; share of containerd with its shims",
        ),
        containers.crowd,
    ),
    Figure(
        (
            "What a network adds to a container of `true`; share of Debian's CNI bridge and portmap",
        ),
        network_peers.starts,
    ),
    Figure(
        (
            "A TCP stream between two containers; share of Debian's CNI bridge",
            "One from outside to a published port; share of Debian's CNI bridge and portmap",
            "Requests to nginx through a published port; share of the same",
        ),
        network_peers.throughput,
    ),
]


def row(promise: str) -> re.Pattern[str]:
    """Return the pattern of a row: before the measured cell, the cell, behind it."""
    return re.compile(rf"^(\| {re.escape(promise)} \|[^|\n]*\|)([^|\n]*)(\|.*)$", re.MULTILINE)


def write(measured: dict[str, str]) -> None:
    """Put what was measured into the table of the specification."""
    text = SPECIFICATION.read_text()
    for promise, value in measured.items():
        found = row(promise).search(text)
        assert found, f"{promise} is not in the table"
        text = f"{text[: found.start(2)]} {value} {text[found.end(2) :]}"
    SPECIFICATION.write_text(text)


def main() -> None:
    """Measure one figure after the other and print each as it comes."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write into SPECIFICATION.md")
    parser.add_argument("words", nargs="*", metavar="WORD")
    options = parser.parse_args()
    measured: dict[str, str] = {}
    with Daemon() as daemon:
        for figure in FIGURES:
            text = " ".join(figure.promises)
            if options.words and not any(word in text for word in options.words):
                continue
            found = figure.measure(daemon)
            values = (found,) if isinstance(found, str) else found
            for promise, value in zip(figure.promises, values, strict=True):
                measured[promise] = value
                sys.stdout.write(f"{promise}: {value}\n")
                sys.stdout.flush()
    if options.write:
        write(measured)


if __name__ == "__main__":
    main()
