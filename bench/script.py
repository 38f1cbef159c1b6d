"""How quickly AuraeScript starts and calls, beside Deno itself in the same run.

Usage: python -m bench.script [TIMES]
"""

import subprocess
import sys

from bench.stopwatch import median, milliseconds
from tests.support.auraescript import run
from tests.support.daemon import PROGRAMS, Daemon

HELLO = "examples/hello.aurae"
CALLS = """
let discovery = connect().discovery()
let first = performance.now()
for let i = 0; i < 500; i++ { discovery.discover() }
let begun = performance.now()
for let i = 0; i < 3000; i++ { discovery.discover() }
console.log(Math.round(3000 / (performance.now() - begun) * 1000), first)
"""


def main(arguments: list[str]) -> None:
    """Print medians of whole processes, and the rate of synchronous calls."""
    times = int(arguments[0]) if arguments else 15
    with Daemon() as daemon:
        empty, peer, calls = (daemon.folder / name for name in ("e.aurae", "e.js", "c.aurae"))
        empty.touch()
        peer.touch()
        calls.write_text(CALLS)
        deno = [str(PROGRAMS / "deno"), "run", "--no-config", str(peer)]
        scripts = {
            f"auraescript {HELLO}": lambda: run(HELLO, config=daemon.client_config),
            "auraescript, empty script": lambda: run(empty, config=daemon.client_config),
            "deno run, empty .js": lambda: subprocess.run(deno, check=True, capture_output=True),
        }
        for name, work in scripts.items():
            sys.stdout.write(f"{name:<36} {milliseconds(median(work, times))}\n")
        rate, connected = run(calls, config=daemon.client_config).stdout.split()
        sys.stdout.write(f"{'synchronous calls a second':<36} {rate}\n")
        spent = milliseconds(float(connected) / 1000)
        sys.stdout.write(f"{'connected, after the engine started':<36} {spent}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
