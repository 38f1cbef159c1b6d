"""Ids that the machine has given to users of its own (subuid(5)): nobody else is to use them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILES = ("/etc/subuid", "/etc/subgid")
LARGEST_FILE = 1024 * 1024

_log = logging.getLogger("aurae.surroundings")


class Span(NamedTuple):
    """Ids from `first` to `last`, both among them."""

    first: int
    last: int


def subordinate(files: Iterable[Path]) -> Iterable[Span]:
    """Give what files like subuid(5) have; a file or line that is none is told in the log."""
    for file in files:
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST_FILE)
        except FileNotFoundError:
            continue
        except OSError as error:
            _log.warning("cannot read %s: %s", file, error.strerror)
            continue
        for line in content.splitlines():
            words = line.split(b":")
            if len(words) == 3 and all(word.isdigit() and len(word) < 11 for word in words[1:]):
                first, count = int(words[1]), int(words[2])
                yield Span(first, first + count - 1)
