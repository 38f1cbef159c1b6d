"""The embedded CA: made on first start, kept in one folder, the issuer of every identity.

    root (10 years, self-signed) -> intermediate (1 year) -> leaves

The root's key signs intermediates only. The intermediate is replaced at half of its life, so a
leaf always finds an issuer that outlives it. A file that cannot be read is an error and never a
reason for a new CA: that would lock out every client that trusts the old one.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from aurae.identity.keyfiles import (
    CannotLoadCa,
    Issuer,
    certificate_der,
    certificate_pem,
    key_pem,
    load,
    replace,
    store,
    sweep,
)
from aurae.identity.profiles import (
    Lifetime,
    make_intermediate,
    make_leaf,
    make_root,
    new_key,
)
from aurae.identity.requests import requested_key
from aurae.identity.spiffe import SpiffeId, node_id, trust_domain_id, user_id
from aurae.linux.flock import lock

ROOT_TTL = timedelta(days=3652)
INTERMEDIATE_TTL = timedelta(days=365)

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time of day in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate made for somebody else's key."""

    spiffe_id: SpiffeId
    chain: tuple[bytes, ...]
    """DER: the leaf first, then intermediates, without the root."""
    not_after: datetime


@dataclass(frozen=True, slots=True)
class OwnIdentity:
    """The daemon's own X.509-SVID; the key is in memory alone."""

    spiffe_id: SpiffeId
    chain_pem: bytes
    key_pem: bytes
    not_before: datetime
    not_after: datetime

    def renew_at(self, jitter: float) -> datetime:
        """Return when to renew: half-life, moved by `jitter` (-1 to 1) tenths of that half."""
        half = (self.not_after - self.not_before) / 2
        return self.not_before + half * (1 + jitter / 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who the daemon is and how long what it issues lives."""

    trust_domain: str
    node_name: str
    dns_names: tuple[str, ...] = ()
    svid_ttl: timedelta = timedelta(hours=24)
    client_ttl: timedelta = timedelta(days=30)


class Authority:
    """The CA of one folder. It holds the folder's lock until `close`."""

    def __init__(self, folder: Path, names: Names, clock: Clock = utc_now) -> None:
        """Load the CA from `folder` (made 0700 if need be), or make it when the folder has none.

        Raises CannotLoadCa.
        """
        self.names = names
        self._folder = folder
        self._clock = clock
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            self._lock = lock(str(folder / "lock"))
        except BlockingIOError:
            raise CannotLoadCa(f"cannot load CA: {folder} is in use by another daemon") from None
        except OSError as error:
            raise CannotLoadCa(f"cannot load CA: {folder}: {error.strerror}") from None
        try:
            self._root, self._intermediate = self._load()
        except BaseException as error:
            os.close(self._lock)
            if isinstance(error, OSError):
                raise CannotLoadCa(f"cannot load CA: {folder}: {error.strerror}") from None
            raise

    def close(self) -> None:
        """Give the folder's lock back; the authority must not be used any more."""
        os.close(self._lock)

    @property
    def spiffe_id(self) -> SpiffeId:
        """The daemon's own SPIFFE ID."""
        return node_id(self.names.trust_domain, self.names.node_name)

    @property
    def bundle(self) -> frozenset[bytes]:
        """The trust anchors (DER) of the daemon's trust domain."""
        return frozenset((certificate_der(self._root.certificate),))

    @property
    def bundles(self) -> dict[str, frozenset[bytes]]:
        """The trust anchors by trust domain."""
        return {self.names.trust_domain: self.bundle}

    @property
    def bundle_pem(self) -> bytes:
        """The trust anchors as PEM."""
        return certificate_pem(self._root.certificate)

    def now(self) -> datetime:
        """Return the time the authority goes by."""
        return self._clock()

    def publish(self, path: Path) -> None:
        """Write the trust bundle to `path`, readable by everyone; raises OSError."""
        replace(path, self.bundle_pem, 0o644)

    def refresh(self) -> bool:
        """Replace the intermediate when half of its life is over; say whether it was replaced."""
        if not _past_half(self._intermediate, self._clock()):
            return False
        self._intermediate = self._new_intermediate(self._root)
        return True

    def intermediate_renewal(self) -> datetime:
        """Return when `refresh` will replace the intermediate."""
        return _half(self._intermediate)

    def issue_own(self) -> OwnIdentity:
        """Make a new key and X.509-SVID for the daemon."""
        key = new_key()
        lifetime = self._lifetime(self.names.svid_ttl)
        certificate = make_leaf(
            self.spiffe_id,
            f"auraed on {self.names.node_name}",
            key.public_key(),
            self._intermediate,
            lifetime,
            self.names.dns_names,
        )
        return OwnIdentity(
            spiffe_id=self.spiffe_id,
            chain_pem=certificate_pem(certificate)
            + certificate_pem(self._intermediate.certificate),
            key_pem=key_pem(key),
            not_before=lifetime.not_before,
            not_after=lifetime.not_after,
        )

    def issue_user(self, request: bytes, user_name: str, uid: int) -> Issued:
        """Sign a client's request (PKCS #10, DER) for the local user `user_name`, who is `uid` now.

        Raises RequestRefused for a bad request and InvalidSpiffeId for a name no ID can hold.
        """
        spiffe_id = user_id(self.names.trust_domain, self.names.node_name, user_name)
        lifetime = self._lifetime(self.names.client_ttl)
        leaf = make_leaf(
            spiffe_id, user_name, requested_key(request), self._intermediate, lifetime, uid=uid
        )
        return Issued(spiffe_id, self._chain(certificate_der(leaf)), lifetime.not_after)

    def _chain(self, leaf: bytes) -> tuple[bytes, ...]:
        return leaf, certificate_der(self._intermediate.certificate)

    def _lifetime(self, ttl: timedelta) -> Lifetime:
        return Lifetime.starting(self._clock(), ttl, self._intermediate)

    def _load(self) -> tuple[Issuer, Issuer]:
        sweep(self._folder)
        root = load(self._folder, "root")
        intermediate = load(self._folder, "intermediate")
        if root is None:
            if intermediate is not None:
                raise CannotLoadCa(
                    f"cannot load CA: {self._folder / 'root.key'} is missing,"
                    " but there is an intermediate"
                )
            lifetime = Lifetime.starting(self._clock(), ROOT_TTL, None)
            root = make_root(self.names.trust_domain, lifetime)
            store(self._folder, "root", root)
        self._check_root(root)
        if intermediate is None or _past_half(intermediate, self._clock()):
            return root, self._new_intermediate(root)
        try:
            intermediate.certificate.verify_directly_issued_by(root.certificate)
        except (ValueError, TypeError, InvalidSignature) as error:
            path = self._folder / "intermediate.key"
            raise CannotLoadCa(f"cannot load CA: {path} is not issued by the root") from error
        return root, intermediate

    def _check_root(self, root: Issuer) -> None:
        path = self._folder / "root.key"
        if root.certificate.not_valid_after_utc <= self._clock():
            raise CannotLoadCa(
                f"cannot load CA: the certificate in {path} expired on"
                f" {root.certificate.not_valid_after_utc}"
            )
        wanted = str(trust_domain_id(self.names.trust_domain))
        found = _uris(root.certificate)
        if found != [wanted]:
            raise CannotLoadCa(
                f"cannot load CA: {path} belongs to trust domain {', '.join(found) or 'unknown'},"
                f" not to {wanted}"
            )

    def _new_intermediate(self, root: Issuer) -> Issuer:
        lifetime = Lifetime.starting(self._clock(), INTERMEDIATE_TTL, root)
        made = make_intermediate(self.names.trust_domain, self.names.node_name, root, lifetime)
        store(self._folder, "intermediate", made)
        return made


def open_authority(
    folder: Path,
    *,
    trust_domain: str,
    node_name: str,
    dns_names: Sequence[str],
    svid_ttl: float,
    client_ttl: float,
) -> Authority:
    """Open the CA as the settings say (lifetimes in seconds); raises CannotLoadCa."""
    names = Names(
        trust_domain=trust_domain,
        node_name=node_name,
        dns_names=tuple(dns_names),
        svid_ttl=timedelta(seconds=svid_ttl),
        client_ttl=timedelta(seconds=client_ttl),
    )
    return Authority(folder, names)


def _half(issuer: Issuer) -> datetime:
    certificate = issuer.certificate
    return (
        certificate.not_valid_before_utc
        + (certificate.not_valid_after_utc - certificate.not_valid_before_utc) / 2
    )


def _past_half(issuer: Issuer, now: datetime) -> bool:
    return now >= _half(issuer)


def _uris(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (ValueError, x509.ExtensionNotFound):
        return []
    return names.value.get_values_for_type(x509.UniformResourceIdentifier)
