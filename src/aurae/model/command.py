"""From a command line to words, as a shell would split it, and back to something short to show."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN_BYTES = 4096
"""Most bytes of a command line that are kept with a workload for people to see."""


def split_command(line: str) -> tuple[str, ...]:
    """Split a command line at blanks, minding quotes and backslashes; nothing is expanded.

    `#` begins no comment and `$`, `*`, `~`, `|` mean themselves. BadValue when a quote is not
    closed, a backslash ends the line, or there is a NUL or no word at all.
    """
    if "\0" in line:
        raise BadValue("", "has a NUL character")
    try:
        words = shlex.split(line, comments=False, posix=True)
    except ValueError as error:
        why = "a backslash ends it" if "escape" in str(error) else "a quote is not closed"
        raise BadValue("", why) from None
    if not words:
        raise BadValue("", "is empty")
    return tuple(words)


def shown_argv(argv: Sequence[str]) -> tuple[str, ...]:
    """Return as much of a command line as is kept: whole words up to 4 KiB, then `…`.

    A command line may hold megabytes. What a list of a thousand workloads carries has to be
    bounded, and the process itself has the whole in /proc.
    """
    kept: list[str] = []
    room = SHOWN_BYTES
    for word in argv:
        size = len(word.encode("utf-8", "surrogateescape")) + 1
        if size > room:
            kept.append(_beginning(word, room) + "…")
            break
        kept.append(word)
        room -= size
    return tuple(kept)


def _beginning(word: str, size: int) -> str:
    cut = word[:size].encode("utf-8", "surrogateescape")[: max(size - 4, 0)]
    return cut.decode("utf-8", "ignore")
