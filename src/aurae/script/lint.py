"""`auraescript lint`: likely mistakes in scripts."""

from __future__ import annotations

from aurae.script import tool

USAGE = """\
usage: auraescript lint [OPTIONS] [FILE|FOLDER ...]

Looks for likely mistakes in scripts (.aurae, .ts, .js). In a folder (default: the working directory)
and below it all .aurae files are looked at. A line `// deno-lint-ignore RULE` allows the next one.

options:
  --json   print a list of what was found as JSON
  --help   show this

exit status: 0 when nothing was found, 1 when something was, 2 for usage
"""


def main(words: list[str]) -> int:
    """Look at what the words name."""
    return tool.main("lint", USAGE, words, ("--json",))
