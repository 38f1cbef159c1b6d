"""How quickly AuraeScript starts, calls, transforms and checks, beside Deno itself in the same run."""

import itertools
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path

from bench.stopwatch import median, milliseconds
from tests.support.daemon import PROGRAMS, Daemon

ROOT = Path(__file__).resolve().parent.parent
HELLO = "examples/hello.aurae"
DENO = str(PROGRAMS / "deno")
TIMES = 15
CALLS = 4000
LINES = 10_000
# performance.now() counts from the engine's start.
FIRST = "connect().discovery().discover()\nconsole.log(performance.now())\n"
RATE = f"""
let discovery = connect().discovery()
for let i = 0; i < 500; i++ {{ discovery.discover() }}
let begun = performance.now()
for let i = 0; i < {CALLS}; i++ {{ discovery.discover() }}
console.log({CALLS} / (performance.now() - begun) * 1000)
"""


def _written(daemon: Daemon, name: str, text: str) -> str:
    path = daemon.folder / name
    path.write_text(text)
    return str(path)


def _beside(ours: float, peer: float, name: str) -> str:
    times = f"{milliseconds(peer)}, ratio {ours / peer:.1f}"
    return f"{milliseconds(ours)} ({name}: {times})"


def _deno(daemon: Daemon, *words: str) -> Callable[[], object]:
    return lambda: subprocess.run(
        [DENO, *words], env=daemon.environment(), check=True, capture_output=True
    )


def hello(daemon: Daemon) -> str:
    """The example: connect, two calls, one execution."""
    return milliseconds(median(lambda: daemon.script(HELLO), TIMES))


def empty(daemon: Daemon) -> str:
    """A script without a statement."""
    path = _written(daemon, "empty.aurae", "")
    nothing = _written(daemon, "nothing.js", "")
    ours = median(lambda: daemon.script(path), TIMES)
    peer = median(_deno(daemon, "run", "--no-config", nothing), TIMES)
    return _beside(ours, peer, "`deno run` of nothing")


def first_call(daemon: Daemon) -> str:
    """Connect and one call, counted from the engine's start."""
    path = _written(daemon, "first.aurae", FIRST)
    taken = [float(daemon.script(path).stdout) for _ in range(TIMES)]
    return milliseconds(statistics.median(taken) / 1000)


def rate(daemon: Daemon) -> str:
    """Synchronous calls one after the other, over one connection."""
    path = _written(daemon, "rate.aurae", RATE)
    return f"{statistics.median(float(daemon.script(path).stdout) for _ in range(5)):.0f}"


def transform(daemon: Daemon) -> str:
    """The first transformation of a process, where nothing is compiled yet; another each time."""
    bundle = str(daemon.folder / "cold.js")
    esbuild = ROOT / "sdk/typescript/node_modules/.bin/esbuild"
    options = (f"--outfile={bundle}", "--bundle", "--format=esm", "--log-level=error")
    subprocess.run([esbuild, ROOT / "bench/cold.ts", *options], check=True)
    taken = [
        float(
            subprocess.run(
                [DENO, "run", "--no-config", bundle, str(LINES)],
                env=daemon.environment(),
                check=True,
                capture_output=True,
            ).stdout
        )
        for _ in range(TIMES)
    ]
    return milliseconds(statistics.median(taken) / 1000)


def check(daemon: Daemon) -> str:
    """Types of the example, each time with no cache at all; beside Deno's check of an empty file."""
    numbers = itertools.count()
    nothing = _written(daemon, "nothing.ts", "")

    def fresh() -> str:
        return str(daemon.folder / f"cache-{next(numbers)}")

    def peer() -> object:
        words = [DENO, "check", "--no-config", nothing]
        environment = daemon.environment(DENO_DIR=fresh())
        return subprocess.run(words, env=environment, check=True, capture_output=True)

    ours = median(lambda: daemon.script("check", HELLO, XDG_CACHE_HOME=fresh()), 5, warm=1)
    return _beside(ours, median(peer, 5, warm=1), "`deno check` of an empty file")
