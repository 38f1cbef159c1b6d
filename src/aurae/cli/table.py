"""Tables and colours for people at a terminal."""

import os
import shutil
import sys
from collections.abc import Sequence
from typing import TextIO

from aurae.model.shown import CONTROL

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "dim": "2", "bold": "1"}

STATUS_COLOURS = {
    "running": "green",
    "allocated": "green",
    "frozen": "yellow",
    "freeing": "yellow",
    "starting": "yellow",
    "stopping": "yellow",
    "failed": "red",
    "lost": "red",
    "orphaned": "red",
    "active": "green",
    "activating": "yellow",
    "reloading": "yellow",
    "deactivating": "yellow",
    "waiting": "yellow",
    "backoff": "red",
}


def has_colours(stream: TextIO) -> bool:
    """Say whether a stream shows colours: a terminal, TERM not `dumb`, and NO_COLOR not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def coloured(text: str, colour: str | None, stream: TextIO | None = None) -> str:
    """Return the text in a colour when `stream` (standard output) shows colours."""
    if colour is None or not has_colours(stream or sys.stdout):
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def printable(text: str) -> str:
    """Replace what could move a terminal's cursor or turn its text around, line feeds too."""
    return CONTROL.sub("\ufffd", text)


def table(heading: Sequence[str], rows: Sequence[Sequence[str]], colours: str = "STATUS") -> str:
    """Lay out rows in columns; at a terminal the last column is cut at its width.

    The column called `colours` is coloured by the first word of its cells.
    """
    cells = [list(heading), *([printable(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heading))]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    last = len(heading) - 1
    left = room - sum(widths[:last]) - 2 * last
    lines = []
    for number, row in enumerate(cells):
        parts = []
        for column, cell in enumerate(row):
            text = cell if column == last else cell.ljust(widths[column])
            if column == last and room and len(text) > max(left, 8):
                text = text[: max(left, 8) - 1] + "…"
            if number and heading[column] == colours:
                text = coloured(text, STATUS_COLOURS.get(cell.partition(" ")[0]))
            parts.append(text)
        lines.append("  ".join(parts).rstrip() + "\n")
    return "".join(lines)


def listing(pairs: Sequence[tuple[str, str]]) -> str:
    """Lay out names and values, one pair a line."""
    shown = [(printable(name) + ":", printable(value) or "-") for name, value in pairs]
    width = max(len(name) for name, _ in shown)
    return "".join(f"{name:<{width}} {value}\n" for name, value in shown)


def age(seconds: float) -> str:
    """Write a span for people in its largest unit: `12s`, `5m`, `3h`, `9d`."""
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= length:
            return f"{int(seconds // length)}{unit}"
    return f"{max(0, int(seconds))}s"
