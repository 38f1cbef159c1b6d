"""A program in a terminal of its own, by tmux: what it shows, and keys for it."""

import os
import shlex
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.require import need
from tests.support.until import until


class Screen:
    """A terminal with one program; the server behind it ends with it."""

    def __init__(
        self, command: list[str], folder: Path, environment: dict[str, str], size: tuple[int, int]
    ) -> None:
        self._tmux = [need("tmux"), "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self._environment = {
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            **environment,
        }
        columns, lines = size
        self._run("new-session", "-d", "-x", str(columns), "-y", str(lines), shlex.join(command))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)

    def shown(self) -> str:
        """Return what the terminal shows, without blanks at the ends of its lines."""
        return self._run("capture-pane", "-p").rstrip("\n") + "\n"

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names of them; what is no name is typed."""
        self._run("send-keys", *keys)

    def wait(self, *words: str, limit: float = 60.0) -> str:
        """Wait until all words are shown; returns what is shown then."""
        last = ""

        def complete() -> str:
            nonlocal last
            last = self.shown()
            return last if all(word in last for word in words) else ""

        try:
            return until(complete, f"{words} are shown", limit)
        except AssertionError as error:
            raise AssertionError(f"{error}; the screen:\n{last}") from None

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._tmux, *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
