"""Files that a request names are read, and nothing else."""

import errno
import os

import pytest

from aurae.surroundings.environment import read_env_files
from aurae.surroundings.reading import read


def test_a_file_is_read_through_links(tmp_path):
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("file")
    assert read(str(tmp_path / "link"), 3) == b"abc"
    with pytest.raises(OSError, match="has more than 2 bytes"):
        read(str(tmp_path / "link"), 2)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for path in (str(tmp_path / "fifo"), "/dev/zero"):
        with pytest.raises(OSError, match="is no regular file"):
            read(path, 10)
    with pytest.raises(IsADirectoryError):
        read(str(tmp_path), 10)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="Too many levels") as caught:
        read(str(tmp_path / "loop"), 10)
    assert caught.value.errno == errno.ELOOP


def test_later_files_win_and_a_dash_lets_a_missing_one_pass(tmp_path):
    (tmp_path / "a").write_text("A=1\nB=1\n")
    (tmp_path / "b").write_text("B=2\n")
    paths = (f"{tmp_path}/a", f"-{tmp_path}/none", f"-{tmp_path}/b")
    assert read_env_files(paths) == {"A": "1", "B": "2"}
    with pytest.raises(FileNotFoundError) as caught:
        read_env_files((f"{tmp_path}/none",))
    assert caught.value.filename == f"environment file {tmp_path}/none"


def test_a_mistake_names_file_and_line(tmp_path):
    (tmp_path / "a").write_text("A=1\nexport B=hush\n")
    with pytest.raises(OSError, match="line 2: ") as caught:
        read_env_files((f"{tmp_path}/a",))
    assert caught.value.filename == f"environment file {tmp_path}/a"
    assert "hush" not in str(caught.value)


def test_a_dash_lets_nothing_else_pass(tmp_path):
    with pytest.raises(IsADirectoryError):
        read_env_files((f"-{tmp_path}",))
