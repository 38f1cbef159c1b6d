"""What documents of archives say: exactly what was written, or BadValue, whatever they are."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.model import archived, image_manifest, image_name
from aurae.model.archived import SavedImage
from aurae.model.descriptor import Descriptor
from aurae.model.image_manifest import OCI_CONFIG, OCI_MANIFEST, Index, Manifest
from aurae.model.refusal import BadValue

DIGEST = "sha256:" + "1" * 64
NAME = image_name.parse("localhost/app:1")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("localhost/a:1"),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
SAVED = st.fixed_dictionaries(
    {}, optional={"Config": VALUES, "RepoTags": VALUES, "Layers": VALUES, "Other": VALUES}
)


def test_what_is_written_is_read_again() -> None:
    config = Descriptor(OCI_CONFIG, DIGEST, 7)
    layers = [Descriptor("application/vnd.oci.image.layer.v1.tar", DIGEST, 8)]
    manifest = image_manifest.parse(archived.manifest_of(config, layers))
    assert isinstance(manifest, Manifest)
    assert (manifest.config, list(manifest.layers)) == (config, layers)
    top = Descriptor(OCI_MANIFEST, DIGEST, 9)
    index = image_manifest.parse(archived.index_of([(top, NAME), (top, None)]))
    assert isinstance(index, Index)
    assert [archived.name_in(one.annotations) for one in index.manifests] == [NAME, None]
    saved = SavedImage("c.json", ("a/layer.tar",), (NAME,))
    assert archived.saved_images(archived.save_images([saved])) == (saved,)
    archived.check_layout(archived.layout())


@pytest.mark.parametrize(
    ("annotations", "name"),
    [
        ({}, ""),
        ({archived.REF_NAME: "latest"}, ""),
        ({archived.REF_NAME: "localhost/a:1"}, "localhost/a:1"),
        ({archived.REF_NAME: "1", archived.FULL_NAME: "localhost/a:2"}, "localhost/a:2"),
        ({archived.FULL_NAME: "a"}, "docker.io/library/a:latest"),
    ],
)
def test_a_name_is_what_is_more_than_a_tag(annotations: dict[str, str], name: str) -> None:
    assert str(archived.name_in(annotations) or "") == name


@given(st.binary() | st.lists(VALUES | SAVED).map(lambda value: json.dumps(value).encode()))
@example(b"[" * 100_000)
@example(b'[],"array":[]')
@example(b"\xff")
@example(b'[{"Config":"a","Config":"b"}]')
def test_any_bytes_are_images_or_bad(body: bytes) -> None:
    try:
        images = archived.saved_images(body)
    except BadValue:
        return
    assert archived.saved_images(archived.save_images(images)) == images
    assert all(image.config and "\0" not in image.config for image in images)


@given(st.binary() | VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_layout_or_bad(body: bytes) -> None:
    try:
        archived.check_layout(body)
    except BadValue:
        return
    assert json.loads(body)["imageLayoutVersion"].startswith("1.")


@given(st.dictionaries(st.sampled_from([archived.REF_NAME, archived.FULL_NAME]), st.text()))
def test_any_annotation_is_a_name_or_none_or_bad(annotations: dict[str, str]) -> None:
    try:
        name = archived.name_in(annotations)
    except BadValue:
        return
    assert name is None or image_name.parse(str(name)) == name
