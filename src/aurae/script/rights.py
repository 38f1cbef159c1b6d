"""What Deno is told that a script may do, and what of it is given up before the script's first line.

The runner has to read the script and to reach the daemon; the script has not. So Deno gets what the
user grants and what the runner needs, and the runner gives up the rest: see `seal` in program.ts.
"""

from __future__ import annotations

import os

from aurae.script import engine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

NEEDED = ("read", "write", "net")


class Rights:
    """The rights of one run.

    `words` are Deno's options, `seal` has for read, write and net what the runner gives up, and
    `granted` the files and folders that the user lets the script read.
    """

    __slots__ = ("granted", "seal", "words")

    def __init__(
        self,
        permissions: list[str],
        denials: list[str],
        reads: Iterable[str],
        sockets: Iterable[str],
        folders: Iterable[str],
    ) -> None:
        # `--deny-read` without a list is no more than nothing granted: what the runner needs is
        # given up anyway.
        barred = {word.removeprefix("--deny-") for word in denials if "=" not in word}
        permissions = [
            word
            for word in permissions
            if word.partition("=")[0].removeprefix("--allow-") not in barred
        ]
        denials = [word for word in denials if "=" in word]
        unlimited = {word for word in permissions if "=" not in word}
        words = [word for word in permissions if word.partition("=")[2]]
        needs = _needs(reads, sockets, list(folders))
        allowed = {right: _listed(permissions, f"--allow-{right}") for right in NEEDED}
        self.granted = allowed["read"]
        self.seal: dict[str, list[str]] = {}
        for right, values in needs.items():
            if values and f"--allow-{right}" not in unlimited:
                words.append(f"--allow-{right}=" + ",".join(map(_whole, values)))
            self.seal[right] = [
                value
                for value in values
                if value != engine.BUNDLE
                and not any(_covers(one, value) for one in allowed[right])
            ]
        self.words = [*_merged(words + denials), *sorted(unlimited)]


def address(socket: str) -> str:
    """A daemon's address as Deno's option names it."""
    return f"unix:{socket}" if socket.startswith("/") else socket


def _needs(
    reads: Iterable[str], sockets: Iterable[str], folders: list[str]
) -> dict[str, list[str]]:
    sockets = _once(sockets)
    # Deno asks for both to connect to a Unix socket, beside the network.
    paths = [socket for socket in sockets if socket.startswith("/")]
    return {
        "read": _once([engine.BUNDLE, *reads, *paths, *folders]),
        "write": _once([*paths, *folders]),
        "net": [address(socket) for socket in sockets],
    }


def _once(values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


def _listed(permissions: list[str], name: str) -> list[str]:
    """What the user allows: absolute paths or hosts; `/` for everything."""
    values: list[str] = []
    for word in permissions:
        option, equals, listed = word.partition("=")
        if option == name:
            values += listed.split(",") if equals else ["/"]
    values = [value for value in values if value]
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


def _whole(value: str) -> str:
    """A value that can stand in a list: Deno 2.9 has no way to write a comma in one."""
    if "," in value:
        raise engine.NoEngine(f"cannot run: Deno can be given no path with a comma: {value}")
    return value
