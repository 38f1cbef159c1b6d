"""The frame gate: floods, lengths, and turns, at any cut of the bytes."""

import contextlib
import struct

import pytest
from h2.errors import ErrorCodes
from hypothesis import given
from hypothesis import strategies as st

from aurae.server.frames import MAX_FRAME, PREFACE, FrameGate, Violation


class Clock:
    """Seconds, set by hand."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def frame(kind: int, payload: bytes = b"", flags: int = 0, stream: int = 1) -> bytes:
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def greeted(clock: Clock) -> FrameGate:
    gate = FrameGate(clock)
    assert gate.admit(PREFACE, 10) == len(PREFACE)
    return gate


FLOODS = {
    "empty DATA": frame(0),
    "small DATA": frame(0, b"x"),
    "empty HEADERS": frame(1, flags=4),
    "PRIORITY": frame(2, bytes(5)),
    "RST_STREAM": frame(3, bytes(4)),
    "SETTINGS": frame(4, stream=0),
    "PING": frame(6, bytes(8), stream=0),
    "GOAWAY": frame(7, bytes(8), stream=0),
    "WINDOW_UPDATE": frame(8, bytes(4)),
    "PRIORITY_UPDATE": frame(16, bytes(4)),
    "unknown": frame(0xF0),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_of_any_kind_is_a_violation(name: str) -> None:
    gate = greeted(Clock())
    with pytest.raises(Violation) as caught:
        gate.admit(FLOODS[name] * 25_000, 25_000)
    assert caught.value.code is ErrorCodes.ENHANCE_YOUR_CALM


@pytest.mark.parametrize("name", FLOODS)
def test_some_of_any_kind_each_second_are_fine(name: str) -> None:
    clock = Clock()
    gate = greeted(clock)
    for _ in range(300):
        clock.time += 1
        gate.admit(FLOODS[name] * 10, 10)


def test_a_header_block_may_not_go_on_for_ever() -> None:
    gate = greeted(Clock())
    gate.admit(frame(1, b"x"), 1)
    with pytest.raises(Violation, match="header block too long"):
        gate.admit(frame(9, b"") * 20, 20)


def test_a_header_block_may_not_be_large() -> None:
    gate = greeted(Clock())
    gate.admit(frame(1, bytes(MAX_FRAME)), 1)
    with pytest.raises(Violation, match="header block too long"):
        gate.admit(frame(9, bytes(MAX_FRAME)) * 4, 20)


def test_a_long_frame_is_refused_at_its_header() -> None:
    gate = greeted(Clock())
    with pytest.raises(Violation) as caught:
        gate.admit(struct.pack(">I", MAX_FRAME + 1)[1:] + struct.pack(">BBI", 0, 0, 1), 1)
    assert caught.value.code is ErrorCodes.FRAME_SIZE_ERROR


def test_what_is_not_http2_is_refused_at_its_first_byte() -> None:
    with pytest.raises(Violation, match="not HTTP/2"):
        FrameGate(Clock()).admit(b"GET / HTTP/1.1\r\n", 10)


def test_a_receiver_of_much_data_may_send_as_many_window_updates() -> None:
    gate = greeted(Clock())
    for _ in range(100):
        gate.sent_data(1000)
        gate.admit(FLOODS["WINDOW_UPDATE"] * 2000, 2000)


@given(st.lists(st.tuples(st.integers(0, 9), st.binary(max_size=40)), max_size=20), st.data())
def test_cuts_change_nothing(frames: list[tuple[int, bytes]], data: st.DataObject) -> None:
    frames = [(kind, body) for kind, body in frames if kind != 9]
    stream = PREFACE + b"".join(frame(kind, body) for kind, body in frames)
    gate = FrameGate(Clock())
    at, seen = 0, 0
    while at < len(stream):
        size = data.draw(st.integers(1, 60))
        piece = stream[at : at + size]
        end = gate.admit(piece, 1)
        assert 0 < end <= len(piece)
        at += end
        seen += 1
    assert gate.greeted
    # In step with the frames to the end: one more is counted as one frame, not as a part of another.
    assert gate.admit(frame(6, bytes(8)) * 2, 1) == 17


@given(st.binary(max_size=300))
def test_noise_is_passed_or_refused_and_never_crashes(noise: bytes) -> None:
    gate = greeted(Clock())
    with contextlib.suppress(Violation):
        assert gate.admit(noise, 1000) == len(noise)
