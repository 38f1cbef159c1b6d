"""hosts.toml of containerd: each field checked; fields that containerd does not know are ignored, as there."""

from __future__ import annotations

import posixpath
import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from aurae.model import timespan
from aurae.model.json_fields import as_object, as_text
from aurae.model.refusal import BadValue
from aurae.registry import urls
from aurae.registry.failures import RegistryFailed
from aurae.registry.host import ALL, Capability, Host

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MOST_HOSTS = 100
MOST_HEADERS = 100
LONGEST_DIAL = 600.0
"""Seconds of dial_timeout."""

_FIELDS = frozenset(
    {"capabilities", "ca", "client", "skip_verify", "header", "override_path", "dial_timeout"}
)
_TOP = _FIELDS | {"server", "host"}
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", re.ASCII)
_HEADER_VALUE = re.compile(r"[\t -~]{0,8000}", re.ASCII)
_OURS = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "range", "accept-encoding",
     "content-range", "te", "upgrade", "trailer", "expect"}
)  # fmt: skip
"""Headers that say how a message is framed."""


class Hosts(NamedTuple):
    """Mirrors in the order in which they are asked, and who is asked last.

    `unknown` are the fields that were ignored.
    """

    mirrors: tuple[Host, ...]
    server: Host
    unknown: tuple[str, ...] = ()


def parse(data: bytes, folder: Path) -> Hosts:
    """Return what a file says; paths in it are below `folder`. BadValue when a field is unfit.

    The server's URL is empty where the file does not name one.
    """
    try:
        found: Mapping[str, object] = tomllib.loads(data.decode("utf-8"))
    except RecursionError:
        raise BadValue("", "is nested too deeply") from None
    except ValueError as error:
        raise BadValue("", f"is no TOML: {str(error)[:120]}") from None
    tables = as_object("host", found.get("host", {}))
    if len(tables) > MOST_HOSTS:
        raise BadValue("host", f"has {len(tables)} entries, at most {MOST_HOSTS} are allowed")
    unknown = [name for name in found if name not in _TOP]
    mirrors = []
    for url, table in tables.items():
        field = f"host.{url[:80]!r}"
        fields = as_object(field, table)
        unknown += [f"{field}.{name}" for name in fields if name not in _FIELDS]
        mirrors.append(_host(field + ".", url, fields, folder))
    server = as_text("server", found.get("server", ""), urls.LONGEST)
    return Hosts(tuple(mirrors), _host("", server, found, folder), tuple(unknown))


def _host(at: str, url: str, fields: Mapping[str, object], folder: Path) -> Host:
    override = _truth(at, fields, "override_path") or False
    return Host(
        url=_root(at, url, override=override) if url or at else "",
        capabilities=_capabilities(at, fields),
        authorities=tuple(
            folder / path for path in _texts(f"{at}ca", fields.get("ca", ()), one=True)
        ),
        certificates=_pairs(f"{at}client", fields.get("client", ()), folder),
        skip_verify=_truth(at, fields, "skip_verify"),
        headers=_headers(f"{at}header", fields.get("header", {})),
        dial_timeout=_dial_timeout(at, fields),
    )


def _root(at: str, url: str, *, override: bool) -> str:
    """Return the root of a host's API: its path and `/v2`, unless it ends so or has its own."""
    field = f"{at}url" if at else "server"
    full = url if "://" in url else f"https://{url}"
    try:
        urls.origin(full)
    except RegistryFailed as error:
        raise BadValue(field, str(error)) from None
    parts = urlsplit(full)
    if parts.query or parts.fragment:
        raise BadValue(field, "has a query or a fragment")
    path = posixpath.normpath(parts.path).rstrip("/") if parts.path else ""
    path = "/" + path.lstrip("/") if path.strip("/.") else ""
    if not path.endswith("/v2") and not override:
        path += "/v2"
    return f"{parts.scheme}://{parts.netloc}{path}"


def _capabilities(at: str, fields: Mapping[str, object]) -> frozenset[Capability]:
    named = _texts(f"{at}capabilities", fields.get("capabilities", ()))
    known = {one.value: one for one in Capability}
    for name in named:
        if name.lower() not in known:
            raise BadValue(f"{at}capabilities", f"{name[:40]!r} is none of pull, resolve, push")
    return frozenset(known[name.lower()] for name in named) or ALL


def _truth(at: str, fields: Mapping[str, object], name: str) -> bool | None:
    value = fields.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise BadValue(f"{at}{name}", "is neither true nor false")


def _dial_timeout(at: str, fields: Mapping[str, object]) -> float | None:
    field = f"{at}dial_timeout"
    text = as_text(field, fields.get("dial_timeout", ""), 64)
    if not text:
        return None
    try:
        seconds = timespan.parse(text)
    except BadValue as error:
        raise BadValue(field, error.why) from None
    if not 0 < seconds <= LONGEST_DIAL:
        raise BadValue(field, f"is not between 0 and {LONGEST_DIAL:g} seconds")
    return seconds


def _headers(field: str, value: object) -> dict[str, tuple[str, ...]]:
    found = as_object(field, value)
    if len(found) > MOST_HEADERS:
        raise BadValue(field, f"has {len(found)} entries, at most {MOST_HEADERS} are allowed")
    headers: dict[str, tuple[str, ...]] = {}
    for name, given in found.items():
        if not _HEADER.fullmatch(name) or name.lower() in _OURS:
            raise BadValue(field, f"{name[:40]!r} is no header that can be set")
        values = _texts(f"{field}.{name}", given, one=True)
        if not all(_HEADER_VALUE.fullmatch(one) for one in values):
            raise BadValue(f"{field}.{name}", "holds what no header can")
        headers[name] = values
    return headers


def _pairs(field: str, value: object, folder: Path) -> tuple[tuple[Path, Path | None], ...]:
    """Return certificates with their keys, of `"file"`, `["file", ...]` or `[["file", "key"], ...]`."""
    given: Sequence[object] = value if isinstance(value, (list, tuple)) else [value]
    pairs: list[tuple[Path, Path | None]] = []
    for one in given:
        if isinstance(one, str):
            pairs.append((folder / _path(field, one), None))
            continue
        names = _texts(field, one)
        if len(names) != 2:
            raise BadValue(field, "has an entry that is no pair of a certificate and a key")
        certificate, key = (folder / _path(field, name) for name in names)
        pairs.append((certificate, key))
    return tuple(pairs)


def _texts(field: str, value: object, *, one: bool = False) -> tuple[str, ...]:
    """Return an array of texts; with `one` a text alone is one, too."""
    if one and isinstance(value, str):
        value = [value]
    if not isinstance(value, (list, tuple)):
        raise BadValue(field, "is no array of texts")
    if len(value) > MOST_HOSTS:
        raise BadValue(field, f"has {len(value)} entries, at most {MOST_HOSTS} are allowed")
    return tuple(_path(field, word) for word in value)


def _path(field: str, value: object) -> str:
    found = as_text(field, value, 8000)
    if not found:
        raise BadValue(field, "has an empty text")
    return found
