"""Runs the README's tour against a daemon of its own and writes the real output between the markers."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.support.daemon import Daemon

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- tour:begin .*?-->\n).*?(<!-- tour:end -->)", re.DOTALL)

CRASH = "kill -KILL $(aer status -o yaml | sed -n 's/^server_pid: //p')"
COMMANDS = [
    "aer info",
    "auraescript examples/hello.aurae",
    "aer run --name clock --detach -- sh -c 'while date; do sleep 1; done'",
    "aer ps",
    CRASH,
    "aer ps",
    "aer logs --timestamps clock",
    "aer stop clock",
    "aer ps --all",
    "aer run -- sh -c 'echo out; echo err >&2; exit 3'",
    "echo $?",
    "aer run -- /bin/nope",
    "echo $?",
]


def outputs() -> list[str]:
    """Run the commands one after the other and return what each printed."""
    found = []
    status = 0
    with Daemon() as daemon:
        path = f"{daemon.programs}:{os.environ['PATH']}"
        environment = daemon.environment(PATH=path)
        for command in COMMANDS:
            # One shell for each, as a reader types them; `$?` is that of the one before.
            words = ["sh", "-c", f"(exit {status}); {command}"]
            done = subprocess.run(
                words, env=environment, capture_output=True, text=True, check=False, timeout=60
            )
            status = done.returncode
            found.append((done.stdout + done.stderr).rstrip("\n"))
            if command == CRASH:
                daemon.wait_serving()
    return found


def block(texts: list[str]) -> str:
    """Return the Markdown of the tour: one console session."""
    session = [
        f"$ {command}" + (f"\n{text}" if text else "")
        for command, text in zip(COMMANDS, texts, strict=True)
    ]
    return "```console\n" + "\n".join(session) + "\n```\n"


def main() -> None:
    """Write the tour into the README."""
    os.chdir(ROOT)
    tour = block(outputs())
    text, count = BLOCK.subn(lambda found: found[1] + tour + found[2], README.read_text())
    if count != 1:
        sys.exit("cannot write the tour: README.md has no markers for it")
    README.write_text(text)
    print(tour, end="")


if __name__ == "__main__":
    main()
