"""Short words for CellService, for tests that say much with it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.duration_pb2 import Duration

from aurae.proto import cells_pb2
from tests.support.api import Api

Refused = tuple[str, str]
"""The name of a status code, and the text."""


class CellCalls:
    """CellService of one daemon."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def call(self, method: str, limit: float = 30.0, **fields: Any) -> Any:
        """Make a call with these fields in its request."""
        request = getattr(cells_pb2, f"CellService{method}Request")(**fields)
        return self.api.call(f"CellService.{method}", request, limit)

    def refused(self, method: str, **fields: Any) -> Refused:
        """Make a call that has to be refused."""
        try:
            answer = self.call(method, **fields)
        except grpc.RpcError as error:
            return error.code().name, error.details()
        raise AssertionError(f"{method} was granted: {answer}")

    def allocate(self, name: str, **fields: Any) -> Any:
        """Make a cell."""
        return self.call("Allocate", cell=cells_pb2.Cell(name=name, **fields))

    def free(self, name: str, timeout: float | None = None, limit: float = 30.0) -> None:
        """Free a cell."""
        grace = None if timeout is None else Duration(nanos=round(timeout * 1e9) % 10**9)
        if grace is not None:
            grace.seconds = int(timeout or 0)
        self.call("Free", limit, cell_name=name, timeout=grace)

    def start(self, cell: str | None, name: str, command: str, **fields: Any) -> Any:
        """Start an executable in a cell, or on the node."""
        executable = cells_pb2.Executable(name=name, command=command)
        return self.call("Start", cell_name=cell, executable=executable, **fields)

    def stop(self, cell: str | None, name: str) -> None:
        """Stop an executable."""
        self.call("Stop", cell_name=cell, executable_name=name)

    def get(self, name: str) -> Any:
        """Return the node of a cell."""
        return self.call("Get", cell_name=name).cell

    def names(self) -> list[str]:
        """Return the paths of all cells, each before those below it."""
        return [node.cell.name for node in flat(self.call("List").cells)]

    def watch(self, name: str = "") -> Any:
        """Begin to watch; the call has `cancel`."""
        request = cells_pb2.CellServiceWatchRequest(cell_name=name)
        return self.api.stream("CellService.Watch", request)


def flat(nodes: Any) -> Iterator[Any]:
    """Give all nodes of trees, each before those below it."""
    for node in nodes:
        yield node
        yield from flat(node.children)


def cell_folders(root: Path) -> list[str]:
    """Return the paths below a cgroup root that are no leaves."""
    # Not with glob, which raises when one goes meanwhile.
    found = [Path(path) for path, _, _ in os.walk(root)]
    names = (str(path.relative_to(root)) for path in found if path != root)
    return sorted(name for name in names if "_" not in name)
