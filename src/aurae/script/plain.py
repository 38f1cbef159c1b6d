"""The client's configuration, read without tomllib where its text is plain.

Importing tomllib takes 14 ms, as long as Deno needs to start, and the file that `aer login`
writes is tables and quoted strings. Any other line sends the whole file to tomllib.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

SYSTEM = ("/etc/aurae/config", "/var/lib/aurae/config")
KEYS = (("auth", "ca_crt"), ("auth", "client_crt"), ("auth", "client_key"), ("system", "socket"))
HINT = "run `aer login --local`, or name a file with --config"


class Found:
    """The default daemon: its address and the identity's files, or why there is none.

    `socket` is an absolute path or `host:port`; all but `problem` are empty when there is a
    problem.
    """

    __slots__ = ("ca", "certificate", "key", "problem", "socket")

    def __init__(
        self,
        socket: str = "",
        ca: str = "",
        certificate: str = "",
        key: str = "",
        problem: str = "",
    ) -> None:
        self.socket = socket
        self.ca = ca
        self.certificate = certificate
        self.key = key
        self.problem = problem

    def files(self) -> list[str]:
        """CA, certificate and key; none when there is a problem."""
        return [] if self.problem else [self.ca, self.certificate, self.key]


def find(named: str, environ: Mapping[str, str]) -> Found:
    """Read the named configuration, or the first one of the search order that can be used.

    Whatever is wrong becomes the `problem`: only a script that connects needs to know.
    """
    chosen = named or environ.get("AURAE_CLIENT_CONFIG", "")
    if chosen:
        return read(chosen)
    home = environ.get("HOME", "") or _home()
    places = ([os.path.join(home, ".aurae/config")] if home else []) + list(SYSTEM)
    for place in places:
        if not os.path.exists(place):
            continue
        found = read(place, trusted=False)
        if not found.problem:
            return found
        sys.stderr.write(f"auraescript: warning: {found.problem}\n")
    return Found(problem=f"cannot connect: none of {', '.join(places)} can be used; {HINT}")


def read(path: str, *, trusted: bool = True) -> Found:
    """Read one configuration; whatever is wrong becomes the `problem`.

    One that is not `trusted`, because nobody named it, must belong to root or to ourselves.
    """
    try:
        with open(path, encoding="utf-8") as file:
            owner = os.fstat(file.fileno()).st_uid
            if not trusted and owner not in (0, os.geteuid()):
                return Found(problem=f"cannot connect: {path}: it belongs to uid {owner}")
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return Found(problem=f"cannot connect: cannot read {path}: {why}")
    tables = parse(text)
    if tables is None:
        try:
            tables = _toml(text)
        except ValueError as error:
            return Found(problem=f"cannot connect: cannot read {path}: {error}")
    values = [tables.get(table, {}).get(key, "") for table, key in KEYS]
    for (table, key), value in zip(KEYS, values, strict=True):
        if not value:
            return Found(problem=f"cannot connect: {path}: {table}.{key} is missing")
    ca, certificate, key, socket = map(os.path.expanduser, values)
    if socket.startswith("unix:"):
        socket = socket.removeprefix("unix:")
        socket = socket[2:] if socket.startswith("///") else socket
    if not socket.startswith("/") and not socket.rpartition(":")[2].isdecimal():
        why = f"{socket!r} is neither an absolute path nor host:port"
        return Found(problem=f"cannot connect: {path}: [system] socket: {why}")
    return Found(socket, ca, certificate, key)


def _home() -> str:
    from pwd import getpwuid

    try:
        return getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""


def parse(text: str) -> dict[str, dict[str, str]] | None:
    """Read tables of quoted strings; None for a text that has, or may have, anything else."""
    tables: dict[str, dict[str, str]] = {}
    table: dict[str, str] | None = None
    for line in text.split("\n"):
        words = line.strip(" \t")
        if not words or (words[0] == "#" and words.isprintable()):
            continue
        if words[0] == "[":
            name = words[1:-1]
            if words[-1] != "]" or not _bare(name) or name in tables:
                return None
            table = tables[name] = {}
            continue
        key, equals, value = words.partition("=")
        key, value = key.strip(" \t"), value.strip(" \t")
        if not equals or table is None or not _bare(key) or key in table or not _quoted(value):
            return None
        table[key] = value[1:-1]
    return tables


def _bare(name: str) -> bool:
    return name != "" and name.isascii() and name.replace("_", "a").replace("-", "a").isalnum()


def _quoted(value: str) -> bool:
    if len(value) < 2 or value[0] != '"' or value[-1] != '"' or not value.isprintable():
        return False
    return '"' not in value[1:-1] and "\\" not in value


def _toml(text: str) -> dict[str, dict[str, str]]:
    import tomllib  # see the module's docstring

    tables: dict[str, dict[str, str]] = {}
    for name, table in tomllib.loads(text).items():
        if isinstance(table, dict):
            tables[name] = {key: value for key, value in table.items() if isinstance(value, str)}
    return tables
