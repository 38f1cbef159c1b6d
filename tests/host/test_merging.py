"""Layers that become one folder: what overlayfs shows of them, whatever they have on each other."""

import os
import stat
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.images.merging import merge
from aurae.surroundings.patience import Patience, TooLong
from tests.support.erofs import stacked

pytestmark = pytest.mark.host

NAMES = st.sampled_from("abc")
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
KINDS = st.sampled_from(["file", "folder", "opaque", "whiteout", "link"])
LAYERS = st.lists(st.dictionaries(PATHS, KINDS, max_size=8), min_size=2, max_size=4)


def plenty() -> Patience:
    """Return all the time that a merge may take, from now on."""
    return Patience(600, threading.Event())


def make(top: Path, entries: dict[str, str], number: int) -> None:
    """Make a layer; what stands below no folder is left out."""
    top.mkdir()
    for path in sorted(entries):
        place = top / path
        if not place.parent.is_dir() or place.parent.is_symlink():
            continue
        kind = entries[path]
        if kind == "file":
            place.write_text(f"{number} {path}")
        elif kind == "link":
            place.symlink_to("b")
        elif kind == "whiteout":
            os.mknod(place, stat.S_IFCHR, 0)
        else:
            place.mkdir(mode=0o700 + number)
            if kind == "opaque":
                os.setxattr(place, "trusted.overlay.opaque", b"y")


def told(top: Path) -> Iterator[tuple[str, ...]]:
    """Yield what can be opened in a folder."""
    for path in sorted(top.rglob("*")):
        try:
            state = path.lstat()
        except FileNotFoundError:
            continue  # overlayfs lists whiteouts that hide nothing
        content = os.readlink(path) if path.is_symlink() else ""
        if path.is_file() and not path.is_symlink():
            content = path.read_text()
        times = f"{state.st_mtime_ns}"
        yield str(path.relative_to(top)), f"{state.st_mode:o}", content, times


def paths(above: Path, layers: Sequence[dict[str, str]]) -> list[Path]:
    """Make layers, and return where they are, the lowest first."""
    for number, entries in enumerate(layers):
        make(above / f"layer{number}", entries, number)
    return [above / f"layer{number}" for number in range(len(layers))]


@settings(max_examples=60)
@given(LAYERS)
def test_one_folder_has_what_overlayfs_shows(layers: list[dict[str, str]]):
    with tempfile.TemporaryDirectory() as folder:
        found = paths(Path(folder), layers)
        target = Path(folder, "target")
        target.mkdir()
        merge(found, target, plenty())
        with stacked(found, Path(folder, "overlay")) as overlay:
            assert list(told(target)) == list(told(overlay))
        assert not [path for path in target.rglob("*") if path.is_char_device()]


def test_attributes_of_overlayfs_stay_behind_and_others_come_along(tmp_path: Path):
    (layer,) = paths(tmp_path, [{"a": "opaque", "a/f": "file"}])
    os.setxattr(layer / "a", "user.x", b"1")
    os.chown(layer / "a", 3_000_000_000, 7)
    os.chmod(layer / "a", 0o3751)
    target = tmp_path / "target"
    target.mkdir()
    merge([layer], target, plenty())
    state = (target / "a").stat()
    assert os.listxattr(target / "a") == ["user.x"]
    assert (state.st_uid, state.st_gid, state.st_mode & 0o7777) == (3_000_000_000, 7, 0o3751)
    assert (target / "a/f").samefile(layer / "a/f")


def test_folders_within_each_other_as_deep_as_a_path_can_be(tmp_path: Path):
    layer, target = tmp_path / "layer", tmp_path / "target"
    layer.mkdir()
    target.mkdir()
    here = os.open(layer, os.O_RDONLY)
    for _ in range(255):
        os.mkdir("d" * 15, dir_fd=here)
        there = os.open("d" * 15, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(os.open("f", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    merge([layer], target, plenty())
    top = os.open(target, os.O_RDONLY)
    assert os.stat("/".join(["d" * 15] * 255 + ["f"]), dir_fd=top).st_size == 0
    os.close(top)


def test_who_does_not_wait_any_more_ends_it(tmp_path: Path):
    (layer,) = paths(tmp_path, [{"a": "file"}])
    target = tmp_path / "target"
    target.mkdir()
    over = threading.Event()
    over.set()
    with pytest.raises(TooLong):
        merge([layer], target, Patience(600, over))
