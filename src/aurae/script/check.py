"""`auraescript check`: the types of scripts and of what they import."""

from __future__ import annotations

from aurae.script import tool

USAGE = """\
usage: auraescript check [OPTIONS] [FILE|FOLDER ...]

Checks the types of scripts (.aurae, .ts, .js), and of what they import, without running them. In a
folder (default: the working directory) and below it all .aurae files are checked.

options:
  --json   print a list of what is wrong as JSON
  --help   show this

exit status: 0 when all is well, 1 when something is wrong, 2 for usage
"""


def main(words: list[str]) -> int:
    """Check what the words name."""
    return tool.main("check", USAGE, words, ("--json",))
