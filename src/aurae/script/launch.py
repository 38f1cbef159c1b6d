"""`auraescript FILE [ARGS]`: finds Deno and the daemon's address, then becomes Deno.

The start of every script pays for what is imported here: os and sys, which the interpreter has
loaded anyway, and tomllib only for a configuration that `aurae.script.plain` cannot read.
"""

from __future__ import annotations

import os
import sys

from aurae.script import plain

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
# Deno keeps compiled code between runs; beyond this many bytes it begins again.
CACHE_LIMIT = 32 * 2**20
CACHES = ("v8_code_cache_v2", "dep_analysis_cache_v2", "node_analysis_cache_v2")
BUNDLE = os.path.join(os.path.dirname(__file__), "bundle")


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
    """Run the script; returns only when it cannot be run."""
    try:
        line = Line(sys.argv[1:])
    except UsageError as error:
        sys.stderr.write(f"auraescript: {error}; see auraescript --help\n")
        return 2
    if line.help:
        sys.stdout.write(USAGE)
        return 0
    if line.version:
        sys.stdout.write(f"auraescript {_version()}\n")
        return 0
    deno = _deno()
    if not deno:
        sys.stderr.write("auraescript: cannot run: deno is not installed; `pip install deno`\n")
        return 1
    os.environ["DENO_NO_UPDATE_CHECK"] = "1"
    # Without it each run leaves a file with the compiled script behind, for ever.
    os.environ["DENO_EMIT_CACHE_MODE"] = "disable"
    folder = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    os.environ["DENO_DIR"] = cache(os.path.join(folder, "aurae/deno"))
    # The folder that the script is run in is no Node project of ours.
    os.environ["DENO_NO_PACKAGE_JSON"] = "1"
    sys.stdout.flush()
    try:
        os.execv(deno, command(deno, line))  # noqa: S606  # a launcher becomes its program
    except OSError as error:
        sys.stderr.write(f"auraescript: cannot run {deno}: {error.strerror}\n")
    return 1


def cache(folder: str) -> str:
    """Make Deno's folder, private and of bounded size; returns its path.

    Where it cannot be made Deno runs without one, and slower.
    """
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)
        # Deno would make a folder of this name for localStorage and caches, and a script could fill
        # the disk without a permission; a file leaves no room for it.
        os.close(os.open(os.path.join(folder, "location_data"), os.O_CREAT | os.O_CLOEXEC, 0o600))
        for name in CACHES:
            _bound(os.path.join(folder, name))
    except OSError:
        pass
    return folder


def _bound(database: str) -> None:
    """Remove a database of Deno's that has grown too large; a running Deno keeps its own."""
    parts = [database, f"{database}-wal", f"{database}-shm"]
    if sum(os.stat(part).st_size for part in parts if os.path.exists(part)) > CACHE_LIMIT:
        for part in parts:
            if os.path.exists(part):
                os.unlink(part)


def command(deno: str, line: Line) -> list[str]:
    """Deno's command line: the least that the script needs, and then itself."""
    found = plain.find(line.config, os.environ)
    # Deno asks for both to connect to a Unix socket, beside the network.
    sockets = [found.socket] if found.socket.startswith("/") else []
    script = os.path.realpath(line.script)
    folder = _folder(script)
    reads = [*found.files(), *sockets, folder or script]
    needs = {"--allow-read": [BUNDLE, *reads], "--allow-write": sockets, "--allow-net": []}
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
            if value != BUNDLE and not any(_covers(given, value) for given in granted[name])
        ]
    return [
        deno,
        *QUIET,
        *_merged(permissions),
        *sorted(unlimited),
        os.path.join(BUNDLE, "runner.js"),
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


def _deno() -> str:
    """Path of the deno that was installed with us, or of the one on PATH; empty without any."""
    beside = os.path.join(os.path.dirname(sys.executable), "deno")
    if os.access(beside, os.X_OK):
        return beside
    import sysconfig  # takes 3 ms, and in a venv deno is found without it

    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", f"{os.name}_user")]
    for folder in [*folders, *os.get_exec_path()]:
        path = os.path.join(folder, "deno")
        if os.access(path, os.X_OK):
            return path
    return ""


def _version() -> str:
    from importlib.metadata import version  # 20 ms that a script need not pay

    return version("aurae")
