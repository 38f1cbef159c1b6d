"""Whatever a host says to the agent of guests, it neither dies nor forgets to answer the next host."""

import os
import select
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.vms import frames
from aurae.vms.fields import fields
from aurae.vms.frames import MAGIC, MORE, SILENCE, Kind
from aurae.vms.tags import Tag
from tests.support.guests import SANITIZED, agent, native

if TYPE_CHECKING:
    import subprocess

pytestmark = pytest.mark.host

NOBODY = 65534
LIMIT = 20.0
"""Seconds until it has answered."""


class Host:
    """Says what it likes, and then begins anew."""

    def __init__(self, sock: socket.socket, process: "subprocess.Popen[bytes]") -> None:
        sock.setblocking(False)
        self.sock = sock
        self.process = process

    def is_answered_after(self, data: bytes) -> bool:
        """Say something, then HELLO; whether that is answered, whatever comes before it."""
        nonce = os.urandom(16)
        hello = frames.pack(0, Kind.HELLO, fields([(Tag.NONCE, nonce), (Tag.VERSION, 1)]))
        rest = data + SILENCE + MAGIC + hello
        heard = b""
        end = time.monotonic() + LIMIT
        while nonce not in heard and time.monotonic() < end:
            readable, writable, _ = select.select(
                [self.sock], [self.sock] if rest else [], [], 1.0
            )
            if writable:
                rest = rest[self.sock.send(rest[:65536]) :]
            if readable:
                piece = self.sock.recv(1 << 20)
                if not piece:
                    return False
                heard = heard[-64:] + piece
        return nonce in heard


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Give the agent as a process without rights: it does what it is told."""
    program = agent(tmp_path_factory.mktemp("agent"), *SANITIZED)
    with native(program, user=NOBODY) as (sock, process):
        yield Host(sock, process)


VALUES = st.one_of(
    st.binary(max_size=40),
    st.integers(0, 2**64 - 1).map(lambda number: number.to_bytes(8, "little")),
    st.sampled_from([b"/", b"/nowhere", b"true", b"..", b"0", b"127.0.0.1", b"a\0b", b"x" * 5000]),
)
TAGS = st.one_of(st.sampled_from(list(Tag)), st.integers(0, 65535))
FIELDS = st.lists(st.tuples(TAGS, VALUES), max_size=6).map(fields)
GROUPS = st.lists(st.tuples(TAGS, st.one_of(VALUES, FIELDS)), max_size=6).map(fields)
# Those that write are left out: even nobody may write somewhere.
KINDS = st.sampled_from(
    [*(kind for kind in Kind if kind not in (Kind.PUT, Kind.EXEC)), 8, 99, 255]
)
STREAMS = st.one_of(st.integers(0, 9), st.integers(0, 2**32 - 1))
FRAMES = st.builds(
    frames.pack,
    STREAMS,
    KINDS,
    st.one_of(GROUPS, st.binary(max_size=200)),
    st.sampled_from([0, 1, 2, MORE, 255]),
)


@given(st.lists(st.one_of(FRAMES, st.binary(max_size=64)), max_size=12).map(b"".join))
@settings(max_examples=80, deadline=None)
def test_it_answers_the_next_host_whatever_the_last_one_said(host: Host, data: bytes):
    assert host.is_answered_after(data)
    assert host.process.poll() is None


@given(st.lists(FRAMES, max_size=12).map(b"".join))
@settings(max_examples=80, deadline=None)
def test_it_answers_the_next_host_whatever_the_last_one_asked(host: Host, data: bytes):
    hello = frames.pack(0, Kind.HELLO, fields([(Tag.NONCE, bytes(16))]))
    assert host.is_answered_after(SILENCE + MAGIC + hello + data)


@pytest.mark.parametrize(
    "data",
    [
        b"".join(
            frames.pack(1 + 2 * at, Kind.WALK, fields([(Tag.PATH, "/usr/share/doc")]))
            for at in range(40)
        ),
        b"".join(frames.pack(1 + 2 * at, Kind.PING) for at in range(20_000)),
        b"".join(frames.pack(1, Kind.RUN, bytes(32768), MORE) for _ in range(400)),
        b"".join(frames.pack(1 + 2 * at, Kind.RUN, bytes(32768), MORE) for at in range(600)),
        frames.pack(1, Kind.EXEC, fields([(Tag.ARGV, "cat"), (Tag.OPTIONS, 2)]))
        + frames.pack(1, Kind.DATA, bytes(32768)) * 40,
        frames.pack(1, Kind.EXEC, fields([(Tag.ARGV, "yes")]))
        + frames.pack(1, Kind.WINDOW, b"\xff" * 4) * 3,
        b"".join(
            frames.pack(1 + 2 * at, Kind.EXEC, fields([(Tag.ARGV, "true")])) for at in range(300)
        ),
        b"\xff" * 3_000_000,
    ],
    ids=[
        "walks",
        "pings",
        "a long message",
        "many long messages",
        "too much input",
        "no credit",
        "sessions",
        "noise",
    ],
)
def test_much_of_something_costs_no_more_than_it_may(host: Host, data: bytes):
    hello = frames.pack(0, Kind.HELLO, fields([(Tag.NONCE, bytes(16))]))
    assert host.is_answered_after(SILENCE + MAGIC + hello + data)
    used = Path(f"/proc/{host.process.pid}/statm").read_text().split()[1]
    assert int(used) * os.sysconf("SC_PAGE_SIZE") < 300 << 20  # most of it the sanitizers'
