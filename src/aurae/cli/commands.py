"""The commands of `aer`, one line each; a command's module is imported only when it is used."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from aurae.cli.arguments import Argument

COMMANDS = {
    "run": "Start a command and show its output until it ends.",
    "ps": "List workloads.",
    "get": "Show one workload.",
    "logs": "Show what a workload wrote.",
    "wait": "Wait until workloads end.",
    "stop": "Stop workloads.",
    "info": "Show who you are to the daemon, and who it is.",
    "status": "Show the daemon's processes and problems.",
    "health": "Ask whether the daemon can do its work.",
    "reexec": "Replace the running code of the daemon; workloads go on.",
    "version": "Show the versions of aer and of the daemon.",
    "login": "Get an identity for this user from the local daemon.",
    "completion": "Print the completion script of a shell.",
}


class Command(NamedTuple):
    """A command: what it takes, and what it does with it; `run` returns the exit code."""

    name: str
    summary: str
    arguments: "tuple[Argument, ...]"
    run: "Callable[[argparse.Namespace], int]"
    takes_program: bool = False


# Options that may stand before the command and take a value.
_BEFORE = ("--config", "--host", "-o", "--output", "--timeout")


def command_index(words: "Sequence[str]") -> int:
    """Return where the command stands among the words; their number when it is missing."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _BEFORE else 1
    return min(at, len(words))


def command(name: str) -> Command:
    """Import a command of COMMANDS; all that is imported for `aer NAME` hangs on this."""
    module = import_module(f"aurae.cli.{name}")
    return Command(
        name,
        COMMANDS[name],
        cast("tuple[Argument, ...]", module.ARGUMENTS),
        cast("Callable[[argparse.Namespace], int]", module.run),
        name == "run",
    )
