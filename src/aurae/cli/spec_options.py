"""The options that describe a service, in a file or on the command line, and what they make."""

import argparse

from aurae.cli import execution_options, service_options
from aurae.cli.arguments import Argument
from aurae.cli.reading import Unreadable, fill
from aurae.cli.run import set_program
from aurae.cli.workload_file import load
from aurae.client.errors import ClientError
from aurae.proto.runtime_pb2 import WorkloadSpec

FILE = Argument(
    ("-f", "--file"),
    "Take the specification from this file, TOML or JSON with the names of the API; - is standard "
    "input. Further options replace what it says.",
    "FILE",
)
ARGUMENTS = (
    FILE,
    Argument(("--name",), "Name of a new service; its command stands after `--`.", "WORD"),
    Argument(("--cell",), "Run in this cell; on the node itself when not given.", "CELL"),
    *service_options.ARGUMENTS,
    *execution_options.ARGUMENTS,
    Argument(("--shell",), "Hand the command to `sh -c` as one line."),
)


def describes(options: argparse.Namespace) -> bool:
    """Say whether the options describe a service, and do not only name one."""
    given = vars(options)
    names = (item.names[-1].removeprefix("--").replace("-", "_") for item in ARGUMENTS)
    # What was not given is None, False or no list.
    return bool(given["program"]) or any(given[name] for name in names)


def from_file(path: str) -> WorkloadSpec:
    """Return the specification that a file has; ClientError when it cannot be read."""
    spec = WorkloadSpec()
    try:
        fill(spec, load(path))
    except Unreadable as error:
        raise ClientError(f"cannot read {path}: {error}") from None
    return spec


def spec_of(options: argparse.Namespace) -> WorkloadSpec:
    """Return the service that the options describe; ClientError when a value cannot be taken."""
    spec = from_file(options.file) if options.file else WorkloadSpec()
    if options.name:
        spec.name = options.name
    if options.cell:
        spec.cell = options.cell
    if options.program:
        for field in ("argv", "command", "shell"):
            spec.executable.ClearField(field)
        set_program(spec.executable, options)
    spec.service.SetInParent()
    try:
        service_options.fill(spec, options)
        execution_options.fill(spec, options)
    except Unreadable as error:
        raise ClientError(f"cannot take the options: {error}") from None
    return spec
