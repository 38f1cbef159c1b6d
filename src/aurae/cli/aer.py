"""The `aer` command: finds the sub-command, and turns every failure into one line and a code.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted, 141 nobody reads our output;
`aer run` has its own.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aurae.cli.commands import COMMANDS, GROUPS, command, members, take_command
from aurae.model.shown import escaped

if TYPE_CHECKING:
    import argparse


HELP = frozenset(("help", *(f"{group} help" for group in GROUPS)))


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
    summaries = {}
    for name, summary in COMMANDS.items():
        first = name.partition(" ")[0]
        summaries[first] = GROUPS.get(first, summary)
    return (
        "aer: the command line of Aurae\n\n"
        "usage: aer [--config FILE] [--host ADDRESS] [-o table|json|yaml] COMMAND ...\n"
        "       aer COMMAND --help\n\n" + _overview(summaries)
    )


def group_usage(group: str) -> str:
    """Return the overview of the commands of a group."""
    return (
        f"{GROUPS[group]}\n\nusage: aer {group} COMMAND ...\n"
        f"       aer {group} COMMAND --help\n\n" + _overview(members(group))
    )


def _overview(summaries: dict[str, str]) -> str:
    return "".join(f"  {name:<14}{summary}\n" for name, summary in summaries.items())


def _dispatch(words: list[str]) -> int:
    rest = list(words)
    name = take_command(rest)
    if name == "__complete":
        from aurae.cli import completing

        return completing.main(rest)
    if not name or name in GROUPS or name in HELP:
        return _help(name, rest)
    if name not in COMMANDS:
        return _unknown(name)
    for word in rest:
        # The kernel's words are any bytes; Python shows what is no UTF-8 as lone surrogates.
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            return _wrong(f"{os.fsencode(word)!r} is not UTF-8")
    return _run(name, rest)


def _help(name: str, options: list[str]) -> int:
    """Show an overview; it is an error unless it was asked for."""
    first, _, _ = name.partition(" ")
    text = group_usage(first) if first in GROUPS else usage()
    if name in HELP or (options and options[0] in {"--help", "-h"}):
        print(text, end="")
        return 0
    if options:
        return _wrong("the command is missing", first)
    print(text, end="", file=sys.stderr)
    return 2


def _unknown(name: str) -> int:
    """Tell that there is no such command, and which one may be meant."""
    from difflib import get_close_matches

    why = f"{name!r} is not a command"
    first, _, second = name.partition(" ")
    group = first if first in GROUPS else ""
    # Without its group a word may be the second of a command, too: `aer allocate`.
    known = {other: f"{group} {other}" for other in members(group)} if group else _last_words()
    close = get_close_matches(second if group else name, known, 1)
    if close:
        why += f"; do you mean `aer {known[close[0]]}`?"
    return _wrong(why, group)


def _last_words() -> dict[str, str]:
    """Return all commands by their last word: one of one word goes before a group's, else the earlier one."""
    found: dict[str, str] = {}
    for name in sorted(COMMANDS, key=lambda name: " " in name):
        found.setdefault(name.rpartition(" ")[2], name)
    return found


def parse(name: str, words: list[str]) -> "argparse.Namespace":
    """Read the arguments of a command; exits with 2 when they are wrong."""
    from aurae.cli.arguments import parser_of

    chosen = command(name)
    program: list[str] | None = None
    if chosen.takes_program and "--" in words:
        at = words.index("--")
        words, program = words[:at], words[at + 1 :]
    options = parser_of(f"aer {name}", chosen.summary, chosen.arguments).parse_args(words)
    if chosen.takes_program:
        first = list(vars(options).get("program", []))
        # `aer run tool -- word`: the two dashes belong to the tool.
        options.program = (
            [*first, "--", *(program or [])] if first and program else program or first
        )
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


def _wrong(why: str, group: str = "") -> int:
    program = f"aer {group}".rstrip()
    print(f"aer: {escaped(why)} (see `{program} --help`)", file=sys.stderr)
    return 2
