"""What can stand at a place of an `aer` command line; the shells' completion scripts ask this.

`aer __complete INDEX WORD...`: the words of the line with `aer` as the first, and which of them
is being written. Prints one candidate a line; a line `:files` or `:folders` asks the shell for
its own. Whatever fails is silent: nobody wants an error in the middle of a line.
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise

from aurae.cli.arguments import COMMON, Argument, daemon
from aurae.cli.commands import COMMANDS, command, command_index

ASK = 1.0
"""Seconds that the daemon has to tell the names of its workloads."""


def main(words: Sequence[str]) -> int:
    """Print the candidates; returns 0."""
    if words and words[0].isdigit():
        for candidate in candidates(list(words[1:]), int(words[0])):
            print(candidate)
    return 0


def candidates(line: list[str], index: int) -> list[str]:
    """Return what can stand at `index` of the line, the part that is written already as prefix."""
    line = [*line, *[""] * (index + 1 - len(line))]
    before, word = line[1:index], line[index]
    at = command_index(before)
    if at < len(before):
        name = before[at]
        if name not in COMMANDS:
            return []
        chosen = command(name)
        arguments, words = chosen.arguments, [*before[:at], *before[at + 1 :]]
        if chosen.takes_program and "--" in words:
            return [":files"]
    else:
        name, arguments, words = "", COMMON, before
    found = _offers(name, arguments, words, word)
    return [item for item in found if item.startswith((word, ":"))]


def _offers(
    name: str, arguments: Sequence[Argument], words: Sequence[str], word: str
) -> list[str]:
    by_name = {option: item for item in arguments for option in item.names if item.is_option}
    pending = by_name.get(words[-1]) if words else None
    if pending is not None and pending.metavar:
        return _values(name, pending, words)
    if word.startswith("-"):
        return sorted([*by_name, "--help"])
    if not name:
        return list(COMMANDS)
    for item in arguments:
        if not item.is_option:
            return _values(name, item, words)
    return []


def _values(name: str, item: Argument, words: Sequence[str]) -> list[str]:
    if item.choices:
        return list(item.choices)
    if item.metavar == "NAME":
        return _workloads(name, words)
    return {"FILE": [":files"], "DIR": [":folders"], "COMMAND": [":files"]}.get(item.metavar, [])


def _workloads(name: str, words: Sequence[str]) -> list[str]:
    import asyncio

    from aurae.cli.ps import workloads_of
    from aurae.client.errors import ClientError

    given = {
        option: value for option, value in pairwise(words) if option in {"--config", "--host"}
    }
    try:
        host = daemon(given["--host"]) if "--host" in given else None
        options = argparse.Namespace(
            config=given.get("--config"), host=host, timeout=ASK, all=name != "stop"
        )
        return sorted({workload.name for workload in asyncio.run(workloads_of(options))})
    except (ClientError, OSError, argparse.ArgumentTypeError):
        return []
