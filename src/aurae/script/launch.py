"""`auraescript FILE [ARGS]`: finds Deno and the daemon's address, then becomes Deno.

The start of every script pays for what is imported here: os and sys, which the interpreter has
loaded anyway, and tomllib only for a configuration that `aurae.script.plain` cannot read.
"""

from __future__ import annotations

import os
import sys

from aurae.script import engine, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

USAGE = """\
usage: auraescript [OPTIONS] FILE [ARGS]

Runs an AuraeScript: TypeScript whose conditions need no parentheses.

options:
  --config FILE   client configuration (default: $AURAE_CLIENT_CONFIG, ~/.aurae/config,
                  /etc/aurae/config, /var/lib/aurae/config)
  --allow-read[=PATH,...]    let the script read files
  --allow-write[=PATH,...]   let the script write files
  --allow-net[=HOST,...]     let the script open connections of its own
  --allow-env[=NAME,...]     let the script read environment variables
  --allow-run[=PROGRAM,...]  let the script start programs on this machine, beside the daemon
  --help          show this
  --version       show the version

exit status: the script's own (0 when it ends, what Deno.exit says), 1 when it fails, 2 for usage
"""
PERMISSIONS = ("--allow-read", "--allow-write", "--allow-net", "--allow-env", "--allow-run")
# Nothing is fetched, looked up or checked at run time: a script is one file and this bundle.
QUIET = (
    "run",
    "--quiet",
    "--no-prompt",
    "--no-check",
    "--no-config",
    "--no-lock",
    "--no-remote",
    "--no-npm",
    "--cached-only",
    # The worker that owns the connection keeps rights that the script gives up.
    "--unstable-worker-options",
)
# Words in the place of FILE, and the modules whose `main` takes the words behind them.
COMMANDS = {
    "check": "aurae.script.check",
    "fmt": "aurae.script.fmt",
    "lint": "aurae.script.lint",
    "lsp": "aurae.script.lsp",
    "repl": "aurae.script.repl",
    "test": "aurae.script.test",
    "types": "aurae.script.types",
}


class UsageError(Exception):
    """The command line cannot be understood; the text says why."""


class Line:
    """What the command line asks for."""

    __slots__ = ("arguments", "config", "help", "permissions", "script", "version")

    def __init__(self, words: list[str]) -> None:
        self.script = ""
        self.config = ""
        self.help = False
        self.version = False
        self.permissions: list[str] = []
        self.arguments: list[str] = []
        rest = iter(words)
        for word in rest:
            if not word.startswith("-"):
                self.script = word
                self.arguments = list(rest)
                return
            self._option(word, rest)
        if not (self.help or self.version):
            raise UsageError("a FILE is needed")

    def _option(self, word: str, rest: Iterator[str]) -> None:
        name, equals, value = word.partition("=")
        if name in PERMISSIONS:
            self.permissions.append(word)
        elif name == "--config":
            self.config = value if equals else next(rest, "")
            if not self.config:
                raise UsageError("--config needs a FILE")
        elif word in ("--help", "-h"):
            self.help = True
        elif word in ("--version", "-V"):
            self.version = True
        else:
            raise UsageError(f"unknown option {word}")


def main() -> int:
    """Run the script or the command; returns only when there is no script to become."""
    words = sys.argv[1:]
    if words and words[0] in COMMANDS:
        from importlib import import_module

        status: int = import_module(COMMANDS[words[0]]).main(words[1:])
        return status
    try:
        line = Line(words)
    except UsageError as error:
        sys.stderr.write(f"auraescript: {error}; see auraescript --help\n")
        return 2
    if line.help:
        sys.stdout.write(USAGE)
        return 0
    if line.version:
        sys.stdout.write(f"auraescript {_version()}\n")
        return 0
    try:
        deno = engine.find()
        engine.prepare()
        engine.become(deno, command(line))
    except engine.NoEngine as error:
        sys.stderr.write(f"auraescript: {error}\n")
    return 1


def command(line: Line) -> list[str]:
    """Deno's arguments: the least that the script needs, and then itself."""
    found = plain.find(line.config, os.environ)
    # Deno asks for both to connect to a Unix socket, beside the network.
    sockets = [found.socket] if found.socket.startswith("/") else []
    script = os.path.realpath(line.script)
    folder = _folder(script)
    reads = [*found.files(), *sockets, folder or script]
    needs = {"--allow-read": [engine.BUNDLE, *reads], "--allow-write": sockets, "--allow-net": []}
    if found.socket:
        needs["--allow-net"] = [_address(found.socket)]
    granted = {name: _granted(line.permissions, name) for name in needs}
    permissions = [word for word in line.permissions if word.partition("=")[1]]
    unlimited = {word for word in line.permissions if "=" not in word}
    rights = [f"granted={path}" for path in granted["--allow-read"]]
    for name, values in needs.items():
        if values and name not in unlimited:
            permissions.append(f"{name}=" + ",".join(map(_listed, values)))
        # What only loading and connecting need is given up before the script's first line.
        rights += [
            f"{name.removeprefix('--allow-')}={value}"
            for value in values
            if value != engine.BUNDLE and not any(_covers(given, value) for given in granted[name])
        ]
    return [
        *QUIET,
        *_merged(permissions),
        *sorted(unlimited),
        os.path.join(engine.BUNDLE, "runner.js"),
        *(found.problem, found.socket, *(found.files() or ["", "", ""])),
        *(script, folder, *rights, "--"),
        line.script,
        *line.arguments,
    ]


def _folder(script: str) -> str:
    """Folder whose files the script may import; empty where too much else lies in it."""
    folder = os.path.dirname(script)
    home = os.path.realpath(os.path.expanduser("~"))
    above = folder == home or home.startswith(folder.rstrip("/") + "/")
    return "" if above or folder in ("/", "/etc") else folder


def _granted(permissions: list[str], name: str) -> list[str]:
    """What the user allows: absolute paths or hosts; `/` for everything."""
    values: list[str] = []
    for word in permissions:
        option, equals, listed = word.partition("=")
        if option == name:
            values += listed.replace(",,", "\0").split(",") if equals else ["/"]
    values = [value.replace("\0", ",") for value in values if value]
    if name == "--allow-net":
        return values
    return [os.path.abspath(value) for value in values]


def _covers(given: str, value: str) -> bool:
    """Whether a path is or lies in what is granted, or a host is it, with or without its port."""
    if given in ("/", value):
        return True
    if value.startswith("/"):
        return value.startswith(f"{given}/")
    return value.rpartition(":")[0] == given


def _merged(words: list[str]) -> list[str]:
    """One option for each permission: Deno takes the last of several."""
    values: dict[str, list[str]] = {}
    for word in words:
        name, _, value = word.partition("=")
        values.setdefault(name, []).append(value)
    return [f"{name}={','.join(value)}" for name, value in values.items()]


def _listed(value: str) -> str:
    """A value in a list: Deno reads a doubled comma as one."""
    return value.replace(",", ",,")


def _address(socket: str) -> str:
    return f"unix:{socket}" if socket.startswith("/") else socket


def _version() -> str:
    from importlib.metadata import version  # 20 ms that a script need not pay

    return version("aurae")
