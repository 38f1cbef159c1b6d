"""What a guest may send: messages in pieces, garbage, lines without end."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.support.vm import channel
from tests.support.vm.channel import Channel, Closed


@pytest.fixture
def ends() -> Iterator[tuple[Channel, socket.socket]]:
    ours, guests = socket.socketpair()
    with ours, guests:
        yield Channel(ours), guests


def test_messages_come_whole_however_they_are_cut(ends: tuple[Channel, socket.socket]):
    found, guest = ends
    for piece in (b'{"a"', b": 1}", b'\n{"a": 2}\n{"a', b'": 3}\n'):
        guest.sendall(piece)
    assert [found.receive(5) for _ in range(3)] == [{"a": 1}, {"a": 2}, {"a": 3}]
    assert found.receive(0.01) is None


@pytest.mark.parametrize(
    "garbage", [b"", b"\xff\xfe\0", b"[1]", b"7", b"{", b"[" * 100_000, b"kernel: words", b'"a"']
)
def test_what_is_no_message_is_passed_over(ends: tuple[Channel, socket.socket], garbage: bytes):
    found, guest = ends
    writer = threading.Thread(target=guest.sendall, args=(garbage + b'\n{"a": 1}\n',))
    writer.start()
    assert found.receive(5) == {"a": 1}
    writer.join()


def test_a_line_without_end_is_not_listened_to(
    ends: tuple[Channel, socket.socket], monkeypatch: pytest.MonkeyPatch
):
    found, guest = ends
    monkeypatch.setattr(channel, "LONGEST", 1000)
    guest.sendall(b"x" * 2000)
    with pytest.raises(Closed, match="more than 1000 bytes"):
        found.receive(5)


def test_a_machine_that_went_off_is_told(ends: tuple[Channel, socket.socket]):
    found, guest = ends
    guest.close()
    with pytest.raises(Closed, match="went off"):
        found.receive(5)
