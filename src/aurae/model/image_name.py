"""Names of images in Docker's normal form: `busybox` is `docker.io/library/busybox:latest`."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aurae.model.digest import check_digest
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

LONGEST = 1024
"""Characters of a name with all its parts."""

LONGEST_REPOSITORY = 255
"""Characters of the registry and the path together, as registries have it."""

DEFAULT_REGISTRY = "docker.io"
OFFICIAL = "library"
"""Whose the images of Docker's registry are that belong to no user."""
DEFAULT_TAG = "latest"

_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*", re.ASCII)
_PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_COMPONENT = re.compile(r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*", re.ASCII)
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", re.ASCII)
_IDENTIFIER = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ImageName:
    """A name by tag, by digest or by both, of which the digest then counts."""

    registry: str
    """Host and port of whoever the name belongs to, in lower case: `docker.io`, `[::1]:5000`."""
    path: str
    """The repository within the registry: `library/busybox`."""
    tag: str = ""
    digest: str = ""

    @property
    def repository(self) -> str:
        """Registry and path: `docker.io/library/busybox`."""
        return f"{self.registry}/{self.path}"

    @property
    def reference(self) -> str:
        """What a registry is asked for: the digest, or else the tag."""
        return self.digest or self.tag

    def with_tag(self, tag: str) -> ImageName:
        """Return the name by this tag alone; BadValue when it is none."""
        return replace(self, tag=check_tag(tag), digest="")

    def with_digest(self, digest: str) -> ImageName:
        """Return the name by this digest alone; BadValue when it is none."""
        return replace(self, tag="", digest=check_digest(digest))

    @override
    def __str__(self) -> str:
        """Return the name in full."""
        tag = f":{self.tag}" if self.tag else ""
        digest = f"@{self.digest}" if self.digest else ""
        return f"{self.repository}{tag}{digest}"


def parse(text: str, default_tag: str = DEFAULT_TAG) -> ImageName:
    """Return the name that a text is; BadValue with the reason when it is none.

    One without tag and digest gets the default tag; with an empty default it stays without.
    """
    if not text:
        raise BadValue("", "is empty")
    if len(text) > LONGEST:
        raise BadValue("", f"has {len(text)} characters, at most {LONGEST} are allowed")
    rest, at, digest = text.partition("@")
    if at:
        check_digest(digest)
    rest, tag = _split_tag(rest)
    registry, path = _split_registry(rest)
    name = ImageName(check_registry(registry), check_path(path), tag, digest)
    if len(name.repository) > LONGEST_REPOSITORY:
        raise BadValue("", f"its repository has over {LONGEST_REPOSITORY} characters")
    if not name.reference and default_tag:
        return name.with_tag(default_tag)
    return name


def check_tag(tag: str) -> str:
    """Return the tag; BadValue unless it is 1 to 128 letters, digits, `_`, `.`, `-`."""
    if not _TAG.fullmatch(tag):
        rule = "letters, digits, '_', '.' and '-', at most 128, the first no '.' or '-'"
        raise BadValue("tag", f"{tag[:140]!r} is none: {rule}")
    return tag


def check_path(path: str) -> str:
    """Return the path of a repository; BadValue when a part of it has an unfit form."""
    for part in path.split("/"):
        if not _COMPONENT.fullmatch(part):
            rule = "lower-case letters and digits, joined by '.', '_', '__' or '-'"
            raise BadValue("", f"{part[:80]!r} is no part of an image's name: {rule}")
    return path


def check_registry(registry: str) -> str:
    """Return host and port in lower case; BadValue unless they are ones."""
    host, port = split_port(registry)
    if port and not (_PORT.fullmatch(port) and int(port) < 65_536):
        raise BadValue("", f"{port[:80]!r} is no port")
    if host.startswith("["):
        return _bracketed(host) + (f":{port}" if port else "")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise BadValue("", f"{host[:80]!r} is no host")
    _check_address(host)
    return registry.lower()


def split_port(registry: str) -> tuple[str, str]:
    """Return host and port of a registry, the port empty where there is none."""
    if registry.startswith("["):
        host, bracket, rest = registry.partition("]")
        if not bracket or (rest and not rest.startswith(":")) or rest == ":":
            raise BadValue("", f"{registry[:80]!r} is no host")
        return host + bracket, rest[1:]
    host, colon, port = registry.partition(":")
    if colon and not port:
        raise BadValue("", f"{registry[:80]!r} has no port behind its colon")
    return host, port


def _split_tag(text: str) -> tuple[str, str]:
    """Split a tag off: what stands behind the last colon that is behind the last slash."""
    head, slash, last = text.rpartition("/")
    last, colon, tag = last.partition(":")
    if colon:
        check_tag(tag)
    return head + slash + last, tag


def _split_registry(text: str) -> tuple[str, str]:
    """Split the registry off: a first part that looks like a host."""
    first, slash, rest = text.partition("/")
    if not slash or not is_host(first):
        if not slash and _IDENTIFIER.fullmatch(text):
            raise BadValue("", "is an image's id, not a name")
        first, rest = DEFAULT_REGISTRY, text
    if first.lower() in ("docker.io", "index.docker.io"):
        first = DEFAULT_REGISTRY
        if "/" not in rest:
            rest = f"{OFFICIAL}/{rest}"
    return first, rest


def is_host(first: str) -> bool:
    """Tell whether the first part of a name is a registry, rather than a part of a path."""
    return "." in first or ":" in first or first.lower() == "localhost"


def _check_address(host: str) -> None:
    """BadValue for a number that the resolver takes for an address, but not in its one usual form."""
    if not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        raise BadValue("", f"{host[:80]!r} is no host: it is no IPv4 address") from None


def _bracketed(host: str) -> str:
    try:
        address = ipaddress.IPv6Address(host[1:-1])
    except ValueError:
        raise BadValue("", f"{host[:80]!r} is no IPv6 address") from None
    if address.scope_id is not None:
        raise BadValue("", f"{host[:80]!r} has a zone")
    return f"[{address.compressed}]"
