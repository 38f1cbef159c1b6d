"""What may be asked of a volume, and the field that a refusal names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.container import Container, Mount, VolumeMount
from aurae.model.container_rules import check_container
from aurae.model.refusal import BadValue
from aurae.model.volume import Backing, Volume, VolumeSpec
from aurae.model.volume_rules import LARGEST, SMALLEST, check_volume
from aurae.state import record


@pytest.mark.parametrize(
    "spec",
    [
        VolumeSpec("a"),
        VolumeSpec("A.b-c_9"),
        VolumeSpec("a" * 63, SMALLEST, 0, 0, 0, {"k": ""}),
        VolumeSpec("a", LARGEST, 2**32 - 2, 2**32 - 2, 0o7777),
    ],
)
def test_what_a_volume_can_be(spec: VolumeSpec) -> None:
    check_volume(spec)


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        (VolumeSpec(""), "name"),
        (VolumeSpec("."), "name"),
        (VolumeSpec("a/b"), "name"),
        (VolumeSpec("a" * 64), "name"),
        (VolumeSpec("a", SMALLEST - 1), "size"),
        (VolumeSpec("a", LARGEST + 1), "size"),
        (VolumeSpec("a", -1), "size"),
        (VolumeSpec("a", uid=-1), "uid"),
        (VolumeSpec("a", gid=2**32 - 1), "gid"),
        (VolumeSpec("a", mode=0o10000), "mode"),
        (VolumeSpec("a", labels={"": "x"}), "labels"),
    ],
)
def test_what_it_cannot_be_is_refused_by_its_field(spec: VolumeSpec, field: str) -> None:
    with pytest.raises(BadValue) as caught:
        check_volume(spec)
    assert caught.value.field == field


@given(st.text(max_size=80), st.integers(), st.integers())
def test_any_request_is_right_or_refused(name: str, size: int, mode: int) -> None:
    spec = VolumeSpec(name, size, mode=mode)
    field = ""
    try:
        check_volume(spec)
    except BadValue as error:
        field = error.field
    volume = Volume("id", spec, "owner", Backing.EXT4, 1)
    assert field in ("", "name", "size", "mode")
    assert field or record.load(Volume, record.dump(volume)) == volume


@given(st.text(max_size=20), st.text(max_size=40))
def test_a_mount_of_any_volume_is_right_or_refused(name: str, sub_path: str) -> None:
    mount = Mount("/x", volume=VolumeMount(name, sub_path))
    field = ""
    try:
        check_container(Container("a", mounts=(mount,)))
    except BadValue as error:
        field = error.field
    assert field in ("", "mounts[0].volume.name", "mounts[0].volume.sub_path")
    assert field or "/" not in name
    assert field or not sub_path or not {"..", ".", ""} & set(sub_path.split("/"))
