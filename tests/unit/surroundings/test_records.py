"""Records of what was made come back as they were; foreign bytes are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.execution import Folder, Place
from aurae.surroundings.records import Record, Records, decode, encode

FOLDERS = st.frozensets(st.builds(Folder, st.sampled_from(Place), st.text("ab/é", max_size=4)))
RECORDS = st.builds(Record, FOLDERS, FOLDERS, FOLDERS, st.none() | st.integers(0, 70_000))


@given(RECORDS)
def test_a_record_comes_back(record):
    assert decode(encode(record)) == record


@given(st.binary() | st.sampled_from([b"[[],[],[],true]", b"[[[]],[],[],1]", b"[1,[],[],1]"]))
def test_any_bytes_are_a_record_or_a_value_error(content):
    try:
        found = decode(content)
    except ValueError:
        return
    assert isinstance(found, Record)


def test_what_cannot_be_read_is_removed(tmp_path):
    records = Records(tmp_path / "there")
    assert records.load() == {}
    record = Record(uid=61184)
    records.write("run-1", record)
    records.path("run-2").write_bytes(b"[")
    records.path(".run-3").write_bytes(b"")
    assert records.load() == {"run-1": record}
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["run-1"]
    assert records.path("run-1").stat().st_mode & 0o777 == 0o600
    records.remove("run-1")
    records.remove("run-1")
    assert records.load() == {}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{}", "is no record"),
        (b"[]", "is no record"),
        (b'[[],[],[],"1"]', "has no number"),
        (b'[[["NOPE","a"]],[],[],1]', "NOPE"),
        (b"[[[1,2]],[],[],1]", "has a folder that is none"),
    ],
)
def test_another_value_is_no_record(content, why):
    with pytest.raises(ValueError, match=why):
        decode(content)
