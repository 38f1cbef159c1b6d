"""Messages of VolumeService to the model's words and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.labels import MOST_LABELS, check_count, has_all
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.volume import Backing, Volume, VolumeSpec
from aurae.model.volume_rules import check_labels, check_size, check_volume_name
from aurae.proto import volumes_pb2 as api
from aurae.server import records
from aurae.server.convert import timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aurae.surroundings.measuring import Written

BACKINGS: dict[Backing, api.Volume.Backing.ValueType] = {
    backing: api.Volume.Backing.Value(f"BACKING_{backing.value}") for backing in Backing
}


def name(verb: str, text: str, field: str = "name") -> str:
    """Return the name of a volume; InvalidField when it can be none."""
    try:
        check_volume_name(field, text)
    except BadValue as error:
        raise InvalidField(f"{verb} volume", error.field, error.why) from None
    return text


def spec(action: str, message: api.VolumeSpec, field: str = "spec") -> VolumeSpec:
    """Return what is asked of a new volume; InvalidField when it cannot be read."""
    try:
        check_count("labels", message.labels, MOST_LABELS)
        return records.read(VolumeSpec, message)
    except BadValue as error:
        raise InvalidField(action, f"{field}.{error.field}", error.why) from None


def size(action: str, number: int) -> int:
    """Return a limit, 0 for none; InvalidField when it can be none."""
    try:
        if number:
            check_size("size", number)
    except BadValue as error:
        raise InvalidField(action, error.field, error.why) from None
    return number


def labels(action: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Return labels; InvalidField when they can be none."""
    try:
        check_labels(texts)
    except BadValue as error:
        raise InvalidField(action, error.field, error.why) from None
    return dict(texts)


def changed(request: api.UpdateVolumeRequest, before: Mapping[str, str]) -> dict[str, str]:
    """Return the labels that a volume is to have."""
    action = f"update volume {request.name}"
    found = {**before, **labels(action, request.labels)}
    for key in request.remove_labels:
        found.pop(key, None)
    return labels(action, found)


def has_labels(volume: Volume, wanted: Mapping[str, str]) -> bool:
    """Say whether a volume has all of these labels; an empty value means any."""
    return has_all(volume.spec.labels, wanted)


def volume(item: Volume, users: Iterable[str], *, mounted: bool, missing: bool) -> api.Volume:
    """Return a volume as the API shows it."""
    message = api.Volume(
        id=item.id,
        owner=item.owner,
        backing=BACKINGS[item.backing],
        created_at=timestamp(item.created_ns),
        users=users,
        mounted=mounted,
        missing=missing,
    )
    message.spec.SetInParent()
    records.write(item.spec, message.spec)
    return message


def usage(found: Written) -> api.VolumeUsage:
    """Return how much is in a volume."""
    return api.VolumeUsage(used_bytes=found.size, disk_bytes=found.size, files=found.files)


def data(request: api.ImportVolumeRequest) -> bytes | None:
    """Return the piece of an archive in a message; None where it has none."""
    return request.data if request.WhichOneof("request") == "data" else None
