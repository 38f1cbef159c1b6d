"""Which images may be had: anything, by digest alone, or what somebody has signed.

Rules are by registry or repository, and the most specific one counts. Paths are the operator's.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from aurae.model import json_fields
from aurae.model.image_name import (
    DEFAULT_REGISTRY,
    OFFICIAL,
    check_path,
    check_registry,
    is_host,
    split_port,
)
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.image_name import ImageName

MOST_RULES = 1000
MOST_SIGNERS = 32
HTTPS = 443
DOCKER = ("index.docker.io", "registry-1.docker.io")
"""What Docker's registry is called beside its usual name."""
ANY = "*"
"""A `repository` that says nothing."""

Word = TypeVar("Word", bound=Enum)


class Requirement(Enum):
    """What an image must have, so that it may be pulled and run."""

    ANYTHING = "anything"
    DIGEST = "digest"
    """A name with a digest: what a tag is moved to is not taken."""
    SIGNATURE = "signature"
    NOTHING = "nothing"
    """No image of it is taken."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose signature counts: that of a key, or of a certificate with an identity."""

    key: str = ""
    """File of a public key (PEM)."""
    roots: str = ""
    """File of the authorities of certificates (PEM)."""
    identity: str = ""
    """URI, mail address or DNS name in the certificate."""
    identity_pattern: str = ""
    """A regular expression that the whole identity matches, in the place of `identity`."""
    issuer: str = ""
    """Who vouched for the identity to the authority (OIDC issuer of Fulcio); empty: anybody."""
    log_key: str = ""
    """File of the key of the transparency log (PEM), which says when it was signed; without one the
    certificate must be valid now."""
    repository: str = ""
    """The repository that the signature names; empty: the image's own, `*`: any."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for a registry, or below a path of it; for all images when `match` is empty."""

    match: str
    require: Requirement
    signers: tuple[Signer, ...] = ()

    def reach(self, name: ImageName) -> int:
        """Return how closely the rule is about an image of this name; -1 where it is not at all."""
        repository = f"{_usual(name.registry)}/{name.path}/"
        if not self.match:
            return 0
        if repository.startswith(f"{self.match}/"):
            return 2 * len(self.match) + 1
        official = _official(self.match)
        return 2 * len(official) if official and repository == f"{official}/" else -1


OPEN = Rule("", Requirement.ANYTHING)
"""What holds where no rule does."""


@dataclass(frozen=True, slots=True)
class Policy:
    """All rules."""

    rules: tuple[Rule, ...] = ()

    def rule_for(self, name: ImageName) -> Rule:
        """Return the rule that counts for an image."""
        best = max(self.rules, key=lambda rule: rule.reach(name), default=OPEN)
        return best if best.reach(name) >= 0 else OPEN


def parse(document: Mapping[str, object]) -> Policy:
    """Return the policy that a TOML document is; BadValue names what of it is wrong."""
    _check_known(document, {"rule"})
    rules = json_fields.each(document, "rule", MOST_RULES, _rule)
    matches = [rule.match for rule in rules]
    for match in matches:
        if matches.count(match) > 1:
            raise BadValue("rule", f"there are two for {match!r}")
    return Policy(rules)


def _rule(value: object) -> Rule:
    fields = json_fields.as_object("", value)
    _check_known(fields, {"match", "require", "signer"})
    require = _word(fields, "require", Requirement)
    signers = json_fields.each(fields, "signer", MOST_SIGNERS, _signer)
    if (require is Requirement.SIGNATURE) != bool(signers):
        needs = (
            "is needed" if require is Requirement.SIGNATURE else "belongs to require = 'signature'"
        )
        raise BadValue("signer", needs)
    return Rule(_match(json_fields.text(fields, "match")), require, signers)


def _match(text: str) -> str:
    registry, slash, path = text.partition("/")
    try:
        if text:
            registry = _registry(registry)
        if slash:
            check_path(path)
    except BadValue as error:
        raise BadValue("match", error.why) from None
    return f"{registry}{slash}{path}"


def _registry(text: str) -> str:
    if not is_host(text):
        raise BadValue("", f"{text[:80]!r} is no registry, and no name would match")
    return _usual(check_registry(text))


def _usual(registry: str) -> str:
    """Return the one name of a registry that may be called by several, so that none is a way round."""
    bare = registry.removesuffix(f":{HTTPS}")
    host, port = split_port(bare)
    if host.startswith("[") and (mapped := ipaddress.IPv6Address(host[1:-1]).ipv4_mapped):
        bare = f"{mapped}:{port}" if port else str(mapped)
    return DEFAULT_REGISTRY if bare in DOCKER else bare


def _official(match: str) -> str:
    """Return the official image that a match may mean, empty where it means none.

    `docker.io/alpine` is what belongs to Docker's user of that name, and what people call the image alpine.
    """
    registry, _, path = match.partition("/")
    if registry != DEFAULT_REGISTRY or not path or "/" in path:
        return ""
    return f"{DEFAULT_REGISTRY}/{OFFICIAL}/{path}"


def _signer(value: object) -> Signer:
    fields = json_fields.as_object("", value)
    _check_known(fields, set(Signer.__slots__))
    signer = Signer(**{name: json_fields.text(fields, name) for name in Signer.__slots__})
    for name in ("key", "roots", "log_key"):
        path = getattr(signer, name)
        if path and not path.startswith("/"):
            raise BadValue(name, "is no absolute path")
    _check_signer(signer)
    return signer


def _check_signer(signer: Signer) -> None:
    if bool(signer.key) == bool(signer.roots):
        raise BadValue("key", "a signer has either a key, or roots for certificates")
    of_certificate = ("identity", "identity_pattern", "issuer", "log_key")
    for name in of_certificate:
        if signer.key and getattr(signer, name):
            raise BadValue(name, "belongs to certificates, not to a key")
    if signer.roots and bool(signer.identity) == bool(signer.identity_pattern):
        why = "either it or identity_pattern says whose certificates count"
        raise BadValue("identity", why)
    try:
        re.compile(signer.identity_pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadValue("identity_pattern", f"is no regular expression: {error}") from None


def _check_known(fields: Mapping[str, object], known: set[str]) -> None:
    for name in fields:
        if name not in known:
            raise BadValue(name, "there is no such field")


def _word(fields: Mapping[str, object], name: str, words: type[Word]) -> Word:
    text = json_fields.text(fields, name)
    try:
        return words(text)
    except ValueError:
        known = ", ".join(str(word.value) for word in words)
        raise BadValue(
            name, f"is one of {known}" if text else f"is missing: one of {known}"
        ) from None
