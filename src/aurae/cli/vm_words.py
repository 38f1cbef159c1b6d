"""Words of the options of virtual machines, each read into plain values of the API; for the command line."""

import argparse

from aurae.cli.cell_limits import number, size_argument

_DRIVE_KEYS = {
    "id": "id", "path": "path", "volume": "volume", "format": "format", "cache": "cache",
    "engine": "engine", "target": "target", "type": "file_system",
}  # fmt: skip
_LIMIT_KEYS = {
    "bps": "bytes_per_second",
    "bps-burst": "bytes_burst",
    "iops": "operations_per_second",
    "iops-burst": "operations_burst",
}


def drive(text: str) -> dict[str, object]:
    """Read `id=data,path=/srv/data.raw,target=/data,ro`, or with `volume=` a volume."""
    made: dict[str, object] = {}
    limits: dict[str, object] = {}
    for word in text.split(","):
        key, equals, value = word.partition("=")
        if word in ("ro", "readonly"):
            made["read_only"] = True
        elif key in _LIMIT_KEYS and value:
            read = size_argument if key.startswith("bps") else number
            limits[_LIMIT_KEYS[key]] = read(value)
        elif key in _DRIVE_KEYS and equals and value:
            made[_DRIVE_KEYS[key]] = value.replace("-", "_") if key == "engine" else value
        else:
            known = ", ".join(("ro", *_DRIVE_KEYS, *_LIMIT_KEYS))
            raise argparse.ArgumentTypeError(f"{text!r}: {word!r} is not one of {known}")
    if "id" not in made or ("path" in made) == ("volume" in made):
        why = "give id=, and either path= or volume="
        raise argparse.ArgumentTypeError(f"{text!r}: {why}")
    return {**made, "limits": limits} if limits else made


def drive_limits(text: str) -> dict[str, object]:
    """Read `bps=10MiB,iops=500,bps-burst=...`; `none` takes all limits away."""
    if text == "none":
        return {}
    made: dict[str, object] = {}
    for word in text.split(","):
        key, _, value = word.partition("=")
        if key not in _LIMIT_KEYS or not value:
            known = ", ".join(_LIMIT_KEYS)
            raise argparse.ArgumentTypeError(f"{text!r}: {word!r} is not one of {known}")
        made[_LIMIT_KEYS[key]] = (size_argument if key.startswith("bps") else number)(value)
    return made


def share(text: str) -> dict[str, object]:
    """Read `/host/folder:/path[:ro]`; what does not begin with / is a volume."""
    parts = text.split(":")
    if (
        len(parts) not in (2, 3)
        or not (parts[0] and parts[1])
        or parts[2:] not in ([], ["ro"], ["rw"])
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not SOURCE:TARGET[:ro]")
    source, target = parts[:2]
    made: dict[str, object] = {"target": target}
    made["source" if source.startswith("/") else "volume"] = source
    if parts[2:] == ["ro"]:
        made["read_only"] = True
    return made
