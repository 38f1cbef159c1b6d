"""Processes of a workload as a tree."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aurae.proto.runtime_pb2 import Process

BRANCH, LAST, TRUNK, NOTHING = "├─ ", "└─ ", "│  ", "   "


def tree(processes: "Iterable[Process]") -> Iterator[str]:
    """Yield a line for each process, children below their parents.

    Each comes once, whatever the parents say: the list is of moments that may differ.
    """
    known = {process.pid: process for process in processes}
    below: dict[int, list[int]] = {}
    for pid, process in known.items():
        parent = process.parent if process.parent in known and process.parent != pid else 0
        below.setdefault(parent, []).append(pid)
    seen: set[int] = set()
    # A circle of parents has no top.
    tops = below.get(0, []) or list(known)[:1]
    waiting = [(pid, "", number == len(tops) - 1) for number, pid in enumerate(tops)][::-1]
    while waiting:
        pid, lead, is_last = waiting.pop()
        if pid in seen:
            continue
        seen.add(pid)
        yield f"{lead}{LAST if is_last else BRANCH}{pid} {known[pid].command}".rstrip()
        children = below.get(pid, [])
        inner = lead + (NOTHING if is_last else TRUNK)
        waiting += [
            (child, inner, number == len(children) - 1) for number, child in enumerate(children)
        ][::-1]
