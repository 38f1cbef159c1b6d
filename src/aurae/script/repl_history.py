"""What was typed at the REPL's prompt, kept between its runs."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from prompt_toolkit.history import History
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable

LIMIT = 10_000
# The file is shortened when it has this many lines too much: not at every start.
SLACK = 1_000


def place() -> str:
    """Path of the file, by the XDG base directory specification."""
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(state, "aurae/history")


class HistoryFile(History):
    """A line of JSON for each input, the newest last; nobody else may read it.

    Any number of REPLs append to it. Where it cannot be written there is no history after the end.
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path

    @override
    def load_history_strings(self) -> Iterable[str]:
        lines = self._lines()
        if len(lines) > LIMIT + SLACK:
            self._shorten(lines[-LIMIT:])
        for line in reversed(lines[-LIMIT:]):
            try:
                text = json.loads(line)
            except ValueError:  # written in part
                continue
            if isinstance(text, str):
                yield text

    @override
    def append_string(self, string: str) -> None:
        # As shells have it: what begins with a blank is nobody's business.
        if string.strip() and not string.startswith(" "):
            super().append_string(string)

    @override
    def store_string(self, string: str) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        try:
            os.makedirs(os.path.dirname(self._path), mode=0o700, exist_ok=True)
            file = os.open(self._path, flags, 0o600)
            try:
                os.fchmod(file, 0o600)
                os.write(file, json.dumps(string).encode() + b"\n")
            finally:
                os.close(file)
        except OSError:
            pass

    def _lines(self) -> list[bytes]:
        try:
            with open(self._path, "rb") as file:
                return file.read().splitlines()
        except OSError:
            return []

    def _shorten(self, lines: list[bytes]) -> None:
        scratch = f"{self._path}.{os.getpid()}"
        try:
            file = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with open(file, "wb") as target:
                target.write(b"\n".join(lines) + b"\n")
            os.replace(scratch, self._path)
        except OSError:
            pass
