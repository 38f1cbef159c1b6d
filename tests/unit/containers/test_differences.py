"""What a process that has read a container's folders says of them is taken with care."""

from hypothesis import given
from hypothesis import strategies as st

from aurae.containers.differences import parse
from aurae.model.container_change import Change, ChangeKind


@given(st.binary(max_size=300))
def test_whatever_is_said_changes_are_absolute_paths(told: bytes):
    for change in parse(told):
        assert change.path.startswith("/")
        assert "\0" not in change.path


def test_names_that_are_no_text_stay_what_they_are():
    told = b"A/a\0C/\xff\0D/d\n\0Q/x\0A\0Arelative\0"
    assert parse(told) == [
        Change(ChangeKind.ADDED, "/a"),
        Change(ChangeKind.CHANGED, "/\udcff"),
        Change(ChangeKind.DELETED, "/d\n"),
    ]
