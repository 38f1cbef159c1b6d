"""SPIFFE IDs: `spiffe://<trust domain>/<path>`, parsed strictly, never repaired."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

SCHEME = "spiffe://"
LIMIT = 2048
"""Longest ID in bytes."""

# fullmatch, never `$`: a dollar sign accepts a newline at the end.
_TRUST_DOMAIN = re.compile(r"[a-z0-9._-]{1,255}")
_SEGMENT = re.compile(r"[A-Za-z0-9._-]+")


class InvalidSpiffeId(ValueError):
    """The text is not a SPIFFE ID, or not of the form that is asked for."""


@dataclass(frozen=True, slots=True)
class SpiffeId:
    """A valid SPIFFE ID; without segments it names a trust domain (a CA), else a workload or user."""

    trust_domain: str
    segments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse parts that `parse` would refuse; raises InvalidSpiffeId."""
        if not is_trust_domain(self.trust_domain):
            raise InvalidSpiffeId(
                f"cannot use SPIFFE ID: invalid trust domain {self.trust_domain[:80]!r}"
            )
        for segment in self.segments:
            if not is_segment(segment):
                raise InvalidSpiffeId(
                    f"cannot use SPIFFE ID: invalid path segment {segment[:80]!r}"
                )
        if len(str(self)) > LIMIT:
            raise InvalidSpiffeId(f"cannot use SPIFFE ID: longer than {LIMIT} bytes")

    @classmethod
    def parse(cls, text: str) -> "SpiffeId":
        """Read an ID; raises InvalidSpiffeId. An upper-case trust domain is refused, not lowered."""
        if len(text) > LIMIT:
            raise InvalidSpiffeId(f"cannot read SPIFFE ID: longer than {LIMIT} bytes")
        if not text.isascii() or not text.startswith(SCHEME):
            raise InvalidSpiffeId(
                f"cannot read SPIFFE ID {text[:80]!r}: it does not start with {SCHEME}"
            )
        trust_domain, *segments = text[len(SCHEME) :].split("/")
        return cls(trust_domain, tuple(segments))

    @override
    def __str__(self) -> str:
        """Return the ID as text."""
        return "/".join((SCHEME + self.trust_domain, *self.segments))

    @property
    def path(self) -> str:
        """The path with its leading slash; empty for a trust domain."""
        return "".join("/" + segment for segment in self.segments)

    def local_user(self) -> tuple[str, str] | None:
        """Return node and user name of `/host/<node>/user/<name>`; None for any other path."""
        match self.segments:
            case ("host", node, "user", name):
                return node, name
            case _:
                return None


def is_trust_domain(text: str) -> bool:
    """Say whether `text` is a trust domain name: 1 to 255 of a-z, 0-9, `.`, `_`, `-`."""
    return _TRUST_DOMAIN.fullmatch(text) is not None


def is_segment(text: str) -> bool:
    """Say whether `text` may be one segment of a path: letters, digits, `.`, `_`, `-`; not `.` or `..`."""
    return text not in (".", "..") and _SEGMENT.fullmatch(text) is not None


def trust_domain_id(trust_domain: str) -> SpiffeId:
    """Return the ID of the trust domain itself, as its CA carries it."""
    return SpiffeId(trust_domain)


def node_id(trust_domain: str, node: str) -> SpiffeId:
    """Return the ID of the daemon on `node`."""
    return SpiffeId(trust_domain, ("node", node))


def user_id(trust_domain: str, node: str, name: str) -> SpiffeId:
    """Return the ID of the local user `name` of `node`."""
    return SpiffeId(trust_domain, ("host", node, "user", name))
