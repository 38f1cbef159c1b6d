"""The `auraed` command: starts the daemon, shows its settings, replaces its running code."""

import os
import sys
from collections.abc import Sequence

from aurae.config.loading import Loaded, SettingsError, load
from aurae.model.shown import escaped

COMMANDS = ("version", "config", "reexec", "help")

USAGE = """\
auraed: one daemon that owns one Linux machine

usage: auraed [SETTINGS]                        start the daemon
       auraed config [--explain] [-o json] [SETTINGS]
                                                show the settings, and where each came from
       auraed reexec [--client-config FILE] [--timeout DURATION]
                                                replace the running code; workloads go on
       auraed version                           print the version

A setting is default, then file, then environment (AURAE_<NAME>), then flag; the later wins:

  --config FILE                                 TOML file; /etc/aurae/aurae.toml when it exists
"""


def main(arguments: Sequence[str]) -> int:
    """Run `auraed` with its arguments; returns the exit code, or becomes the daemon."""
    words = list(arguments)
    command = words.pop(0) if words and words[0] in COMMANDS else ""
    if command == "help" or "--help" in words or "-h" in words:
        print(usage(), end="")
        return 0
    try:
        return _run(command, words)
    except SettingsError as error:
        print(f"auraed: {escaped(str(error))}", file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(f"auraed: {escaped(str(error))}", file=sys.stderr)
        return 1


def usage() -> str:
    """Return the help of `auraed` with all settings."""
    from aurae.config.settings import rows

    lines = [
        f"  {f'{row.flag} {row.kind.upper()}':<45} {row.help} [{row.default or 'none'}]\n"
        for row in rows().values()
    ]
    return USAGE + "".join(lines)


def _run(command: str, words: list[str]) -> int:
    if command == "version":
        from aurae.model.version import VERSION

        print(f"auraed {VERSION}")
        return 0
    if command == "config":
        return _config(words)
    if command == "reexec":
        from aurae.cli import reexec

        return reexec.main(words)
    from aurae.cli import boot

    return boot.become_init(load(words, os.environ), words)


def _config(words: list[str]) -> int:
    from aurae.config import explain

    shown = "toml"
    if "--explain" in words:
        words.remove("--explain")
        shown = "table"
    for form in (["-o", "json"], ["-o", "table"], ["-ojson"], ["--output=json"]):
        if _without(words, form):
            shown = "json" if "json" in form[-1] else "table"
    loaded: Loaded = load(words, os.environ)
    write = {"toml": explain.as_toml, "table": explain.as_table, "json": explain.as_json}[shown]
    print(write(loaded), end="")
    return 0


def _without(words: list[str], part: list[str]) -> bool:
    """Take `part` out of `words` when it is there in one piece."""
    for start in range(len(words) - len(part) + 1):
        if words[start : start + len(part)] == part:
            del words[start : start + len(part)]
            return True
    return False
