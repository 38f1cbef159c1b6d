"""The codec of the log index and the names of segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.wire.messages import STDERR, STDOUT
from aurae.wire.segments import (
    BEGIN,
    END,
    INDEX,
    LOG,
    RECORD,
    TIME,
    Record,
    SegmentName,
    file_name,
    pack,
    parse_name,
    unpack,
    whole_size,
)

U64 = st.integers(0, 2**64 - 1)


def test_a_record_is_two_little_endian_words():
    assert pack(5, 7) == b"\5\0\0\0\0\0\0\0\7\0\0\0\0\0\0\0"
    assert pack(5, 7, END) == b"\5\0\0\0\0\0\0\0\7\0\0\0\0\0\0\x80"
    assert pack(5, 7, BEGIN) == b"\5\0\0\0\0\0\0\0\7\0\0\0\0\0\0\x40"


@given(st.lists(st.tuples(U64, st.integers(0, TIME), st.sampled_from([0, BEGIN, END]))))
def test_records_come_back_as_they_were_packed(records: list[tuple[int, int, int]]):
    assert unpack(b"".join(pack(*record) for record in records)) == records


@given(st.lists(st.tuples(U64, st.integers(0, TIME))), st.binary(max_size=RECORD.size - 1))
def test_a_partial_last_record_is_no_record(records: list[tuple[int, int]], cut: bytes):
    data = b"".join(pack(*record) for record in records) + cut
    assert unpack(data) == [Record(offset, time_ns, 0) for offset, time_ns in records]
    assert whole_size(len(data)) == len(records) * RECORD.size


@given(st.binary())
def test_any_bytes_are_read_as_records_without_an_error(data: bytes):
    records = unpack(data)
    assert len(records) == len(data) // RECORD.size
    assert b"".join(pack(*record) for record in records) == data[: whole_size(len(data))]


def test_names_of_files_are_those_of_the_layout():
    assert file_name(STDOUT, 0, LOG) == "stdout.000000.log"
    assert file_name(STDERR, 1234567, INDEX) == "stderr.1234567.idx"


@given(
    st.sampled_from([STDOUT, STDERR]), st.integers(0, 10**18 - 1), st.sampled_from([LOG, INDEX])
)
def test_names_come_back_as_they_were_made(stream: int, number: int, suffix: str):
    assert parse_name(file_name(stream, number, suffix)) == SegmentName(stream, number, suffix)


@pytest.mark.parametrize(
    "name",
    [
        "", "stdout", "stdout.000000", "stdout.0.log", "stdout.0000001.log", "stdout.00000a.log",
        "stdout.-00001.log", "stdout.000000.log.new", "stdin.000000.log", "stdout.00000\u0660.log",
        "stdout.9999999999999999999.log",
    ],
)  # fmt: skip
def test_other_names_are_no_segments(name: str):
    assert parse_name(name) is None


@given(st.text())
def test_any_text_is_looked_at_as_a_name_without_an_error(name: str):
    found = parse_name(name)
    assert found is None or file_name(*found) == name
