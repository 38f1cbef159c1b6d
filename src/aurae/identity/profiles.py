"""Certificates as SPIFFE wants them: the profiles of CA certificates and of X.509-SVIDs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aurae.identity.keyfiles import Issuer
from aurae.identity.spiffe import SpiffeId, trust_domain_id

SKEW = timedelta(seconds=10)
"""A certificate is valid from a little before its making, for peers whose clock is behind."""

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey | ed25519.Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Lifetime:
    """From when until when a certificate is valid."""

    not_before: datetime
    not_after: datetime

    @classmethod
    def starting(cls, now: datetime, ttl: timedelta, issuer: Issuer | None) -> "Lifetime":
        """Return the lifetime of a certificate made `now`: `ttl`, but never longer than its issuer's."""
        now = now.replace(microsecond=0)
        not_after = now + ttl
        if issuer is not None:
            not_after = min(not_after, issuer.certificate.not_valid_after_utc)
        return cls(now - SKEW, not_after)


def new_key() -> ec.EllipticCurvePrivateKey:
    """Make a P-256 key; SPIRE's disk authority takes EC and RSA roots, not Ed25519."""
    return ec.generate_private_key(ec.SECP256R1())


def make_root(trust_domain: str, lifetime: Lifetime) -> Issuer:
    """Make a self-signed root of the trust domain, without a path length limit."""
    key = new_key()
    subject = _name(f"Aurae root CA of {trust_domain}")
    builder = _ca(subject, subject, key.public_key(), lifetime, trust_domain, path_length=None)
    return Issuer(key, builder.sign(key, hashes.SHA256()))


def make_intermediate(trust_domain: str, node: str, root: Issuer, lifetime: Lifetime) -> Issuer:
    """Make the CA that signs leaves, signed by `root`."""
    key = new_key()
    subject = _name(f"Aurae CA of {node}")
    builder = _ca(
        subject, root.certificate.subject, key.public_key(), lifetime, trust_domain, path_length=0
    ).add_extension(_authority_key(root), critical=False)
    return Issuer(key, builder.sign(root.key, hashes.SHA256()))


def make_leaf(
    spiffe_id: SpiffeId,
    common_name: str,
    public_key: PublicKey,
    issuer: Issuer,
    lifetime: Lifetime,
    dns_names: Sequence[str] = (),
    uid: int | None = None,
) -> x509.Certificate:
    """Make the X.509-SVID of `spiffe_id` for `public_key`; `uid` is the local user's number.

    The number is the subject's serial number: the user of a name may be another one tomorrow.
    """
    names: list[x509.GeneralName] = [x509.UniformResourceIdentifier(str(spiffe_id))]
    names += [x509.DNSName(name) for name in dns_names]
    usages = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    return (
        _base(_name(common_name, uid), issuer.certificate.subject, public_key, lifetime)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage(usages), critical=False)
        .add_extension(_authority_key(issuer), critical=False)
        .sign(issuer.key, hashes.SHA256())
    )


def _ca(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: PublicKey,
    lifetime: Lifetime,
    trust_domain: str,
    path_length: int | None,
) -> x509.CertificateBuilder:
    uri = x509.UniformResourceIdentifier(str(trust_domain_id(trust_domain)))
    return (
        _base(subject, issuer, public_key, lifetime)
        .add_extension(x509.SubjectAlternativeName([uri]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(_usage(key_cert_sign=True), critical=True)
    )


def _base(
    subject: x509.Name, issuer: x509.Name, public_key: PublicKey, lifetime: Lifetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(lifetime.not_before)
        .not_valid_after(lifetime.not_after)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _name(common_name: str, uid: int | None = None) -> x509.Name:
    # A common name has at most 64 characters (RFC 5280, ub-common-name).
    attributes = [
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Aurae"),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64]),
    ]
    if uid is not None:
        attributes.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, str(uid)))
    return x509.Name(attributes)


def _usage(*, digital_signature: bool = False, key_cert_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=key_cert_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_key(issuer: Issuer) -> x509.AuthorityKeyIdentifier:
    own = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own.value)
