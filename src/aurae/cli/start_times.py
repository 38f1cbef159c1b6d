"""When services started, as seconds since the machine's boot."""

from collections.abc import Iterable
from typing import NamedTuple

from aurae.cli.workloads import full_name
from aurae.proto.runtime_pb2 import Workload


class Start(NamedTuple):
    """The last start of a service in this boot; `ready` is None when it has not come up by it."""

    name: str
    began: float
    ready: float | None

    @property
    def took(self) -> float:
        """Seconds until it was up; of one that was not, none."""
        return 0.0 if self.ready is None else self.ready - self.began


def starts_of(services: Iterable[Workload]) -> list[Start]:
    """Return the starts of those that were started, in their order."""
    found = []
    for service in services:
        state = service.service
        if state.HasField("began_after_boot"):
            began = state.began_after_boot.ToMicroseconds() / 1e6
            ready = None
            if state.HasField("ready_after_boot"):
                ready = state.ready_after_boot.ToMicroseconds() / 1e6
            found.append(Start(full_name(service), began, ready))
    return sorted(found, key=lambda start: (start.began, start.name))


def shown(seconds: float) -> str:
    """Write a time as `1min 2.345s`, `2.345s` or `17ms`."""
    milliseconds = round(seconds * 1000)
    if milliseconds < 1000:
        return f"{milliseconds}ms"
    minutes, rest = divmod(milliseconds, 60_000)
    text = f"{rest // 1000}.{rest % 1000:03}s"
    return f"{minutes}min {text}" if minutes else text
