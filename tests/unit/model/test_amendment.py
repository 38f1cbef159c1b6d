"""The configuration of an image that is another one and a layer more."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model import image_config
from aurae.model.amendment import Amendment, amended, layer_type
from aurae.model.refusal import BadValue

DIFF = f"sha256:{'1' * 64}"
NOW = "2026-01-02T03:04:05Z"
BASE = {
    "architecture": "amd64",
    "os": "linux",
    "container": "1234",
    "variant.of.ours": {"kept": [1]},
    "config": {
        "Env": ["PATH=/bin", "A=1"],
        "Entrypoint": ["/bin/sh"],
        "Cmd": ["-c", "true"],
        "Labels": {"old": "1"},
        "Healthcheck": {"Test": ["NONE"]},
    },
    "rootfs": {"type": "layers", "diff_ids": [f"sha256:{'0' * 64}"]},
    "history": [{"created_by": "first"}],
}


def after(change: Amendment, base: object = BASE) -> dict[str, object]:
    """The document that comes of it."""
    found: dict[str, object] = json.loads(amended(json.dumps(base).encode(), change, DIFF, NOW))
    return found


def test_without_a_change_there_is_a_layer_more():
    found = after(Amendment(created_by="aer container commit", comment="why", author="me"))
    assert found["config"] == BASE["config"]
    assert found["rootfs"] == {"type": "layers", "diff_ids": [f"sha256:{'0' * 64}", DIFF]}
    step = {"created_by": "aer container commit", "comment": "why", "author": "me"}
    assert found["history"] == [{"created_by": "first"}, {"created": NOW, **step}]
    assert (found["created"], found["author"]) == (NOW, "me")
    assert found["variant.of.ours"] == {"kept": [1]}
    assert "container" not in found


def test_each_change_is_in_its_place():
    change = Amendment(
        cmd=("x",),
        env={"A": "2", "B": "3"},
        labels={"new": "2"},
        user="web",
        working_dir="/srv",
        stop_signal="SIGINT",
        exposed_ports=("80/tcp",),
        volumes=("/data",),
    )
    config = image_config.parse(amended(json.dumps(BASE).encode(), change, DIFF, NOW)).run
    assert config.entrypoint == ("/bin/sh",)
    assert config.cmd == ("x",)
    assert config.env == ("PATH=/bin", "A=2", "B=3")
    assert config.labels == {"old": "1", "new": "2"}
    assert (config.user, config.working_dir, config.stop_signal) == ("web", "/srv", "SIGINT")
    assert (config.exposed_ports, config.volumes) == (("80/tcp",), ("/data",))


def test_a_new_entrypoint_drops_the_command():
    for change, cmd in (
        (Amendment(entrypoint=("/new",)), None),
        (Amendment(entrypoint=("/new",), cmd=("a",)), ("a",)),
    ):
        config = image_config.parse(amended(json.dumps(BASE).encode(), change, DIFF, NOW)).run
        assert (config.entrypoint, config.cmd) == (("/new",), cmd)


def test_an_image_that_says_nothing_may_be_amended():
    bare = {name: BASE[name] for name in ("architecture", "os", "rootfs")}
    found = after(Amendment(labels={"a": "b"}), {**bare, "config": None, "history": None})
    assert found["config"] == {"Labels": {"a": "b"}}
    assert len(found["history"]) == 1  # type: ignore[arg-type]


def test_what_is_too_large_is_refused():
    with pytest.raises(BadValue):
        after(Amendment(labels={"a": "x" * image_config.LARGEST}))


@given(st.dictionaries(st.text(min_size=1), st.text()), st.text())
def test_whatever_texts_there_are_it_stays_a_configuration(labels: dict[str, str], user: str):
    try:
        body = amended(json.dumps(BASE).encode(), Amendment(labels=labels, user=user), DIFF, NOW)
    except BadValue:
        return
    image_config.parse(body)


def test_types_of_layers_are_those_of_oci():
    docker = "application/vnd.docker.image.rootfs.diff.tar.gzip"
    assert layer_type(docker) == "application/vnd.oci.image.layer.v1.tar+gzip"
    assert layer_type("application/x") == "application/x"
