"""Where volumes are, and what is made of what a killed server left."""

import os
from pathlib import Path

import pytest

from aurae.model.volume import Volume, VolumeSpec
from aurae.volumes import places
from aurae.volumes.places import Places


@pytest.fixture
def kept(tmp_path: Path) -> Places:
    made = Places(tmp_path / "volumes", lambda task: task.close())
    made.open()
    return made


def volume(ident: str, *, doomed: bool = False) -> Volume:
    return Volume(ident, VolumeSpec(ident), "owner", doomed=doomed)


def test_what_was_staged_with_a_row_is_published_and_the_rest_goes(kept: Places) -> None:
    for ident in ("whole", "half"):
        places.make_top(kept.stage(ident), volume(ident))
    assert kept.sort([volume("whole")]) == ([], [])
    assert kept.top(volume("whole")).is_dir()
    assert not list((kept.folder / "staging").iterdir())
    assert [path.name.partition("-")[0] for path in kept.trash.path.iterdir()] == ["half"]


def test_what_has_to_go_goes_and_strangers_stay(kept: Places) -> None:
    for ident in ("old", "stranger", "kept"):
        places.make_top(kept.stage(ident), volume(ident))
        kept.publish(ident)
    found = kept.sort([volume("old", doomed=True), volume("kept"), volume("missing")])
    assert found == (["old"], ["stranger"])
    assert not kept.path(volume("old")).exists()
    assert kept.top(volume("stranger")).is_dir()
    assert kept.is_missing(volume("missing"))
    assert not kept.is_missing(volume("kept"))


def test_a_top_folder_is_made_whatever_the_mask_is(kept: Places) -> None:
    asked = Volume("one", VolumeSpec("one", mode=0o1777), "owner")
    mask = os.umask(0o077)
    try:
        top = places.make_top(kept.stage("one"), asked)
    finally:
        os.umask(mask)
    assert top.stat().st_mode & 0o7777 == 0o1777
    places.settle_top(top, VolumeSpec("one", mode=0o700))
    assert top.stat().st_mode & 0o7777 == 0o700
