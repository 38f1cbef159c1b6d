"""An HTTP/2 client that may misbehave: blocking, frame by frame, over TLS or without."""

import contextlib
import socket
import ssl
import struct
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from hpack import Decoder, Encoder
from hyperframe.frame import (
    DataFrame,
    Frame,
    GoAwayFrame,
    HeadersFrame,
    SettingsFrame,
    WindowUpdateFrame,
)

from tests.support.svids import ClientFiles

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def client_context(files: ClientFiles | None, ca: Path | None = None) -> ssl.SSLContext:
    """Return a client's context; without files it has no certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    if files is not None:
        context.load_cert_chain(files.certificate, files.key)
        ca = ca or files.ca
    if ca is None:
        context.verify_mode = ssl.CERT_NONE
    else:
        context.load_verify_locations(ca)
    context.set_alpn_protocols(["h2"])
    return context


def connect(address: Path | tuple[str, int]) -> socket.socket:
    """Connect a plain socket, with a limit of 10 s on every call."""
    family = socket.AF_INET if isinstance(address, tuple) else socket.AF_UNIX
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.settimeout(10)
    try:
        sock.connect(address if isinstance(address, tuple) else str(address))
    except OSError:
        sock.close()
        raise
    return sock


class RawClient:
    """One connection. `context` None means no TLS."""

    def __init__(
        self,
        address: Path | tuple[str, int],
        context: ssl.SSLContext | None,
        *,
        greet: bool = True,
    ) -> None:
        plain = connect(address)
        try:
            self.sock = context.wrap_socket(plain) if context is not None else plain
        except OSError:
            plain.close()
            raise
        self.encoder = Encoder()
        self.decoder = Decoder()
        self._buffer = b""
        self._owed = 0
        if greet:
            self.send(PREFACE, SettingsFrame(0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.sock.close()

    def send(self, *parts: Frame | bytes) -> None:
        """Send frames and raw bytes."""
        self.sock.sendall(
            b"".join(part if isinstance(part, bytes) else part.serialize() for part in parts)
        )

    def headers(self, stream: int, path: str, *extra: tuple[str, str]) -> HeadersFrame:
        """Return the headers of a call."""
        frame = HeadersFrame(stream)
        frame.data = self.encoder.encode(
            [
                (":method", "POST"),
                (":scheme", "https"),
                (":path", path),
                (":authority", "localhost"),
                ("te", "trailers"),
                ("content-type", "application/grpc"),
                *extra,
            ]
        )
        frame.flags.add("END_HEADERS")
        return frame

    def data(self, stream: int, payload: bytes, *, end: bool = True) -> DataFrame:
        """Return a DATA frame."""
        frame = DataFrame(stream)
        frame.data = payload
        if end:
            frame.flags.add("END_STREAM")
        return frame

    def message(self, stream: int, payload: bytes, *, end: bool = True) -> DataFrame:
        """Return a DATA frame with one gRPC message."""
        return self.data(stream, struct.pack(">BI", 0, len(payload)) + payload, end=end)

    def frame(self) -> Frame | None:
        """Return the next frame; None at the end of the connection."""
        while True:
            if len(self._buffer) >= 9:
                frame, length = Frame.parse_frame_header(memoryview(self._buffer[:9]))
                if len(self._buffer) >= 9 + length:
                    frame.parse_body(memoryview(self._buffer[9 : 9 + length]))
                    self._buffer = self._buffer[9 + length :]
                    if isinstance(frame, DataFrame):
                        self._credit(length)
                    return frame
            try:
                data = self.sock.recv(65536)
            except (ConnectionError, ssl.SSLError):
                return None
            if not data:
                return None
            self._buffer += data

    def _credit(self, size: int) -> None:
        self._owed += size
        if self._owed > 16_384:
            window = WindowUpdateFrame(0)
            window.window_increment, self._owed = self._owed, 0
            with contextlib.suppress(OSError):
                self.send(window)

    def goaway(self) -> GoAwayFrame:
        """Read up to the GOAWAY; AssertionError when the connection ends without one."""
        while (frame := self.frame()) is not None:
            if isinstance(frame, GoAwayFrame):
                return frame
        raise AssertionError("the connection ended without a GOAWAY")

    def ended(self, limit: float = 10) -> bool:
        """Read until the connection ends; say whether it did within `limit` seconds."""
        deadline = time.monotonic() + limit
        try:
            while time.monotonic() < deadline:
                if self.frame() is None:
                    return True
        except TimeoutError:
            pass
        return False

    def trailers(self, stream: int) -> dict[str, str]:
        """Read up to the end of the stream and return its last headers."""
        while (frame := self.frame()) is not None:
            if isinstance(frame, HeadersFrame):
                headers = {
                    _text(key): _text(value) for key, value in self.decoder.decode(frame.data)
                }
                if frame.stream_id == stream and "END_STREAM" in frame.flags:
                    return headers
        raise AssertionError("the connection ended before the stream")

    def call(self, stream: int, path: str, payload: bytes = b"") -> dict[str, str]:
        """Make a unary call and return its trailers."""
        self.send(self.headers(stream, path), self.message(stream, payload))
        return self.trailers(stream)


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
