"""Layers with programs that are installed on this machine, and the libraries that they need."""

import os
import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.support.busybox_image import tar_of

_LIBRARY = re.compile(r"(?:=> )?(/\S+) \(0x")
Entries = dict[str, tuple[int, bytes | str]]


@cache
def programs_layer(*programs: str, folders: tuple[str, ...] = ()) -> bytes:
    """Return a layer of programs, each where it is here, what they are linked to, and whole folders."""
    files = {*programs, *(path for path in _below(folders) if not os.path.islink(path))}
    linked = {path for path in files if _is_program(path)}
    entries: Entries = {}
    for path in sorted(files | set(_libraries(linked))):
        # What is a link here is a file there: nothing else has to be followed.
        content = Path(path).read_bytes()
        entries[path.lstrip("/")] = (0o755 if os.access(path, os.X_OK) else 0o644, content)
    for path in _below(folders):
        if os.path.islink(path):
            entries[path.lstrip("/")] = (0o777, os.readlink(path))
    return tar_of(entries)


def _below(folders: Iterable[str]) -> list[str]:
    return [
        os.path.join(place, name)
        for folder in folders
        for place, _, names in os.walk(folder)
        for name in sorted(names)
    ]


def _is_program(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(4) == b"\x7fELF"


def _libraries(programs: Iterable[str]) -> list[str]:
    chosen = sorted(programs)
    if not chosen:
        return []
    done = subprocess.run(["ldd", *chosen], capture_output=True, text=True, check=False)
    return sorted(set(_LIBRARY.findall(done.stdout)))
