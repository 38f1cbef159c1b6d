"""From a command line to words, as a shell would split it, and back to something short to show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_LINE = 131_071
"""Bytes of a command line: what the kernel takes as one argument of a shell, and the most that is
split here, where everybody else waits meanwhile. There is no such limit for an argv."""

SHOWN_BYTES = 4096
"""Most bytes of a command line that are kept with a workload for people to see."""


_BLANKS = " \t\r\n"
_PART = re.compile(
    r"""[ \t\r\n]+ | [^ \t\r\n'"\\]+ | '[^']*' | "[^"\\]*(?:\\.[^"\\]*)*" | \\. | (.)""",
    re.DOTALL | re.VERBOSE,
)
"""A part of a word, blanks between words, or, as the group, what begins no part."""
_ESCAPED = re.compile(r'\\(["\\])')


def check_line(line: str) -> str:
    """Return a command line; BadValue when it is blank or too long, or has a NUL."""
    if "\0" in line:
        raise BadValue("", "has a NUL character")
    size = len(line.encode("utf-8", "surrogateescape"))
    if size > LONGEST_LINE:
        raise BadValue("", f"has {size} bytes, at most {LONGEST_LINE} are allowed: use argv")
    if not line.strip(_BLANKS):
        raise BadValue("", "is empty")
    return line


def split_command(line: str) -> tuple[str, ...]:
    """Split a command line at blanks, minding quotes and backslashes; nothing is expanded.

    `#` begins no comment and `$`, `*`, `~`, `|` mean themselves. BadValue when a quote is not
    closed or a backslash ends the line, and as `check_line`.
    """
    # shlex.split gives the same words, and takes time that grows with the square of a word.
    words: list[str] = []
    word: list[str] | None = None
    for match in _PART.finditer(check_line(line)):
        if match[1]:
            why = "a backslash ends it" if match[1] == "\\" else "a quote is not closed"
            raise BadValue("", why)
        if match[0][0] not in _BLANKS:
            word = word or []
            word.append(_unquoted(match[0]))
        elif word is not None:
            words.append("".join(word))
            word = None
    if word is not None:
        words.append("".join(word))
    return tuple(words)


def _unquoted(part: str) -> str:
    if part[0] == "'":
        return part[1:-1]
    if part[0] == '"':
        return _ESCAPED.sub(r"\1", part[1:-1])
    return part.removeprefix("\\")


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
