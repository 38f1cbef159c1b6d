"""From a name to one manifest: through indexes, by platform."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import Unfit
from aurae.model import image_config, image_manifest, platform
from aurae.model.image import LayerForm
from aurae.model.image_manifest import Index, Manifest
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.images.sources import Document, Source
    from aurae.model.descriptor import Descriptor
    from aurae.model.image_config import ImageConfig
    from aurae.model.image_name import ImageName
    from aurae.model.platform import Platform


class Wanted(NamedTuple):
    """Which of the images of a name is wanted: for which platform; or, `forced`, whatever it is for.

    `form` is what its layers are to be besides folders.
    """

    name: ImageName
    platform: Platform | None
    forced: bool = False
    verb: str = "pull"
    form: LayerForm = LayerForm.FOLDER

    @property
    def action(self) -> str:
        """What failures are about."""
        return f"{self.verb} {self.name}"


class Resolved(NamedTuple):
    """What a name stands for: `documents` from the one that it names down to the manifest."""

    documents: Sequence[Document]
    manifest: Manifest


async def resolve(source: Source, wanted: Wanted, machine: Platform) -> Resolved:
    """Ask a registry what a name stands for. Raises RegistryFailed and Refusal."""
    document = await source.resolve(wanted.name)
    documents = [document]
    called = ""
    while True:
        # Not in the loop: a document of the worst kind takes a third of a second.
        parsed = await asyncio.to_thread(_parse, wanted, document, called or document.media_type)
        if isinstance(parsed, Manifest):
            if not parsed.is_image:
                raise Unfit(
                    wanted.action, f"it is no image to run, but {parsed.config.media_type}"
                )
            return Resolved(documents, parsed)
        if len(documents) > image_manifest.DEEPEST:
            raise Unfit(wanted.action, "its indexes are nested too deep")
        chosen = _choose(wanted, parsed, machine)
        called = chosen.media_type
        document = await source.manifest(wanted.name, chosen.digest, image_manifest.LARGEST)
        documents.append(document)


def check_platform(wanted: Wanted, config: ImageConfig, machine: Platform) -> None:
    """Raise Unfit when an image is not for the platform that is wanted."""
    aim = wanted.platform or machine
    if not wanted.forced and not platform.suits(aim, config.platform):
        why = f"it is for {config.platform}, not {aim}; it can be forced"
        raise Unfit(wanted.action, why)


def parse_config(wanted: Wanted, body: bytes, manifest: Manifest) -> ImageConfig:
    """Return what a configuration says; raises Unfit when it does not fit."""
    try:
        config = image_config.parse(body)
    except BadValue as error:
        raise Unfit(wanted.action, f"its configuration: {error}") from None
    if len(config.diff_ids) != len(manifest.layers):
        why = (
            f"its configuration has {len(config.diff_ids)} layers, "
            f"its manifest {len(manifest.layers)}"
        )
        raise Unfit(wanted.action, why)
    return config


def _parse(wanted: Wanted, document: Document, media_type: str) -> Index | Manifest:
    try:
        return image_manifest.parse(document.body, media_type)
    except BadValue as error:
        raise Unfit(wanted.action, f"manifest {document.digest}: {error}") from None


def _choose(wanted: Wanted, index: Index, machine: Platform) -> Descriptor:
    aim = wanted.platform or machine
    offers = [
        one for one in index.manifests if one.platform is None or one.platform.os != "unknown"
    ]
    at = platform.best(aim, [one.platform for one in offers])
    if at is None and wanted.forced and offers:
        at = 0
    if at is None:
        has = sorted({str(one.platform) for one in offers if one.platform}) or ["none"]
        raise Unfit(wanted.action, f"it is not there for {aim}, only {', '.join(has)}")
    return offers[at]
