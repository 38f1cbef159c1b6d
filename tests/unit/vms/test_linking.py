"""What an executable needs of the run-time linker: read of real files, and of garbage without a surprise."""

import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.vms import linking

REAL = Path("/bin/sh").resolve().read_bytes()


def test_what_a_program_needs_is_read():
    found = linking.needs(REAL)
    assert any(name.startswith("libc.so") for name in found.libraries)
    assert found.linker.startswith("/lib")


def test_a_library_has_no_linker():
    library = next(Path("/lib").glob("*-linux-gnu/libm.so.6"), None)
    if library is None:
        pytest.skip("the C library lies elsewhere")
    assert linking.needs(library.read_bytes()).linker == ""


@given(st.binary(max_size=300))
@example(linking.MAGIC)
@example(linking.MAGIC + bytes(58))
def test_garbage_is_refused(data: bytes):
    for tried in (data, linking.MAGIC + data):
        try:
            found = linking.needs(tried)
        except linking.NotElf:
            continue
        assert not found.libraries


@given(st.integers(0, len(REAL) - 1), st.binary(min_size=1, max_size=16), st.booleans())
def test_a_damaged_file_is_read_or_refused(at: int, changed: bytes, cut: bool):
    at %= 4096
    data = REAL[:at] + changed + (b"" if cut else REAL[at + len(changed) :])
    try:
        found = linking.needs(data)
    except linking.NotElf:
        return
    assert sys.getsizeof(found.libraries) < 1_000_000
