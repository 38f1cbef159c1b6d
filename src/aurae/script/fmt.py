"""`auraescript fmt`: scripts in one layout, conditions without parentheses where they had none."""

from __future__ import annotations

from aurae.script import tool

USAGE = """\
usage: auraescript fmt [OPTIONS] [FILE|FOLDER ...]

Formats scripts (.aurae, .ts, .js) in place, and prints the names of those that it changed. In a
folder (default: the working directory) and below it all .aurae files are formatted. The file `-` is
standard input, formatted to standard output.

options:
  --check  change nothing, print the names of files that are not formatted
  --help   show this

exit status: 0 when all is formatted, 1 when something cannot or, with --check, should be, 2 for usage
"""


def main(words: list[str]) -> int:
    """Format what the words name."""
    return tool.main("fmt", USAGE, words, ("--check", "-"))
