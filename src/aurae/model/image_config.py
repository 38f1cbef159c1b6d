"""The configuration of an image: what it was built for, from which layers, and how it is run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.model import json_fields, platform
from aurae.model.digest import check_digest
from aurae.model.image_manifest import MOST_LAYERS
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.platform import Platform

LARGEST = json_fields.LARGEST
"""Bytes of a configuration."""

MOST_STEPS = 5000
MOST_WORDS = 10_000
LONGEST_WORD = 131_071
"""Characters of a word of a command or of a variable (MAX_ARG_STRLEN)."""


LISTED_LABELS = 16 * 1024
"""Characters of the labels that a list of images has of each: a client takes so much of an answer."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of how an image was made."""

    created: str = ""
    created_by: str = ""
    author: str = ""
    comment: str = ""
    empty_layer: bool = False


@dataclass(frozen=True, slots=True)
class RunConfig:
    """How a container is run where nobody says otherwise; None is "not said"."""

    user: str = ""
    working_dir: str = ""
    env: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] | None = None
    cmd: tuple[str, ...] | None = None
    exposed_ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    stop_signal: str = ""


@dataclass(frozen=True, slots=True)
class ImageConfig:
    """A configuration; `diff_ids` are the digests of the uncompressed layers, the lowest first."""

    platform: Platform
    diff_ids: tuple[str, ...]
    run: RunConfig = RunConfig()
    history: tuple[Step, ...] = ()
    created: str = ""
    author: str = ""


def parse(body: bytes) -> ImageConfig:
    """Return the configuration; BadValue when anything of it is odd."""
    fields = json_fields.read_object(body, LARGEST)
    rootfs = json_fields.inner(fields, "rootfs", _diff_ids)
    if rootfs is None:
        raise BadValue("rootfs", "is missing")
    return ImageConfig(
        platform=platform.from_json(fields),
        diff_ids=rootfs,
        run=json_fields.inner(fields, "config", _run) or RunConfig(),
        history=json_fields.each(fields, "history", MOST_STEPS, _step),
        created=json_fields.text(fields, "created", 64),
        author=json_fields.text(fields, "author"),
    )


def listed_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the labels that a list has room for, the shortest first where it is not all of them."""
    left = LISTED_LABELS
    found = {}
    for key in sorted(labels, key=lambda key: len(key) + len(labels[key])):
        left -= len(key) + len(labels[key])
        if left < 0:
            break
        found[key] = labels[key]
    return found


def _diff_ids(value: object) -> tuple[str, ...]:
    fields = json_fields.as_object("", value)
    if json_fields.text(fields, "type", 64) != "layers":
        raise BadValue("type", "is not 'layers'")
    return json_fields.each(
        fields,
        "diff_ids",
        MOST_LAYERS,
        lambda one: check_digest(json_fields.as_text("", one, 255)),
    )


def _run(value: object) -> RunConfig:
    fields = json_fields.as_object("", value)
    env = json_fields.texts(fields, "Env", MOST_WORDS, LONGEST_WORD)
    for index, variable in enumerate(env):
        if not variable.partition("=")[0]:
            raise BadValue(f"Env[{index}]", "has no name of a variable")
    return RunConfig(
        user=json_fields.text(fields, "User", 512),
        working_dir=json_fields.text(fields, "WorkingDir"),
        env=env,
        entrypoint=_words(fields, "Entrypoint"),
        cmd=_words(fields, "Cmd"),
        exposed_ports=_names(fields, "ExposedPorts"),
        volumes=_names(fields, "Volumes"),
        labels=json_fields.pairs(fields, "Labels", MOST_WORDS, LONGEST_WORD),
        stop_signal=json_fields.text(fields, "StopSignal", 64),
    )


def _words(fields: Mapping[str, object], name: str) -> tuple[str, ...] | None:
    if fields.get(name) is None:
        return None
    return json_fields.texts(fields, name, MOST_WORDS, LONGEST_WORD)


def _names(fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Return the names of an object's fields, in which Docker writes a set."""
    found = json_fields.inner(fields, name, lambda value: json_fields.as_object("", value))
    names = tuple(found or ())
    if len(names) > MOST_WORDS:
        raise BadValue(name, f"has {len(names)} entries, at most {MOST_WORDS} are allowed")
    return tuple(json_fields.as_text(f"{name} (a name)", one) for one in names)


def _step(value: object) -> Step:
    fields = json_fields.as_object("", value)
    return Step(
        created=json_fields.text(fields, "created", 64),
        created_by=json_fields.text(fields, "created_by", LARGEST),
        author=json_fields.text(fields, "author"),
        comment=json_fields.text(fields, "comment", LARGEST),
        empty_layer=json_fields.truth(fields, "empty_layer"),
    )
