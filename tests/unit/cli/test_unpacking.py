"""Archives that a container has made, unpacked here: nothing is written outside of the folder."""

import contextlib
import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.cli.unpacking import unpack
from aurae.client.errors import ClientError

Fill = Callable[[tarfile.TarFile], None]


def archive(*entries: tuple[str, bytes, str]) -> io.BytesIO:
    """Return an archive of names, types and contents or targets of links."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        for name, kind, content in entries:
            info = tarfile.TarInfo(name)
            info.type, info.mode = kind, 0o4755
            if kind == tarfile.REGTYPE:
                info.size = len(content)
                file.addfile(info, io.BytesIO(content.encode()))
            else:
                info.linkname = content
                file.addfile(info)
    made.seek(0)
    return made


REG, DIR, SYM, LNK, FIFO = (
    tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE,
)  # fmt: skip


def test_files_folders_and_links_come_under_the_name_that_was_asked_for(tmp_path: Path) -> None:
    made = archive(
        ("etc", DIR, ""), ("etc/a", REG, "one"), ("etc/b", SYM, "a"), ("etc/c", LNK, "etc/a"),
        ("etc/p", FIFO, ""),
    )  # fmt: skip
    assert unpack(made, str(tmp_path), "mine") == 1
    assert (tmp_path / "mine/a").read_text() == "one"
    assert os.readlink(tmp_path / "mine/b") == "a"
    assert (tmp_path / "mine/c").samefile(tmp_path / "mine/a")
    assert (tmp_path / "mine/a").stat().st_mode & 0o7777 == 0o755


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "a/.."])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ClientError, match="cannot unpack the archive"):
        unpack(archive((name, REG, "x")), str(tmp_path), "a")
    assert not list(tmp_path.iterdir())


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    inside = tmp_path / "inside"
    inside.mkdir()
    made = archive(("a", DIR, ""), ("a/l", SYM, str(outside)), ("a/l/x", REG, "x"))
    with pytest.raises(OSError, match=r"[Nn]ot a directory"):
        unpack(made, str(inside), "a")
    assert not list(outside.iterdir())
    (outside / "file").write_text("kept")
    made = archive(("a", SYM, str(outside / "file")), ("a", REG, "x"))
    unpack(made, str(inside), "b")
    assert (outside / "file").read_text() == "kept"
    assert (inside / "b").read_text() == "x"


def test_a_hard_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(ClientError):
        unpack(archive(("a/x", LNK, "../secret")), str(inside), "a")


@given(st.binary(max_size=2048))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        with contextlib.suppress(ClientError, OSError):
            unpack(io.BytesIO(data), folder, "a")
