"""What one leaf uses, from the files that its controllers give it, and what the groups above allow."""

import os

from aurae.linux import cgroup
from aurae.model.pressure import Candidate, PressurePreference

PREFERENCE = b"trusted.aurae.pressure"
"""Extended attribute of a leaf: it outlives the server, and needs no row."""

NUMBERS = {
    "memory_bytes": "memory.current",
    "memory_peak_bytes": "memory.peak",
    "processes": "pids.current",
}
LIMITS = {"memory_limit_bytes": "memory.max", "processes_limit": "pids.max"}
"""Files with one number, or `max` for none."""


def read(folder: int) -> dict[str, int]:
    """Return the numbers there are; a file that the kernel does not give is left out."""
    found = {}
    for name, file in NUMBERS.items():
        text = _text(folder, file).strip()
        if text.isdecimal():
            found[name] = int(text)
    tighten(found, folder)
    for line in _text(folder, "cpu.stat").splitlines():
        name, _, number = line.partition(" ")
        if name == "usage_usec":
            found["cpu_us"] = int(number)
    for word, name in (("rbytes", "read_bytes"), ("wbytes", "written_bytes")):
        numbers = [
            int(value)
            for line in _text(folder, "io.stat").splitlines()
            for key, _, value in (pair.partition("=") for pair in line.split()[1:])
            if key == word
        ]
        if numbers:
            found[name] = sum(numbers)
    return found


def candidate(ident: int, folder: int) -> Candidate:
    """Return what decides whether a workload is killed under pressure."""
    scanned = next(
        (line for line in _text(folder, "memory.stat").splitlines() if line.startswith("pgscan ")),
        "pgscan 0",
    )
    used = _text(folder, "memory.current").strip()
    return Candidate(ident, int(scanned.split()[1]), int(used or 0), _preference(folder))


def prefer(folder: int, preference: PressurePreference) -> None:
    """Note what is said of a workload for times of pressure. Raises OSError."""
    os.setxattr(folder, PREFERENCE, preference.value.encode())


def _preference(folder: int) -> PressurePreference | None:
    try:
        return PressurePreference(os.getxattr(folder, PREFERENCE).decode())
    except (OSError, ValueError):
        return None  # nothing was said


def tighten(found: dict[str, int], folder: int) -> None:
    """Lower the limits in `found` to those of this group, which hold for all below it as well."""
    for name, file in LIMITS.items():
        text = _text(folder, file).strip()
        if text.isdecimal():
            found[name] = min(int(text), found.get(name, int(text)))


def _text(folder: int, file: str) -> str:
    try:
        return cgroup.read(folder, file)
    except OSError:
        return ""


def controllers(folder: int) -> frozenset[str]:
    """Return the controllers that a leaf has. Raises OSError."""
    return cgroup.controllers(folder)
