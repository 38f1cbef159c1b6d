"""`aer plot`: draws when services started."""

import argparse
import asyncio
import math
import sys
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.services import CELL, services_of
from aurae.cli.start_times import Start, shown, starts_of
from aurae.cli.table import printable
from aurae.client.errors import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

ARGUMENTS = (CELL, LIMIT, *COMMON)
ROW, TOP, LEFT, WIDTH, LABEL = 20, 50, 20, 1000, 320
"""Pixels: height of a row, space above and left, width of the time that is drawn, room for the last label."""
LINES = 10
"""Lines of the grid, at most twice as many."""
STYLE = (
    "text{font:12px sans-serif;fill:#222}.grid{stroke:#ccc}.start{fill:#d62728}"
    ".up{fill:#bbd6ec}.never{fill:#999}"
)


def run(options: argparse.Namespace) -> int:
    """Write an SVG to standard output: a row for each service, red while it started, blue since it is up."""
    starts = starts_of(asyncio.run(services_of(options)))
    if not starts:
        raise ClientError("cannot draw: no service was started since the boot")
    sys.stdout.write(drawing(starts))
    return 0


def drawing(starts: list[Start]) -> str:
    """Return the SVG of starts in their order; names are made harmless."""
    first = starts[0].began
    last = max(start.began if start.ready is None else start.ready for start in starts)
    step = _step(last - first)
    begin, end = math.floor(first / step), math.floor(last / step) + 1
    scale = WIDTH / ((end - begin) * step)

    def place(seconds: float) -> float:
        return round(LEFT + (seconds - begin * step) * scale, 1)

    bottom = TOP + ROW * len(starts)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + LABEL}" height="{bottom + ROW}">',
        f"<style>{STYLE}</style>",
        f'<text x="{LEFT}" y="18">Starts of services, in seconds since the boot</text>',
    ]
    for number in range(begin, end + 1):
        x = place(number * step)
        parts.append(f'<line class="grid" x1="{x}" y1="{TOP - 8}" x2="{x}" y2="{bottom}"/>')
        parts.append(f'<text x="{x + 2}" y="{TOP - 12}">{number * step:g}</text>')
    for row, start in enumerate(starts):
        parts += _row(start, TOP + ROW * row, place, place(end * step))
    return "\n".join([*parts, "</svg>", ""])


def _row(start: Start, y: int, place: "Callable[[float], float]", edge: float) -> list[str]:
    left = place(start.began)
    height = ROW - 4
    if start.ready is None:
        bars = [_bar("never", left, 3.0, y, height)]
        how = "not up"
    else:
        middle = place(start.ready)
        bars = [
            _bar("up", middle, edge - middle, y, height),
            _bar("start", left, max(middle - left, 1.0), y, height),
        ]
        how = shown(start.took)
    label = f"{escape(printable(start.name))} ({how})"
    return [*bars, f'<text x="{left + 4}" y="{y + height - 4}">{label}</text>']


def _bar(kind: str, x: float, width: float, y: int, height: int) -> str:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{round(max(width, 0.0), 1)}" height="{height}"/>'


def _step(seconds: float) -> float:
    """Return the distance of two lines of the grid: 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(max(seconds, 0.001) / LINES))
    return next(power * times for times in (1, 2, 5, 10) if power * times * LINES >= seconds)
