"""What the process that unpacks and its children say: read back, or refused."""

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from aurae.wire import unpacking

PATHS = st.lists(st.binary(max_size=300).filter(lambda path: b"\0" not in path), max_size=200)
NUMBERS = st.lists(st.integers(0, (1 << 64) - 1), min_size=5, max_size=5)


@given(st.binary(min_size=32, max_size=32), NUMBERS, PATHS)
def test_an_answer_is_read_as_it_was_said(digest: bytes, numbers: list[int], paths: list[bytes]):
    said = unpacking.DONE_BODY.pack(digest, *numbers) + unpacking.implied(paths)
    found = unpacking.done_body(said)
    assert found[:6] == (digest, *numbers)
    assert list(found.implied) == paths[: len(found.implied)]
    assert len(said) < unpacking.LIMIT
    if sum(map(len, paths)) + len(paths) < unpacking.IMPLIED_LIMIT:
        assert len(found.implied) == len(paths)


@given(st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=300)), max_size=20))
def test_frames_are_read_as_they_were_said(said: list[tuple[int, bytes]]):
    assert unpacking.frames(b"".join(unpacking.frame(*each) for each in said)) == said


@given(st.text(max_size=600), st.integers(0, (1 << 32) - 1))
def test_a_failure_is_read_as_it_was_said(why: str, number: int):
    said = unpacking.failed(why, number)
    found, text = unpacking.failed_body(said)
    assert found == number
    assert text == why or len(why.encode(errors="backslashreplace")) > unpacking.TEXT_LIMIT
    assert len(said) < unpacking.LIMIT


@given(st.binary(max_size=400))
def test_anything_else_is_read_or_refused(data: bytes):
    reads = (
        unpacking.frames,
        unpacking.done_body,
        unpacking.order_body,
        unpacking.failed_body,
    )
    for read in reads:
        with contextlib.suppress(ValueError):
            read(data)
