"""Manifests: OCI's and Docker's forms, JSON that is meant to hurt, and any bytes at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.descriptor import Descriptor
from aurae.model.image_manifest import (
    DOCKER_INDEX,
    DOCKER_MANIFEST,
    LARGEST,
    MOST_LAYERS,
    MOST_MANIFESTS,
    OCI_CONFIG,
    OCI_INDEX,
    OCI_MANIFEST,
    Index,
    Manifest,
    parse,
)
from aurae.model.platform import Platform
from aurae.model.refusal import BadValue

DIGEST = "sha256:" + "ab" * 32
GZIP = "application/vnd.oci.image.layer.v1.tar+gzip"


def descriptor(**fields: Any) -> dict[str, Any]:
    return {"mediaType": GZIP, "digest": DIGEST, "size": 7, **fields}


def manifest(**fields: Any) -> dict[str, Any]:
    config = descriptor(mediaType=OCI_CONFIG)
    return {"schemaVersion": 2, "config": config, "layers": [descriptor()], **fields}


def index(**fields: Any) -> dict[str, Any]:
    entry = descriptor(
        mediaType=OCI_MANIFEST, platform={"os": "linux", "architecture": "arm64", "variant": "v8"}
    )
    return {"schemaVersion": 2, "manifests": [entry], **fields}


def read(fields: object, media_type: str = "") -> Index | Manifest:
    return parse(json.dumps(fields).encode(), media_type)


def test_a_manifest_tells_its_configuration_and_layers():
    found = read(manifest(mediaType=DOCKER_MANIFEST, annotations={"a": "b"}), DOCKER_MANIFEST)
    assert isinstance(found, Manifest)
    assert found.media_type == DOCKER_MANIFEST
    assert found.config == Descriptor(OCI_CONFIG, DIGEST, 7)
    assert found.layers == (Descriptor(GZIP, DIGEST, 7),)
    assert found.annotations == {"a": "b"}
    assert found.is_image
    assert hash(found)


def test_an_index_tells_its_platforms():
    found = read(index(mediaType=OCI_INDEX))
    assert isinstance(found, Index)
    assert found.manifests[0].platform == Platform("linux", "arm64")


def test_a_type_may_be_told_by_the_registry_or_by_the_fields():
    assert read(manifest()).media_type == OCI_MANIFEST
    assert read(index()).media_type == OCI_INDEX
    assert read(manifest(), DOCKER_MANIFEST).media_type == DOCKER_MANIFEST
    assert read(index(), DOCKER_INDEX).media_type == DOCKER_INDEX


def test_what_is_no_image_is_still_a_manifest():
    chart = read(manifest(config=descriptor(mediaType="application/vnd.cncf.helm.config.v1+json")))
    assert isinstance(chart, Manifest)
    assert not chart.is_image


@pytest.mark.parametrize(
    ("fields", "media_type", "why"),
    [
        ([], "", "is no object"),
        (7, "", "is no object"),
        ({}, "", "schemaVersion: is missing"),
        (manifest(schemaVersion=1), "", "schemaVersion: is 1, a form of 2014 without digests"),
        (manifest(schemaVersion=3), "", "schemaVersion: is 3, not 2"),
        (manifest(schemaVersion=True), "", "schemaVersion: is no whole number"),
        (manifest(schemaVersion=2.0), "", "schemaVersion: is no whole number"),
        (
            manifest(),
            "application/vnd.docker.distribution.manifest.v1+prettyjws",
            "schemaVersion: is 1",
        ),
        (manifest(mediaType="text/html"), "", "'text/html' is no type of a manifest"),
        (manifest(), "application/json", "'application/json' is no type of a manifest"),
        (manifest(mediaType=DOCKER_MANIFEST), OCI_MANIFEST, "yet it came as"),
        (manifest(manifests=[]), "", "is both an index and a manifest"),
        (index(), OCI_MANIFEST, "manifests: stands in what is said to be a manifest"),
        (manifest(), OCI_INDEX, "layers: stands in what is said to be an index"),
        ({"schemaVersion": 2}, OCI_INDEX, "manifests: is missing"),
        ({"schemaVersion": 2}, "", "config: is missing"),
        ({"schemaVersion": 2, "config": descriptor()}, "", "layers: is missing"),
        (manifest(layers={}), "", "layers: is no array"),
        (manifest(layers=[descriptor()] * (MOST_LAYERS + 1)), "", "layers: has 501 entries"),
        (
            index(manifests=index()["manifests"] * (MOST_MANIFESTS + 1)),
            "",
            "manifests: has 1001 entries",
        ),
        (manifest(layers=[7]), "", "layers[0]: is no object"),
        (manifest(layers=[descriptor(size=-1)]), "", "layers[0].size: is not between"),
        (manifest(layers=[descriptor(size=2**63)]), "", "layers[0].size: is not between"),
        (manifest(layers=[descriptor(size="7")]), "", "layers[0].size: is no whole number"),
        (manifest(layers=[descriptor(size=1e3)]), "", "layers[0].size: is no whole number"),
        (manifest(layers=[descriptor(digest="x")]), "", "layers[0].digest: 'x' does not begin"),
        (manifest(layers=[descriptor(digest=None)]), "", "layers[0].digest: is missing"),
        (manifest(layers=[descriptor(mediaType="gzip")]), "", "'gzip' is no media type"),
        (manifest(layers=[descriptor(urls=[7])]), "", "layers[0].urls[0]: is no text"),
        (manifest(annotations={"a": 1}), "", "annotations['a']: is no text"),
        (manifest(annotations=[]), "", "annotations: is no object"),
        (index(manifests=[descriptor(platform={})]), "", "manifests[0].platform.os: is empty"),
    ],
)
def test_a_refusal_says_why(fields: object, media_type: str, why: str):
    with pytest.raises(BadValue) as caught:
        read(fields, media_type)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "is no JSON"),
        (b"\xff\xfe{}", "is no JSON"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"a":' * 100_000, "is nested too deeply"),
        (b"[" * 200_001, "has more than 200000 values"),
        (b"[" + b"{}," * 1_000_000 + b"{}]", "has more than 200000 values"),
        (b" " * (LARGEST + 1), "at most 4194304 are allowed"),
        (b'{"schemaVersion": 2, "schemaVersion": 2}', "has 'schemaVersion' twice in one object"),
        (b'{"schemaVersion": NaN}', "has NaN, which is no number"),
        (b'{"schemaVersion": ' + b"9" * 65 + b"}", "has a number of 65 characters"),
        (b'{"schemaVersion": 0.' + b"9" * 4_000_000 + b"}", "has a number of 4000002 characters"),
        (b'{"schemaVersion": 2, "mediaType": "\\ud800"}', "has half a character"),
    ],
)
def test_a_document_that_is_meant_to_hurt_is_refused(body: bytes, why: str):
    with pytest.raises(BadValue) as caught:
        parse(body)
    assert why in str(caught.value)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.just(DIGEST),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
_NAMES = st.sampled_from(
    [
        "schemaVersion",
        "mediaType",
        "config",
        "layers",
        "manifests",
        "annotations",
        "subject",
        "artifactType",
    ]
)


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_any_bytes_are_a_manifest_or_are_refused(body: bytes):
    with pytest.raises(BadValue):
        parse(body)


@given(st.sampled_from([manifest(), index()]), _NAMES, _JSON)
def test_any_value_of_any_field_is_taken_or_refused(
    fields: dict[str, Any], name: str, value: object
):
    try:
        found = read({**fields, name: value})
    except BadValue:
        return
    assert hash(found) == hash(read({**fields, name: value}))


@given(
    st.sampled_from(["mediaType", "digest", "size", "platform", "annotations", "urls", "other"]),
    _JSON,
)
def test_any_value_in_a_descriptor_is_taken_or_refused(name: str, value: object):
    try:
        found = read(manifest(layers=[descriptor(**{name: value})]))
    except BadValue:
        return
    assert isinstance(found, Manifest)
    assert 0 <= found.layers[0].size < 2**63
