"""Words of the options of containers, each read into plain values of the API; for the command line."""

import argparse
import re

from aurae.cli.cell_limits import size_argument
from aurae.config.values import duration

PERIOD = 100_000
"""Microseconds; what `--cpus` shares out."""

_MOUNT_KEYS = {
    "src": "source", "source": "source", "dst": "target", "destination": "target", "target": "target",
    "ro": "read_only", "readonly": "read_only", "read-only": "read_only",
    "bind-propagation": "propagation", "propagation": "propagation", "recursive": "recursive",
    "create": "create", "idmapped": "idmapped", "subpath": "sub_path", "image-subpath": "sub_path",
    "suid": "set_ids", "dev": "devices",
    "volume-subpath": "sub_path", "volume-nocopy": "no_copy", "nocopy": "no_copy",
    "size": "size", "mode": "mode", "tmpfs-size": "size", "tmpfs-mode": "mode",
    "rro": "recursive_read_only", "recursive-read-only": "recursive_read_only",
}  # fmt: skip
_OF_TYPE = {
    "bind": (
        *("source", "propagation", "recursive", "create", "idmapped", "sub_path", "set_ids"),
        "devices",
    ),
    "tmpfs": ("size", "mode"),
    "image": ("source", "sub_path"),
    "secret": ("source", "mode"),
    "volume": ("source", "sub_path", "create", "no_copy"),
}
_VOLUME_WORDS: dict[str, dict[str, object]] = {
    "rw": {},
    **{name: {"propagation": name} for name in ("private", "slave", "shared")},
    "create": {"create": True},
    "noidmap": {"idmapped": False},
    "suid": {"set_ids": True},
    "dev": {"devices": True},
}
_NAMED_WORDS: dict[str, dict[str, object]] = {"rw": {}, "nocopy": {"no_copy": True}}
"""Of volumes that have a name."""
_YES = {"": True, "true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_SWITCHES = (
    "read_only",
    "recursive_read_only",
    "recursive",
    "create",
    "idmapped",
    "set_ids",
    "devices",
    "no_copy",
)


def volume(text: str) -> dict[str, object]:
    """Read `/host/path:/path[:ro,rro,slave,shared,create,noidmap,suid,dev,subpath=a/b]`.

    What does not begin with / is a volume: `name:/path[:ro,rro,nocopy,subpath=a/b]`.
    """
    source, target, words = _three(text, "SOURCE:TARGET[:OPTIONS]")
    if not (source and target):
        why = "give a path of the host or the name of a volume, and a path of the container"
        raise argparse.ArgumentTypeError(f"{text!r}: {why}")
    mount: dict[str, object] = {"target": target}
    is_bind = source.startswith("/")
    inner: dict[str, object] = {"source": source} if is_bind else {"name": source, "create": True}
    own = _VOLUME_WORDS if is_bind else _NAMED_WORDS
    for word in words.split(",") if words else ():
        name, _, value = word.partition("=")
        if name == "subpath" and value:
            inner["sub_path"] = value
        elif word in own:
            inner |= own[word]
        elif word in ("ro", "rro"):
            mount["read_only"] = True
            mount |= {"recursive_read_only": True} if word == "rro" else {}
        else:
            known = ", ".join(("ro", "rro", *own, "subpath=PATH"))
            raise argparse.ArgumentTypeError(f"{text!r}: {word!r} is not one of {known}")
    return {**mount, "bind" if is_bind else "volume": inner}


def mount(text: str) -> dict[str, object]:
    """Read `type=bind,source=/host,target=/path,readonly` and the like."""
    given: dict[str, str] = {}
    kind = "bind"
    for item in text.split(","):
        key, _, value = item.partition("=")
        if key == "type":
            kind = value
            continue
        name = _MOUNT_KEYS.get(key)
        if name is None:
            raise argparse.ArgumentTypeError(f"{text!r}: {key!r} is no word of a mount")
        given[name] = value
    if kind not in _OF_TYPE:
        raise argparse.ArgumentTypeError(f"{text!r}: type is one of {', '.join(_OF_TYPE)}")
    made: dict[str, object] = {}
    inner: dict[str, object] = {}
    for name, value in given.items():
        if name in ("target", "read_only", "recursive_read_only"):
            made[name] = _read(text, name, value)
        elif name in _OF_TYPE[kind]:
            inner[_field(kind, name)] = _read(text, name, value)
        else:
            raise argparse.ArgumentTypeError(f"{text!r}: {name} is not for type={kind}")
    if made.get("recursive_read_only"):
        made["read_only"] = True
    return {**made, kind: _named(text, inner) if kind == "volume" else inner}


def _named(text: str, inner: dict[str, object]) -> dict[str, object]:
    if "name" not in inner:
        raise argparse.ArgumentTypeError(f"{text!r}: source names no volume")
    return {"create": True, **inner}


def tmpfs(text: str) -> dict[str, object]:
    """Read `/path[:size=64MiB,mode=1777]`."""
    target, _, words = text.partition(":")
    inner: dict[str, object] = {}
    for word in words.split(",") if words else ():
        key, _, value = word.partition("=")
        if key not in _OF_TYPE["tmpfs"]:
            raise argparse.ArgumentTypeError(f"{text!r}: {key!r} is neither size nor mode")
        inner[key] = _read(text, key, value)
    return {"target": target, "tmpfs": inner}


def device(text: str) -> dict[str, object]:
    """Read `/dev/kvm[:/dev/other][:rwm]`."""
    path, target, access = _three(text, "PATH[:TARGET][:ACCESS]", least=1)
    if target and not target.startswith("/"):
        target, access = "", target
    return {"path": path, "target": target, "access": access}


def host(text: str) -> str:
    """Read `NAME:ADDRESS`, or `NAME=ADDRESS`."""
    name, sign, address = text.partition("=" if "=" in text else ":")
    if not (name and sign and address):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME:ADDRESS")
    return f"{name}:{address}"


def cpus(text: str) -> int:
    """Read CPUs such as `1.5` as microseconds of each period."""
    if not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text, re.ASCII) or not float(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of CPUs such as 1.5")
    return round(float(text) * PERIOD)


def moment(text: str) -> float:
    """Read a duration such as `30s`."""
    try:
        return duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} {error}") from None


def _field(kind: str, name: str) -> str:
    """Return the field that a word sets: what an image and a secret come from has its own names."""
    if name != "source":
        return name
    return {"image": "image", "secret": "file", "volume": "name"}.get(kind, name)


def _read(text: str, name: str, value: str) -> object:
    if name in _SWITCHES:
        if value not in _YES:
            raise argparse.ArgumentTypeError(f"{text!r}: {name} is true or false")
        return _YES[value]
    if name == "size":
        return size_argument(value)
    if not value:
        raise argparse.ArgumentTypeError(f"{text!r}: {name} is empty")
    return value


def _three(text: str, form: str, least: int = 2) -> tuple[str, str, str]:
    parts = text.split(":")
    if not least <= len(parts) <= 3:
        raise argparse.ArgumentTypeError(f"{text!r} is not {form}")
    return parts[0], (parts[1] if len(parts) > 1 else ""), (parts[2] if len(parts) > 2 else "")
