"""Counts HTTP/2 frames before anything parses them, and refuses floods.

Parsing a frame costs this process tens of microseconds, sending one costs a peer nothing. The gate
reads only the nine bytes of each frame's header: it bounds lengths, header blocks and, by a bucket
for each kind, rates; and it cuts what arrived into turns of bounded work. It does no I/O.
"""

from collections.abc import Callable

from h2.errors import ErrorCodes

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
MAX_FRAME = 16_384
"""Longest frame payload in bytes: the least HTTP/2 allows to announce, and what we announce."""
MAX_HEADER_BLOCK = 64 * 1024
"""Longest compressed header block in bytes, over HEADERS and all its CONTINUATION frames."""
MAX_CONTINUATIONS = 8
SMALL = 64
"""DATA shorter than this (bytes) that ends no stream is counted as small."""

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS = 0, 1, 2, 3, 4
PING, WINDOW_UPDATE, CONTINUATION = 6, 8, 9
_END_STREAM = 0x1


class Violation(Exception):
    """The peer breaks a limit: the connection ends with `code` and the text."""

    def __init__(self, code: ErrorCodes, text: str) -> None:
        super().__init__(text)
        self.code = code


class Bucket:
    """A token bucket: `burst` at once, `rate` a second in the long run."""

    __slots__ = ("burst", "name", "rate", "stamp", "tokens")

    def __init__(self, name: str, rate: float, burst: float, now: float) -> None:
        self.name = name
        self.rate = rate
        self.burst = burst
        self.tokens = burst
        self.stamp = now

    def take(self, now: float) -> None:
        """Take one; raises Violation when none is left."""
        tokens = self.tokens - 1
        if tokens < 0:
            tokens = min(self.burst, tokens + (now - self.stamp) * self.rate)
            self.stamp = now
            if tokens < 0:
                self.tokens = 0
                raise Violation(
                    ErrorCodes.ENHANCE_YOUR_CALM,
                    f"too many {self.name}: more than {self.rate:.0f} a second",
                )
        self.tokens = tokens

    def give(self, count: int) -> None:
        """Allow `count` more, up to the burst."""
        self.tokens = min(self.burst, self.tokens + count)


class FrameGate:
    """Reads the frame headers of one connection. `clock` gives seconds, monotonic."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._preface = 0
        self._head = bytearray()
        self._body = 0
        self._block = 0
        self._continuations = 0
        now = clock()
        # BDP probes of gRPC clients may ping at the rate of round trips.
        self._streams = Bucket("streams", 10_000, 10_000, now)
        self._windows = Bucket("WINDOW_UPDATE frames", 1000, 20_000, now)
        self._small = Bucket("small DATA frames", 10_000, 10_000, now)
        self._empty = Bucket("empty DATA frames", 100, 200, now)
        self._other = Bucket("frames of unknown kind", 20, 50, now)
        self._buckets = {
            PRIORITY: Bucket("PRIORITY frames", 100, 500, now),
            RST_STREAM: Bucket("RST_STREAM frames", 500, 500, now),
            SETTINGS: Bucket("SETTINGS frames", 10, 50, now),
            PING: Bucket("PING frames", 500, 1000, now),
            WINDOW_UPDATE: self._windows,
        }

    @property
    def greeted(self) -> bool:
        """Whether the whole connection preface has arrived."""
        return self._preface == len(PREFACE)

    def sent_data(self, frames: int) -> None:
        """Note DATA frames of ours, which a peer may answer with window updates for both levels."""
        self._windows.give(2 * frames)

    def admit(self, data: bytes, limit: int) -> int:
        """Say how many bytes of `data` make up the next `limit` frames at most.

        Call it again with the rest. Raises Violation.
        """
        at = self._greet(data) if self._preface < len(PREFACE) else 0
        size = len(data)
        now = self._clock()
        while at < size:
            if self._body:
                step = min(self._body, size - at)
                self._body -= step
                at += step
                continue
            if not limit:
                return at
            missing = 9 - len(self._head)
            self._head += data[at : at + missing]
            at += missing
            if at > size:
                return size
            limit -= 1
            self._frame(bytes(self._head), now)
            self._head.clear()
        return size

    def _greet(self, data: bytes) -> int:
        part = data[: len(PREFACE) - self._preface]
        if part != PREFACE[self._preface : self._preface + len(part)]:
            raise Violation(ErrorCodes.PROTOCOL_ERROR, "this is not HTTP/2")
        self._preface += len(part)
        return len(part)

    def _frame(self, head: bytes, now: float) -> None:
        self._body = length = (head[0] << 16) | (head[1] << 8) | head[2]
        kind, flags = head[3], head[4]
        if length > MAX_FRAME:
            raise Violation(
                ErrorCodes.FRAME_SIZE_ERROR, f"frame of {length} bytes, the limit is {MAX_FRAME}"
            )
        if kind == DATA:
            if length < SMALL and not flags & _END_STREAM:
                (self._small if length else self._empty).take(now)
        elif kind == HEADERS:
            self._streams.take(now)
            self._windows.give(2)
            self._block = length
            self._continuations = 0
        elif kind == CONTINUATION:
            self._continue(length)
        elif not (kind == SETTINGS and flags & 1):  # not an acknowledgement of ours
            self._buckets.get(kind, self._other).take(now)

    def _continue(self, length: int) -> None:
        self._block += length
        self._continuations += 1
        if self._continuations > MAX_CONTINUATIONS or self._block > MAX_HEADER_BLOCK:
            raise Violation(ErrorCodes.ENHANCE_YOUR_CALM, "header block too long")
