"""SVIDs of every kind, good and bad, made on the spot, and client files of an embedded CA."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aurae.identity.authority import Authority, Names
from aurae.identity.keyfiles import Issuer, key_pem
from aurae.identity.profiles import Lifetime, make_root, new_key

BOTH = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)
_BITS = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
    "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def usage(**on: bool) -> x509.KeyUsage:
    """Return a key usage with the named bits."""
    return x509.KeyUsage(**(dict.fromkeys(_BITS, False) | on))


@dataclass(frozen=True)
class Recipe:
    """A leaf; the defaults make a good one."""

    uris: Sequence[str] = ("spiffe://aurae.local/host/n/user/root",)
    dns: Sequence[str] = ()
    ca: bool | None = False
    usage: x509.KeyUsage | None = field(default_factory=lambda: usage(digital_signature=True))
    usage_critical: bool = True
    extended: Sequence[x509.ObjectIdentifier] | None = BOTH
    not_before: datetime = datetime(2020, 1, 1, tzinfo=UTC)
    not_after: datetime = datetime(2100, 1, 1, tzinfo=UTC)
    common_name: str = "somebody"
    uid: str = ""


def root(trust_domain: str = "aurae.local") -> Issuer:
    """Make a root CA."""
    lifetime = Lifetime(datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    return make_root(trust_domain, lifetime)


def leaf(
    issuer: Issuer, recipe: Recipe, key: ec.EllipticCurvePrivateKey | None = None
) -> x509.Certificate:
    """Make a leaf by a recipe."""
    subject = [x509.NameAttribute(NameOID.COMMON_NAME, recipe.common_name)]
    if recipe.uid:
        subject.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, recipe.uid))
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(issuer.certificate.subject)
        .public_key((key or new_key()).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(recipe.not_before)
        .not_valid_after(recipe.not_after)
    )
    names: list[x509.GeneralName] = [x509.UniformResourceIdentifier(uri) for uri in recipe.uris]
    names += [x509.DNSName(name) for name in recipe.dns]
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    if recipe.ca is not None:
        basic = x509.BasicConstraints(ca=recipe.ca, path_length=None)
        builder = builder.add_extension(basic, critical=True)
    if recipe.usage is not None:
        builder = builder.add_extension(recipe.usage, critical=recipe.usage_critical)
    if recipe.extended is not None:
        extended = x509.ExtendedKeyUsage(recipe.extended)
        builder = builder.add_extension(extended, critical=False)
    return builder.sign(issuer.key, hashes.SHA256())


def der(certificate: x509.Certificate) -> bytes:
    """Return DER."""
    return certificate.public_bytes(serialization.Encoding.DER)


def pem(certificate: x509.Certificate) -> bytes:
    """Return PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def request(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return a certificate request (DER) for the key."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ignored")])
    made = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return made.public_bytes(serialization.Encoding.DER)


@dataclass(frozen=True)
class ClientFiles:
    """A client's certificate files."""

    ca: Path
    certificate: Path
    key: Path


def write_client(
    folder: Path, name: str, chain: bytes, key: ec.EllipticCurvePrivateKey, ca: bytes
) -> ClientFiles:
    """Write PEM files of a client."""
    files = ClientFiles(*(folder / f"{name}.{kind}" for kind in ("ca", "crt", "key")))
    files.ca.write_bytes(ca)
    files.certificate.write_bytes(chain)
    files.key.write_bytes(key_pem(key))
    return files


def user_client(
    authority: Authority, folder: Path, user: str = "root", uid: int = 0
) -> ClientFiles:
    """Have the authority issue a local user's certificate and write it to files."""
    key = new_key()
    issued = authority.issue_user(request(key), user, uid)
    chain = b"".join(pem(x509.load_der_x509_certificate(item)) for item in issued.chain)
    return write_client(folder, user, chain, key, authority.bundle_pem)


def authority_of(folder: Path, *, client_ttl: timedelta = timedelta(days=30)) -> Authority:
    """Open an authority of node `n` in trust domain aurae.local."""
    names = Names(
        trust_domain="aurae.local",
        node_name="n",
        dns_names=("localhost", "server.unsafe.aurae.io"),
        client_ttl=client_ttl,
    )
    return Authority(folder, names)
