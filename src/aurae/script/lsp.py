"""`auraescript lsp`: the language server, which an editor starts and speaks with.

The work is done by one program in Deno (`bundle/lsp.js`), which starts Deno's own language server.
"""

from __future__ import annotations

import json
import os
import sys

from aurae.script import engine, tool

USAGE = """\
usage: auraescript lsp

A language server for AuraeScript: an editor starts it and speaks the Language Server Protocol with
it on standard input and output. It reads scripts and what they import; nothing is downloaded.

options:
  --stdio  the same: there is no other way
  --help   show this

exit status: 0 when the editor ends it, 1 when it goes away or something fails, 2 for usage
"""


def main(words: list[str]) -> int:
    """Become the language server; returns only when there is nothing to become."""
    if words in (["--help"], ["-h"]):
        sys.stdout.write(USAGE)
        return 0
    if words not in ([], ["--stdio"]):
        shown = " ".join(words)
        sys.stderr.write(f"auraescript lsp: cannot use {shown!r}; see auraescript lsp --help\n")
        return 2
    try:
        deno = engine.find()
        engine.prepare()
        engine.become(deno, arguments(deno))
    except engine.NoEngine as error:
        sys.stderr.write(f"auraescript: {error}\n")
    return 1


def arguments(deno: str) -> list[str]:
    """Deno's arguments: reading for imports, one folder for settings, and Deno again."""
    from importlib.metadata import version

    temporary = os.environ.get("TMPDIR") or "/tmp"  # noqa: S108  # a folder in it, made by mkdir
    scratch = os.path.join(os.path.realpath(temporary), f"auraescript-{os.urandom(8).hex()}")
    # The formatter has the same rights: its folders lie in ours.
    *rights, formatter = tool.rights(deno, scratch, False)
    task = {
        "scratch": scratch,
        "types": os.path.join(os.path.dirname(engine.BUNDLE), "types/modules"),
        "version": version("aurae"),
        "formatter": [*rights, formatter],
    }
    return [*rights, os.path.join(engine.BUNDLE, "lsp.js"), json.dumps(task)]
