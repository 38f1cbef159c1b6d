"""Uses the REPL in a real terminal, tmux, and writes what it showed into docs/auraescript/repl.md.

`python -m tools.repl_session`; the daemon is the tests' one, with canned workloads.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon
from tests.support.until import until

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/auraescript/repl.md"
BLOCK = re.compile(r"(<!-- session:begin .*?-->\n).*?(<!-- session:end -->)", re.DOTALL)
# What is pressed, and what the screen then shows.
STEPS: list[tuple[list[str], str]] = [
    (["let aurae = connect()", "Enter"], "> let aurae = connect()\n>"),
    (["aurae.run"], "runtime(): starts and watches workloads"),
    (["Tab"], "> aurae.runtime"),
    (["().list()", "Enter"], "789Z\n>"),
    (["if aurae.info().uid == 0 {", "Enter"], "\n...\n"),
    (["print('root')", "Enter"], "\n...   print('root')\n...\n"),
    (["}", "Enter"], "\nroot\n>"),
    (["aurae.runtime().get('web')", "Enter"], "no such workload\n>"),
    (["let a b", "Enter"], "SyntaxError"),
    (["print('Zzz'); sleep(60)", "Enter"], "\nZzz\n"),
    (["C-c"], "interrupted\n>"),
    (["C-r"], "I-search backward"),
    (["list"], "backward: list"),
    (["Enter"], "> aurae.runtime().list()"),
    (["C-c"], ".list()\n>"),
    (["aurae.runtime().l"], "lines"),
]


class Screen:
    """A tmux server of its own with one window."""

    def __init__(self, folder: Path, command: str) -> None:
        self._words = [need("tmux"), "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self._call("new-session", "-d", "-x", "100", "-y", "60", command)

    def press(self, keys: list[str]) -> None:
        """Press keys, which have names, or type texts."""
        self._call("send-keys", *keys)

    def text(self) -> str:
        """What it shows, without the empty lines in and after it."""
        lines = self._call("capture-pane", "-p").split("\n")
        return "\n".join(line.rstrip() for line in lines if line.strip())

    def wait(self, shown: str) -> None:
        """Wait until it shows a text."""
        until(lambda: shown in self.text() + "\n", shown)

    def end(self) -> None:
        """End the server, and what runs in it."""
        self._call("kill-server")

    def _call(self, *words: str) -> str:
        done = subprocess.run(
            [*self._words, *words], capture_output=True, text=True, check=True, timeout=30
        )
        return done.stdout


def session() -> str:
    """Use the REPL once; returns what the screen showed at the end."""
    with tempfile.TemporaryDirectory(prefix="aurae-") as scratch, ScriptDaemon() as daemon:
        folder = Path(scratch)
        program = Path(sys.executable).parent / "auraescript"
        variables = f"HOME={folder} NO_COLOR=1 AURAE_CLIENT_CONFIG={daemon.config}"
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        screen = Screen(
            folder, f"env {variables} XDG_CACHE_HOME={cache} {program}; echo ended; read -r _"
        )
        try:
            screen.wait("for help\n>")
            for keys, shown in STEPS:
                screen.press(keys)
                screen.wait(shown)
            text = screen.text().replace(str(daemon.socket), "/run/aurae/aurae.sock")
            screen.press(["C-c", "C-d"])
            screen.wait("ended\n")
            return text
        finally:
            screen.end()


def main() -> None:
    """Write the session into the page."""
    shown = f"```console\n$ auraescript\n{session()}\n```\n"
    text, count = BLOCK.subn(lambda found: found[1] + shown + found[2], PAGE.read_text())
    if count != 1:
        sys.exit(f"cannot write the session: {PAGE} has no markers for it")
    PAGE.write_text(text)
    print(shown, end="")


if __name__ == "__main__":
    main()
