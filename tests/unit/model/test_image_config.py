"""Configurations of images: what builders write, and any bytes at all."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.image_config import (
    LISTED_LABELS,
    ImageConfig,
    RunConfig,
    Step,
    listed_labels,
    parse,
)
from aurae.model.platform import Platform
from aurae.model.refusal import BadValue

DIGEST = "sha256:" + "ab" * 32


def config(**fields: Any) -> dict[str, Any]:
    return {
        "os": "linux",
        "architecture": "amd64",
        "rootfs": {"type": "layers", "diff_ids": [DIGEST]},
        **fields,
    }


def read(fields: object) -> ImageConfig:
    return parse(json.dumps(fields).encode())


def test_a_configuration_tells_how_an_image_is_run():
    run: dict[str, Any] = {
        "User": "1000:1000",
        "Env": ["PATH=/bin", "EMPTY="],
        "Entrypoint": ["/app"],
        "Cmd": None,
        "WorkingDir": "/srv",
        "ExposedPorts": {"80/tcp": {}},
        "Volumes": {"/data": {}},
        "Labels": {"a": "b"},
        "StopSignal": "SIGINT",
        "OnBuild": None,
    }
    found = read(config(config=run, created="2026-01-02T03:04:05Z", author="me"))
    assert found == ImageConfig(
        platform=Platform("linux", "amd64"),
        diff_ids=(DIGEST,),
        run=RunConfig(
            user="1000:1000",
            working_dir="/srv",
            env=("PATH=/bin", "EMPTY="),
            entrypoint=("/app",),
            cmd=None,
            exposed_ports=("80/tcp",),
            volumes=("/data",),
            labels={"a": "b"},
            stop_signal="SIGINT",
        ),
        created="2026-01-02T03:04:05Z",
        author="me",
    )


def test_a_configuration_tells_how_an_image_was_made():
    steps = [{"created_by": "ADD x /"}, {"created_by": "CMD x", "empty_layer": True}]
    assert read(config(history=steps)).history == (
        Step(created_by="ADD x /"),
        Step(created_by="CMD x", empty_layer=True),
    )


def test_little_has_to_be_there():
    assert read(config()).run == RunConfig()
    assert read(config(config=None, history=None)).history == ()
    nothing = read(config(rootfs={"type": "layers", "diff_ids": None}))
    assert nothing.diff_ids == ()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "rootfs: is missing"),
        (config(rootfs={"type": "tar"}), "rootfs.type: is not 'layers'"),
        (config(rootfs={"type": "layers", "diff_ids": ["x"]}), "rootfs.diff_ids[0]: 'x' does"),
        (config(rootfs={"type": "layers", "diff_ids": [DIGEST] * 501}), "has 501 entries"),
        (config(os=""), "os: is empty"),
        (config(architecture=None), "architecture: is empty"),
        (config(config=[]), "config: is no object"),
        (config(config={"User": 0}), "config.User: is no text"),
        (config(config={"User": "a\0b"}), "config.User: has a NUL character"),
        (config(config={"Env": "A=b"}), "config.Env: is no array"),
        (config(config={"Env": ["=b"]}), "config.Env[0]: has no name of a variable"),
        (config(config={"Cmd": "sh"}), "config.Cmd: is no array"),
        (config(config={"Volumes": ["/data"]}), "config.Volumes: is no object"),
        (config(config={"Labels": {"a": None}}), "config.Labels['a']: is no text"),
        (config(history=[{"empty_layer": "yes"}]), "history[0].empty_layer: is neither"),
        (config(history=[{}] * 5001), "history: has 5001 entries"),
        (config(created="x" * 65), "created: has 65 characters"),
    ],
)
def test_a_refusal_says_why(fields: object, why: str):
    with pytest.raises(BadValue) as caught:
        read(fields)
    assert why in str(caught.value)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just(DIGEST),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_configuration_or_are_refused(body: bytes):
    with pytest.raises(BadValue):
        parse(body)


@given(
    st.sampled_from(["os", "architecture", "variant", "rootfs", "config", "history", "created"]),
    _JSON,
)
def test_any_value_of_any_field_is_taken_or_refused(name: str, value: object):
    with contextlib.suppress(BadValue):
        assert isinstance(hash(read(config(**{name: value}))), int)


@given(
    st.sampled_from(["User", "Env", "Entrypoint", "Cmd", "Labels", "Volumes", "StopSignal"]), _JSON
)
def test_any_value_of_how_it_is_run_is_taken_or_refused(name: str, value: object):
    with contextlib.suppress(BadValue):
        assert isinstance(hash(read(config(config={name: value}))), int)


def test_a_list_has_the_shortest_labels_when_there_is_no_room_for_all():
    assert listed_labels({"a": "b"}) == {"a": "b"}
    labels = {f"key{number}": "v" * number * 100 for number in range(100)}
    listed = listed_labels(labels)
    assert {"key0", "key5"} <= listed.keys()
    assert "key99" not in listed
    assert sum(len(key) + len(word) for key, word in listed.items()) <= LISTED_LABELS
