"""Unary calls over the Unix socket with mTLS: latency of one at a time, and 16 in flight.

    python bench/rpc.py                              a listener of its own, alone on one core
    python bench/rpc.py SOCKET CA.CRT CLIENT.CRT CLIENT.KEY     a running daemon

The client is raw frames on a blocking socket, so that the server is what is measured.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hyperframe.frame import HeadersFrame

from tests.support.h2raw import RawClient, client_context
from tests.support.svids import ClientFiles
from tests.support.tiny_server import DISCOVER, TinyServer


class Meter:
    """One connection that counts ended streams."""

    def __init__(self, socket: Path, files: ClientFiles) -> None:
        self.client = RawClient(socket, client_context(files))
        self.stream = -1
        # Indexed headers after the first call, like every client's.
        self.client.call(self._next(), DISCOVER)

    def _next(self) -> int:
        self.stream += 2
        return self.stream

    def start(self) -> None:
        """Send one call."""
        stream = self._next()
        self.client.send(self.client.headers(stream, DISCOVER), self.client.message(stream, b""))

    def ended(self) -> int:
        """Wait for frames and return how many streams they end."""
        frame = self.client.frame()
        assert frame is not None, "the server closed the connection"
        return int(isinstance(frame, HeadersFrame) and "END_STREAM" in frame.flags)


def latency(meter: Meter, calls: int) -> list[float]:
    """Return the seconds of each of `calls` calls, one after the other, sorted."""
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        meter.start()
        while not meter.ended():
            pass
        times.append(time.perf_counter() - start)
    return sorted(times)


def throughput(meter: Meter, calls: int, in_flight: int) -> float:
    """Return calls a second with `in_flight` of them open all the time."""
    begun = done = 0
    start = time.perf_counter()
    while done < calls:
        while begun < calls and begun - done < in_flight:
            meter.start()
            begun += 1
        done += meter.ended()
    return calls / (time.perf_counter() - start)


def run(socket: Path, files: ClientFiles, server: int | None) -> None:
    """Measure and print."""
    cores = sorted(os.sched_getaffinity(0))
    if server is not None and len(cores) > 1:
        os.sched_setaffinity(server, {cores[0]})
        os.sched_setaffinity(0, {cores[1]})
    meter = Meter(socket, files)
    latency(meter, 500)
    times = latency(meter, 3000)
    print(f"unary, one at a time: p50 {times[1500] * 1e3:.3f} ms, p99 {times[2970] * 1e3:.3f} ms")
    rates = sorted(throughput(meter, 6000, 16) for _ in range(5))
    print(f"16 in flight: {rates[2]:.0f} calls/s (median of 5; worst {rates[0]:.0f})")
    if server is not None:
        fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
        cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        print(f"server: {cpu / (3500 + 30000) * 1e6:.0f} us of CPU a call")


def main() -> None:
    """Parse arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path, help="SOCKET CA CERTIFICATE KEY")
    files = parser.parse_args().files
    if files:
        run(files[0], ClientFiles(*files[1:4]), None)
        return
    with tempfile.TemporaryDirectory() as folder:
        with TinyServer(Path(folder)) as server:
            run(server.socket, server.client, server.process.pid)


if __name__ == "__main__":
    main()
