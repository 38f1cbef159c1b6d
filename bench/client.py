"""A client that costs little, and what processes cost: for measurements beside systemd."""

import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from google.protobuf.message import Message
from hyperframe.frame import Frame, HeadersFrame

from tests.support.daemon import Daemon
from tests.support.h2raw import RawClient, client_context
from tests.support.svids import ClientFiles

IN_FLIGHT = 16


class Client:
    """Raw frames on one mTLS connection, so that it is the daemon that is measured."""

    def __init__(self, daemon: Daemon) -> None:
        folder = daemon.client_config.parent
        files = ClientFiles(folder / "ca.crt", folder / "client.crt", folder / "client.key")
        self._raw = RawClient(daemon.socket, client_context(files))
        # A hundred services may take longer than any one call of a test.
        self._raw.sock.settimeout(60)
        self._streams: Iterator[int] = itertools.count(1, 2)

    def call(self, path: str, request: Message) -> None:
        """Make a call and return when it is answered; AssertionError when it is refused."""
        self.calls(path, [request])

    def calls(self, path: str, requests: Iterable[Message]) -> None:
        """Make calls, `IN_FLIGHT` at a time, and return when all are answered."""
        waiting = iter(requests)
        open_calls = 0
        for request in itertools.islice(waiting, IN_FLIGHT):
            self._begin(path, request)
            open_calls += 1
        while open_calls:
            frame = self._raw.frame()
            assert frame is not None, f"{path}: the daemon closed the connection"
            self._raise_refusal(path, frame)
            if "END_STREAM" in frame.flags:
                open_calls -= 1
                for request in itertools.islice(waiting, 1):
                    self._begin(path, request)
                    open_calls += 1

    def _raise_refusal(self, path: str, frame: Frame) -> None:
        if isinstance(frame, HeadersFrame):
            headers = {str(key): str(text) for key, text in self._raw.decoder.decode(frame.data)}
            assert headers.get("grpc-status", "0") == "0", f"{path}: {headers}"

    def _begin(self, path: str, request: Message) -> None:
        stream = next(self._streams)
        self._raw.send(
            self._raw.headers(stream, f"/aurae.{path}"),
            self._raw.message(stream, request.SerializeToString()),
        )


def took(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def switches(pid: int) -> int:
    """Return how often a process has gone to sleep."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))


def cpu(pid: int) -> float:
    """Return the seconds of a processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
