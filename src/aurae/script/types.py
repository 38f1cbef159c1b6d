"""`auraescript types`: gives the type declarations of what a script has, for a project of one's own."""

import os
import sys

DECLARATIONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "types", "aurae.d.ts")
USAGE = """\
usage: auraescript types [-o FILE]

Prints the type declarations of the library as one file for TypeScript: the names that a script has
without an import, "aurae", "aurae/NAME", and upstream's names of those modules.

options:
  -o, --output FILE  write them to FILE
  -h, --help         show this

exit status: 0, 1 when they cannot be written, 2 for usage
"""


def main(words: list[str]) -> int:
    """Print the declarations or write them to a file; returns the exit status."""
    output = ""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, given, value = word.partition("=")
        if word in ("-h", "--help"):
            sys.stdout.write(USAGE)
            return 0
        if name not in ("-o", "--output") or (given and name == "-o"):
            return _usage(f"no such word: {word}")
        if not given:
            if not rest:
                return _usage(f"{word} needs a file")
            value = rest.pop(0)
        if not value:
            return _usage(f"{name} needs a file")
        output = value
    return _write(output)


def _usage(why: str) -> int:
    sys.stderr.write(f"auraescript types: {why}; see auraescript types --help\n")
    return 2


def _write(output: str) -> int:
    with open(DECLARATIONS, encoding="utf-8") as file:
        text = file.read()
    try:
        if output:
            with open(output, "w", encoding="utf-8") as file:
                file.write(text)
        else:
            sys.stdout.write(text)
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read it has seen enough; nothing is left to be flushed when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        sys.stderr.write(
            f"auraescript types: cannot write {output or 'types'}: {error.strerror}\n"
        )
        return 1
    return 0
