"""What `auraescript check`, `fmt` and `lint` share: their command lines, and Deno with their rights.

The work is done by one program in Deno (`bundle/tool.js`): it has the parser of conditions, and
starts Deno's own checker, formatter and linter, once for all files.
"""

from __future__ import annotations

import json
import os
import sys

from aurae.model.shown import escaped
from aurae.script import engine

OPTIONS = {"--json": "json", "--check": "dry"}


class UsageError(Exception):
    """The command line cannot be understood; the text says why."""


def main(word: str, usage: str, words: list[str], allowed: tuple[str, ...]) -> int:
    """Become the program for the command `word`; returns only when there is nothing to become."""
    try:
        names, options = parse(words, allowed)
    except UsageError as error:
        sys.stderr.write(
            f"auraescript {word}: {escaped(str(error))}; see auraescript {word} --help\n"
        )
        return 2
    if "--help" in options:
        sys.stdout.write(usage)
        return 0
    task = {OPTIONS[option]: option in options for option in OPTIONS}
    temporary = os.environ.get("TMPDIR") or "/tmp"  # noqa: S108  # a folder in it, made by mkdir
    scratch = os.path.join(os.path.realpath(temporary), f"auraescript-{os.urandom(8).hex()}")
    try:
        deno = engine.find()
        engine.prepare()
        text = json.dumps({"word": word, "names": names or ["."], **task, "scratch": scratch})
        engine.become(deno, [*rights(deno, scratch, word == "fmt"), text])
    except engine.NoEngine as error:
        sys.stderr.write(f"auraescript: {escaped(str(error))}\n")
    return 1


def parse(words: list[str], allowed: tuple[str, ...]) -> tuple[list[str], set[str]]:
    """Tell names from options."""
    names: list[str] = []
    options: set[str] = set()
    rest = iter(words)
    for word in rest:
        if word == "--":
            names += rest
        elif word == "-h":
            options.add("--help")
        elif not word.startswith("-") or (word == "-" and word in allowed):
            names.append(word)
        elif word in (*allowed, "--help"):
            options.add(word)
        else:
            raise UsageError(f"unknown option {word}")
    if "-" in names and len(names) > 1:
        raise UsageError("- stands alone")
    if "" in names:
        raise UsageError("a FILE has no name")
    return names, options


def rights(deno: str, scratch: str, writes: bool) -> list[str]:
    """Deno's arguments: the tool reads what is named and imported, and writes what it formats."""
    return [
        "run",
        "--quiet",
        "--no-prompt",
        "--no-check",
        "--no-config",
        "--no-lock",
        "--no-remote",
        "--no-npm",
        "--cached-only",
        "--allow-read",
        "--allow-write" if writes else _limited("--allow-write", scratch),
        _limited("--allow-run", deno),
        os.path.join(engine.BUNDLE, "tool.js"),
    ]


def _limited(right: str, path: str) -> str:
    """Give a right for one path; Deno has no way to write one with a comma."""
    return right if "," in path else f"{right}={path}"
