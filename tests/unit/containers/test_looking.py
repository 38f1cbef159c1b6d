"""What is looked at in containers: processes, and what they have written."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.containers.top import NOBODY, processes, user_inside
from aurae.surroundings.measuring import MOST_LEVELS, written


def test_a_user_is_shown_as_the_container_has_it():
    text = "         0     524288      65536\n"
    assert user_inside(text, 524288) == 0
    assert user_inside(text, 524288 + 33) == 33
    assert user_inside(text, 0) == NOBODY
    assert user_inside("0 0 4294967295\n", 7) == 7


@given(st.text(), st.integers(0, 2**32 - 1))
def test_any_map_gives_a_user(text: str, uid: int):
    assert user_inside(text, uid) >= 0


def test_a_process_is_shown_with_its_numbers():
    found = processes([os.getpid(), 2**22 - 1], 0)
    assert [item.pid for item in found] == [os.getpid()]
    assert found[0].inner_pid == os.getpid()
    assert found[0].user == os.geteuid()
    assert found[0].parent == 0
    assert "pytest" in found[0].command
    assert found[0].memory > 0


def test_what_was_written_is_added_up_and_links_count_once(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"x" * 8192)
    (tmp_path / "folder").mkdir()
    os.link(tmp_path / "a", tmp_path / "folder/b")
    (tmp_path / "link").symlink_to("/")
    found = written(tmp_path)
    assert found.files == 3
    assert 8192 <= found.size < 65536


def test_folders_as_deep_as_they_like_do_no_harm(tmp_path: Path):
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(MOST_LEVELS + 50):
        os.mkdir("d", dir_fd=here)
        there = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(here)
    assert written(tmp_path).files == MOST_LEVELS
    with pytest.raises(FileNotFoundError):
        written(tmp_path / "gone")
