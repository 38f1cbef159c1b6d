"""`auraescript FILE [ARGS]`: finds Deno and the daemon's address, then becomes Deno.

The start of every script pays for what is imported here: os and sys, which the interpreter has
loaded anyway, and tomllib only for a configuration that `aurae.script.plain` cannot read.
"""

from __future__ import annotations

import os
import sys

from aurae.script import engine, plain
from aurae.script.line import Line, UsageError
from aurae.script.rights import Rights

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = """\
usage: auraescript [OPTIONS] FILE [ARGS]
       auraescript [OPTIONS] -e CODE [ARGS]
       auraescript [OPTIONS] - [ARGS]
       auraescript COMMAND [WORDS]

Runs an AuraeScript: TypeScript whose conditions need no parentheses. FILE is a path, - is standard
input. Without any, on a terminal, it is a prompt (repl).

commands (each has a --help; `./check` is a file of that name):
  check           check types
  fmt             format
  lint            find likely mistakes
  lsp             be a language server for editors
  repl            be a prompt
  test            run the tests in *_test.aurae and *.test.aurae
  types           print the library's type declarations
  help            show this

options:
  -e, --eval CODE            run CODE
  --config FILE              client configuration, the default daemon's first (default:
                             $AURAE_CLIENT_CONFIG, ~/.aurae/config, /etc/aurae/config,
                             /var/lib/aurae/config)
  --host ADDRESS[,...]       another daemon for the same identity: a socket's path or host:port
  --allow-read[=PATH,...]    let the script read files
  --allow-write[=PATH,...]   let the script write files
  --allow-net[=HOST,...]     let the script open connections of its own
  --allow-env[=NAME,...]     let the script read environment variables
  --allow-run[=PROGRAM,...]  let the script start programs on this machine, beside the daemon
  --allow-sys[=NAME,...]     let the script ask what machine this is
  --allow-ffi[=PATH,...]     let the script load libraries: it may then do anything
  -A, --allow-all            all of these
  --deny-read[=PATH,...]     and so on for each: never, whatever is allowed
  --help                     show this
  --version                  show the version

exit status: the script's own (0 when it ends, what Deno.exit says), 1 when it fails, 2 for usage
"""
# Nothing is fetched, looked up or checked at run time: a script is one file and this bundle.
QUIET = (
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
# Words in the place of FILE, and the modules whose `main` takes the words beside them.
COMMANDS = {
    "check": "aurae.script.check",
    "fmt": "aurae.script.fmt",
    "lint": "aurae.script.lint",
    "lsp": "aurae.script.lsp",
    "repl": "aurae.script.repl",
    "test": "aurae.script.test",
    "types": "aurae.script.types",
}


def main() -> int:
    """Run the script or the command; returns only when there is no script to become."""
    try:
        return _main(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


def _main(words: list[str]) -> int:
    if words and words[0] in COMMANDS:
        return _command(words[0], words[1:])
    try:
        line = Line(words)
    except UsageError as error:
        return usage(error)
    if line.help or (line.script == "help" and not line.plain):
        sys.stdout.write(USAGE)
        return 0
    if line.version:
        sys.stdout.write(f"auraescript {_version()}\n")
        return 0
    if line.script in COMMANDS and not line.plain:
        return _command(line.script, [*line.before, *line.arguments])
    if not line.source:
        if os.isatty(0):
            return _command("repl", words)
        line.take("stdin")
    return start(line)


def usage(error: UsageError) -> int:
    """Say what is wrong with the command line; returns the exit status."""
    sys.stderr.write(f"auraescript: {error}; see auraescript --help\n")
    return 2


def start(line: Line, entry: str = "runner.js") -> int:
    """Become Deno with an entry of the bundle; returns, with the exit status, where that fails."""
    try:
        deno = engine.find()
        engine.prepare()
        engine.become(deno, command(line, entry))
    except engine.NoEngine as error:
        sys.stderr.write(f"auraescript: {error}\n")
    return 1


def command(line: Line, entry: str = "runner.js") -> list[str]:
    """Deno's arguments: the least that the script needs, and then itself."""
    rights, plan = planned(line)
    code = [] if line.code is None else [line.code]
    program = os.path.join(engine.BUNDLE, entry)
    return ["run", *QUIET, *rights.words, program, plan, *code, *line.arguments]


def planned(line: Line, files: Sequence[str] = (), scratch: str = "") -> tuple[Rights, str]:
    """The rights of a run, and what program.ts has to know as JSON: its interface `Plan`.

    `files` are the scripts of a run of tests, and `scratch` a folder for them.
    """
    found = plain.find(line.configs[0] if line.configs else "", os.environ)
    if line.hosts and not found.problem:
        found.socket = line.hosts[0]
    configs = {path: plain.read(path) for path in line.configs}
    scripts = [_script(file) for file in files]
    # What has no file imports as if it lay in the working directory.
    named = line.source == "file"
    main = _script(line.script, "" if named else os.path.join(_here(), line.script))
    cache = os.path.join(engine.cache_home(), "aurae/scripts")
    every = [found, *configs.values()]
    rights = Rights(
        line.permissions,
        line.denials,
        [
            *(file for one in every for file in one.files()),
            *(one["folder"] or one["path"] for one in scripts),
            main["folder"] or (main["path"] if named else ""),
        ],
        [*(one.socket for one in every), *line.hosts],
        [cache, scratch],
    )
    plan = {
        "standard": _daemon(found),
        "configs": {name: _daemon(one) for name, one in configs.items()},
        "hosts": line.hosts,
        "source": line.source,
        **main,
        "seal": rights.seal,
        "granted": rights.granted,
        "cache": {"folder": cache, "uid": os.getuid()},
    }
    if files:
        plan |= {"tests": scripts, "scratch": scratch}
    return rights, as_json(plan)


def _command(name: str, words: list[str]) -> int:
    from importlib import import_module

    status: int = import_module(COMMANDS[name]).main(words)
    return status


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:  # somebody removed it
        return "/"


def _script(name: str, path: str = "") -> dict[str, str]:
    """A script as the user wrote it, where it really is, and the folder that it may import from."""
    path = path or os.path.realpath(name)
    return {"script": name, "path": path, "folder": _folder(path)}


def _folder(script: str) -> str:
    """Folder whose files the script may import; empty where too much else lies in it."""
    folder = os.path.dirname(script)
    home = os.path.realpath(os.path.expanduser("~"))
    above = folder == home or home.startswith(folder.rstrip("/") + "/")
    return "" if above or folder in ("/", "/etc") else folder


def _daemon(found: plain.Found) -> dict[str, object]:
    if found.problem:
        return {"problem": found.problem}
    names = ("socket", "ca", "certificate", "key")
    return {"files": {name: getattr(found, name) for name in names}}


def as_json(value: object) -> str:
    """Text of dicts, lists, strings and numbers; the module json takes 5 ms."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{as_json(key)}:{as_json(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(as_json, value)) + "]"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    if not text.isprintable():
        text = "".join(one if one >= " " else f"\\u{ord(one):04x}" for one in text)
    return f'"{text}"'


def _version() -> str:
    from importlib.metadata import version  # 20 ms that a script need not pay

    return version("aurae")
