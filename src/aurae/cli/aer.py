"""The `aer` command: finds the sub-command, and turns every failure into one line and a code.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted, 141 nobody reads our output;
`aer run` has its own.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aurae.cli.commands import COMMANDS, command, command_index
from aurae.model.shown import escaped

if TYPE_CHECKING:
    import argparse


def main(arguments: Sequence[str]) -> int:
    """Run `aer` with its arguments; returns the exit code."""
    try:
        code = _dispatch(list(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered goes nowhere, or the interpreter would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 141
    except KeyboardInterrupt:
        return 130
    return code


def usage() -> str:
    """Return the overview of all commands."""
    lines = [f"  {name:<12}{summary}\n" for name, summary in COMMANDS.items()]
    return (
        "aer: the command line of Aurae\n\n"
        "usage: aer [--config FILE] [--host ADDRESS] [-o table|json|yaml] COMMAND ...\n"
        "       aer COMMAND --help\n\n" + "".join(lines)
    )


def _dispatch(words: list[str]) -> int:
    at = command_index(words)
    if at == len(words):
        if words and words[0] not in {"--help", "-h"}:
            return _wrong("the command is missing")
        print(usage(), end="", file=sys.stdout if words else sys.stderr)
        return 0 if words else 2
    name = words.pop(at)
    if name == "help":
        print(usage(), end="")
        return 0
    if name == "__complete":
        from aurae.cli import completing

        return completing.main(words)
    if name not in COMMANDS:
        return _wrong(f"{name!r} is not a command")
    for word in words:
        # The kernel's words are any bytes; Python shows what is no UTF-8 as lone surrogates.
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            return _wrong(f"{os.fsencode(word)!r} is not UTF-8")
    return _run(name, words)


def parse(name: str, words: list[str]) -> "argparse.Namespace":
    """Read the arguments of a command; exits with 2 when they are wrong."""
    from aurae.cli.arguments import parser_of

    chosen = command(name)
    program: list[str] | None = None
    if chosen.takes_program and "--" in words:
        at = words.index("--")
        words, program = words[:at], words[at + 1 :]
    options = parser_of(f"aer {name}", chosen.summary, chosen.arguments).parse_args(words)
    if program is not None:
        first = list(options.program)
        # `aer run tool -- word`: the two dashes belong to the tool.
        options.program = [*first, "--", *program] if first else program
    return options


def _run(name: str, words: list[str]) -> int:
    options = parse(name, words)
    from aurae.client.errors import ClientError

    try:
        return command(name).run(options)
    except ClientError as error:
        sys.stdout.flush()
        print(f"aer: {error}", file=sys.stderr)
        return 1


def _wrong(why: str) -> int:
    print(f"aer: {escaped(why)} (see `aer --help`)", file=sys.stderr)
    return 2
