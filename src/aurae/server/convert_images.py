"""Messages of ImageService to the model's words and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.images.exporting import Format
from aurae.images.finding import parsed
from aurae.images.images import Policy
from aurae.images.importing import ACTION, Order
from aurae.images.progress import Phase
from aurae.images.pruning import Filter
from aurae.images.resolving import Wanted
from aurae.images.scrubbing import Finding
from aurae.model import platform
from aurae.model.image import LayerForm
from aurae.model.refusal import BadValue, InvalidField
from aurae.proto import images_pb2 as api
from aurae.server.convert import timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from google.protobuf.duration_pb2 import Duration

    from aurae.images.progress import LayerProgress
    from aurae.images.scrubbing import Scrubbed
    from aurae.images.showing import Details, StepView, View
    from aurae.model.image import ErofsFile, ImageUsage
    from aurae.model.platform import Platform

LONGEST_AGE = 36500 * 86400
"""Seconds that an age may be at most."""

_POLICIES = {
    api.PULL_POLICY_UNSPECIFIED: Policy.ALWAYS,
    api.PULL_POLICY_ALWAYS: Policy.ALWAYS,
    api.PULL_POLICY_IF_MISSING: Policy.IF_MISSING,
    api.PULL_POLICY_NEVER: Policy.NEVER,
}
_FORMATS = {
    api.ARCHIVE_FORMAT_UNSPECIFIED: Format.OCI,
    api.ARCHIVE_FORMAT_OCI: Format.OCI,
    api.ARCHIVE_FORMAT_DOCKER: Format.DOCKER,
}
_FORMS = {
    api.LAYER_FORM_UNSPECIFIED: LayerForm.FOLDER,
    api.LAYER_FORM_FOLDER: LayerForm.FOLDER,
    api.LAYER_FORM_EROFS: LayerForm.EROFS,
    api.LAYER_FORM_FLAT: LayerForm.FLAT,
}
_FORM_NAMES: dict[LayerForm, api.LayerForm.ValueType] = {
    form: api.LayerForm.Value(f"LAYER_FORM_{form.name}") for form in LayerForm
}
_PHASES: dict[Phase, api.LayerPhase.ValueType] = {
    phase: api.LayerPhase.Value(f"LAYER_PHASE_{phase.name}") for phase in Phase
}
_FINDINGS: dict[Finding, api.BlobState.ValueType] = {
    finding: api.BlobState.Value(f"BLOB_STATE_{finding.name}") for finding in Finding
}


def wanted(request: api.PullImageRequest) -> tuple[Wanted, Policy]:
    """Return what is to be pulled, and when the registry is asked."""
    action = f"pull {request.name}" if request.name else "pull"
    name = parsed(action, request.name)
    chosen = _platform(action, request.platform)
    policy = _POLICIES.get(request.policy)
    if policy is None:
        raise InvalidField(action, "policy", f"{request.policy} is none")
    form = _layer_form(action, request.layers)
    return Wanted(name, chosen, request.force_platform, form=form), policy


def order(options: api.ImportOptions) -> Order:
    """Return how an archive is to be taken in."""
    name = parsed(ACTION, options.name) if options.name else None
    chosen, form = _platform(ACTION, options.platform), _layer_form(ACTION, options.layers)
    return Order(name, chosen, options.force_platform, form)


def form(request: api.ExportImagesRequest) -> Format:
    """Return what kind of archive is wanted."""
    found = _FORMATS.get(request.format)
    if found is None:
        raise InvalidField("save images", "format", f"{request.format} is none")
    return found


def _layer_form(action: str, value: int) -> LayerForm:
    found = {int(key): form for key, form in _FORMS.items()}.get(value)
    if found is None:
        raise InvalidField(action, "layers", f"{value} is none")
    return found


def _platform(action: str, text: str) -> Platform | None:
    try:
        return platform.parse(text) if text else None
    except BadValue as error:
        raise InvalidField(action, "platform", str(error)) from None


def chosen(request: api.PruneImagesRequest) -> Filter:
    """Return which images are to go."""
    age = _age(request.age) if request.HasField("age") else 0.0
    return Filter(request.all, age, request.partial, request.dry_run)


def _age(span: Duration) -> float:
    value = span.seconds + span.nanos / 1e9
    if abs(span.nanos) >= 10**9 or span.seconds * span.nanos < 0 or not 0 <= value <= LONGEST_AGE:
        raise InvalidField("prune images", "age", "is not from 0 s to 36500 days")
    return value


def progress(layers: Iterable[LayerProgress]) -> api.PullImageResponse:
    """Return what is told of a pull that goes on."""
    return api.PullImageResponse(
        layers=[
            api.LayerProgress(
                digest=layer.digest, phase=_PHASES[layer.phase], done=layer.done, size=layer.size
            )
            for layer in layers
        ]
    )


def image(view: View) -> api.Image:
    """Return an image as it is listed."""
    kept = view.image
    return api.Image(
        id=kept.id,
        tags=view.tags,
        digests=view.digests,
        platform=kept.platform,
        created=kept.created,
        added_at=timestamp(kept.added_ns),
        usage=_usage(view.usage),
        user=kept.user,
        labels=kept.labels,
        users=view.users,
    )


def _usage(usage: ImageUsage) -> api.ImageUsage:
    return api.ImageUsage(
        blobs=usage.blobs,
        unpacked=usage.unpacked,
        unique=usage.unique,
        shared=usage.shared,
        erofs=usage.erofs,
    )


def details(found: Details) -> api.GetImageResponse:
    """Return all about an image."""
    run = found.config.run
    return api.GetImageResponse(
        image=image(found.view),
        config=api.ImageConfig(
            user=run.user,
            working_dir=run.working_dir,
            env=run.env,
            entrypoint=run.entrypoint or (),
            cmd=run.cmd or (),
            exposed_ports=run.exposed_ports,
            volumes=run.volumes,
            stop_signal=run.stop_signal,
            author=found.config.author,
        ),
        layers=[
            api.ImageLayer(
                digest=layer.digest,
                media_type=layer.media_type,
                size=layer.size,
                diff_id=layer.diff_id,
                chain_id=layer.chain_id,
                present=layer.is_present,
                unpacked=layer.is_unpacked,
                unpacked_size=layer.unpacked_size,
                erofs=_erofs(layer.erofs),
            )
            for layer in found.layers
        ],
        manifests=[
            api.ImageManifest(
                digest=item.digest, media_type=item.blob.media_type, size=item.blob.size
            )
            for item in found.manifests
        ],
        raw_config=found.raw_config.decode(),
        flat=_erofs(found.flat),
    )


def _erofs(found: ErofsFile | None) -> api.ErofsImage | None:
    return api.ErofsImage(digest=found.digest, size=found.size) if found else None


def step(found: StepView) -> api.ImageStep:
    """Return a step of how an image was made."""
    return api.ImageStep(
        created=found.step.created,
        created_by=found.step.created_by,
        author=found.step.author,
        comment=found.step.comment,
        layer=found.digest,
        size=found.size,
    )


def scrubbed(found: Scrubbed) -> api.ScrubImagesResponse:
    """Return what a blob was found to be."""
    return api.ScrubImagesResponse(
        digest=found.digest,
        size=found.size,
        images=found.images,
        state=_FINDINGS[found.finding],
        why=found.why,
        done=found.done,
        total=found.total,
        chain_id=found.erofs.chain_id if found.erofs else "",
        form=_FORM_NAMES[found.erofs.form] if found.erofs else api.LAYER_FORM_UNSPECIFIED,
    )
