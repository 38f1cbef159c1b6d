"""What QEMU writes of a machine becomes a file of memory and a state; whatever else comes is refused."""

import io
import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.vms.splitting import BadStream, Split, split
from tests.support.vm_streams import PAGE, page, section, sizes, stream, zero

SIZE = 64 * PAGE
ONE, TWO = b"1" * PAGE, b"2" * PAGE


@pytest.fixture
def memory() -> Iterator[int]:
    fd = os.memfd_create("test", os.MFD_CLOEXEC)
    yield fd
    os.close(fd)


def split_bytes(data: bytes, memory: int, size: int = SIZE) -> Split:
    return split(io.BytesIO(data), memory, size)


def test_memory_goes_to_its_addresses_and_the_rest_remains(memory: int) -> None:
    bios = page(0, TWO, b"bios") + page(1, ONE, None)
    sent = stream(
        SIZE, [page(3, ONE), page(4, TWO, None), zero(5, block=None), bios, page(9, ONE)]
    )
    found = split_bytes(sent, memory)
    assert found.state == stream(SIZE, [bios])
    assert found.runs == [(3, 2), (9, 1)]
    assert os.pread(memory, 3 * PAGE, 3 * PAGE) == ONE + TWO + bytes(PAGE)
    assert os.fstat(memory).st_size == SIZE
    assert os.fstat(memory).st_blocks * 512 == 3 * PAGE


def test_what_is_sent_last_counts(memory: int) -> None:
    sent = stream(SIZE, [page(3, ONE), page(4, ONE)], [page(3, TWO)], end=[zero(4)])
    assert split_bytes(sent, memory).runs == [(3, 2)]
    assert os.pread(memory, 2 * PAGE, 3 * PAGE) == TWO + bytes(PAGE)


def test_a_page_of_one_byte_is_written(memory: int) -> None:
    assert split_bytes(stream(SIZE, [zero(7, 0xAA)]), memory).runs == [(7, 1)]
    assert os.pread(memory, PAGE, 7 * PAGE) == b"\xaa" * PAGE


def test_long_runs_are_whole(memory: int) -> None:
    pages = [page(0, ONE), *(page(number, TWO, None) for number in range(1, 600))]
    assert split_bytes(stream(600 * PAGE, pages), memory, 600 * PAGE).runs == [(0, 600)]
    assert os.pread(memory, 600 * PAGE, 0) == ONE + TWO * 599


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"", "ends too soon"),
        (b"ELF" * 10, "does not begin"),
        (stream(SIZE, [page(3, ONE)])[:2000], "ends too soon"),
        (stream(SIZE, [page(64, ONE)]), "has not"),
        (stream(2 * SIZE, [page(3, ONE)]), "this machine's memory"),
        (stream(SIZE, [section(1, b"")[10:]]), "form that is unknown"),
        (stream(SIZE).replace(b"\x03ram", b"\x03slo"), "section b'slo'"),
        (stream(SIZE, [sizes({b"a": 3 * PAGE})[:-8] + bytes(8)]), "too many blocks"),
        (stream(SIZE, *([[page(3, ONE)]] * 1100)), "has not"),
    ],
)
def test_what_is_no_such_stream_is_refused(sent: bytes, why: str, memory: int) -> None:
    with pytest.raises(BadStream, match=why):
        split_bytes(sent, memory)


def test_a_state_without_end_is_refused(memory: int) -> None:
    with pytest.raises(BadStream, match="too long"):
        split_bytes(stream(SIZE) + bytes(33 << 20), memory)


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 40))
def test_whatever_comes_it_is_split_or_refused(junk: bytes, at: int, gone: int) -> None:
    whole = stream(SIZE, [page(3, ONE), zero(4, block=None), page(1, TWO, b"bios")])
    fd = os.memfd_create("test", os.MFD_CLOEXEC)
    try:
        split_bytes(whole[:at] + junk + whole[at + gone :], fd)
    except BadStream:
        pass
    finally:
        assert os.fstat(fd).st_size == SIZE
        os.close(fd)
