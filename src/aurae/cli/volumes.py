"""How volumes are shown."""

from typing import TYPE_CHECKING

from aurae.cli.document import enum_name, moment
from aurae.cli.table import age
from aurae.cli.units import bytes_text
from aurae.cli.workloads import since
from aurae.proto import volumes_pb2 as api

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING = ("NAME", "SIZE", "BACKING", "USED BY", "CREATED")


def row(volume: api.Volume) -> tuple[str, ...]:
    """Return the cells of a table."""
    return (
        volume.spec.name,
        _size(volume),
        f"{_backing(volume)}{' (missing)' if volume.missing else ''}",
        ", ".join(volume.users) or "-",
        f"{age(since(volume.created_at))} ago",
    )


def details(found: api.GetVolumeResponse) -> list[tuple[str, str]]:
    """Return what is known of a volume, names and values."""
    volume, spec = found.volume, found.volume.spec
    return [
        ("name", spec.name),
        ("id", volume.id),
        ("owner", volume.owner),
        ("size", _size(volume)),
        ("backing", _backing(volume)),
        ("created", moment(volume.created_at)),
        ("used by", ", ".join(volume.users)),
        ("mounted", "yes" if volume.mounted else "no"),
        *([("files", "missing")] if volume.missing else []),
        *_top(spec),
        *((f"label {key}", spec.labels[key]) for key in sorted(spec.labels)),
        *_usage(found),
    ]


def _size(volume: api.Volume) -> str:
    return bytes_text(volume.spec.size) if volume.spec.size else "-"


def _backing(volume: api.Volume) -> str:
    return enum_name(api.Volume.Backing.DESCRIPTOR, volume.backing)


def _top(spec: api.VolumeSpec) -> "Iterator[tuple[str, str]]":
    if spec.HasField("uid"):
        yield "uid", str(spec.uid)
    if spec.HasField("gid"):
        yield "gid", str(spec.gid)
    if spec.HasField("mode"):
        yield "mode", f"{spec.mode:04o}"


def _usage(found: api.GetVolumeResponse) -> "Iterator[tuple[str, str]]":
    if found.HasField("usage"):
        yield "used", bytes_text(found.usage.used_bytes)
        yield "on disk", bytes_text(found.usage.disk_bytes)
        yield "files and folders", str(found.usage.files)
