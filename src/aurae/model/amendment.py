"""An image made of another one and one more layer: what its configuration says."""

from __future__ import annotations

import json
from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field

from aurae.model import image_config, json_fields

OCI_LAYER = "application/vnd.oci.image.layer.v1.tar"
MEDIA_TYPES = {
    "application/vnd.docker.image.rootfs.diff.tar": OCI_LAYER,
    "application/vnd.docker.image.rootfs.diff.tar.gzip": f"{OCI_LAYER}+gzip",
    "application/vnd.docker.image.rootfs.diff.tar.zstd": f"{OCI_LAYER}+zstd",
}
"""What Docker calls layers, and what OCI does: manifests of ours are in its form."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to be other than in the image below; None and empty texts leave what is there.

    A new entrypoint drops the command, unless there is a new one too. Variables and labels come to
    those that are there. `created_by` is what is told of the layer.
    """

    entrypoint: tuple[str, ...] | None = None
    cmd: tuple[str, ...] | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    working_dir: str | None = None
    stop_signal: str = ""
    exposed_ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    author: str = ""
    comment: str = ""
    created_by: str = ""


def layer_type(media_type: str) -> str:
    """Return the type of a layer in OCI's form."""
    return MEDIA_TYPES.get(media_type, media_type)


def amended(body: bytes, change: Amendment, diff_id: str, created: str) -> bytes:
    """Return the configuration of an image with one more layer. BadValue when it cannot be one."""
    document = json_fields.read_object(body, image_config.LARGEST)
    found: dict[str, object] = {**document, "created": created}
    for name in ("container", "container_config", "id", "parent"):
        found.pop(name, None)  # what Docker wrote of another container
    if change.author:
        found["author"] = change.author
    found["config"] = _run(json_fields.inner(document, "config", _object) or {}, change)
    rootfs = json_fields.inner(document, "rootfs", _object) or {}
    found["rootfs"] = {**rootfs, "diff_ids": [*_items(rootfs, "diff_ids"), diff_id]}
    step = {"created": created, "created_by": change.created_by, "author": change.author}
    step["comment"] = change.comment
    said = {name: text for name, text in step.items() if text}
    found["history"] = [*_items(document, "history"), said]
    # In ASCII: what was read may have half a character in it, which has no form in UTF-8.
    made = json.dumps(found, separators=(",", ":")).encode()
    image_config.parse(made)
    return made


def _run(before: Mapping[str, object], change: Amendment) -> dict[str, object]:
    found: dict[str, object] = {**before}
    if change.entrypoint is not None:
        found["Entrypoint"] = list(change.entrypoint)
        found.pop("Cmd", None)
    if change.cmd is not None:
        found["Cmd"] = list(change.cmd)
    if change.env:
        found["Env"] = _env([str(item) for item in _items(before, "Env")], change.env)
    texts = {
        "User": change.user,
        "WorkingDir": change.working_dir,
        "StopSignal": change.stop_signal or None,
    }
    found.update((name, text) for name, text in texts.items() if text is not None)
    for name, more in (
        ("Labels", change.labels),
        ("ExposedPorts", {port: {} for port in change.exposed_ports}),
        ("Volumes", {path: {} for path in change.volumes}),
    ):
        if more:
            found[name] = {**(json_fields.inner(before, name, _object) or {}), **more}
    return found


def _env(before: list[str], more: Mapping[str, str]) -> list[str]:
    """Return variables, each where it was; new ones behind them."""
    left = dict(more)
    found = []
    for variable in before:
        name = variable.partition("=")[0]
        found.append(f"{name}={left.pop(name)}" if name in left else variable)
    return found + [f"{name}={value}" for name, value in left.items()]


def _object(value: object) -> Mapping[str, object]:
    return json_fields.as_object("", value)


def _items(fields: Mapping[str, object], name: str) -> list[object]:
    value = fields.get(name)
    return list(value) if isinstance(value, list) else []
