"""Real certificates for tests: a root, an intermediate, and leaves of any shape."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PEM = serialization.Encoding.PEM
DER = serialization.Encoding.DER


class Authority:
    """A root and an intermediate of one trust domain."""

    def __init__(self, trust_domain: str = "aurae.local") -> None:
        self.trust_domain = trust_domain
        self._root_key = ec.generate_private_key(ec.SECP256R1())
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._authority("root", self._root_key, "root", self._root_key)
        self.intermediate = self._authority("intermediate", self._key, "root", self._root_key)

    def bundle(self, path: Path) -> Path:
        """Write the trust bundle."""
        path.write_bytes(self.root.public_bytes(PEM))
        return path

    def leaf(
        self,
        key: ec.EllipticCurvePublicKey,
        *uris: str,
        begin: timedelta = timedelta(minutes=-1),
        end: timedelta = timedelta(hours=1),
    ) -> x509.Certificate:
        """Sign a leaf with these URIs, valid from `begin` to `end` as seen from now."""
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(_name("leaf"))
            .issuer_name(_name("intermediate"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + begin)
            .not_valid_after(now + end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(
                x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri) for uri in uris]),
                critical=False,
            )
            .add_extension(_usage(signs=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage(
                    [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
                ),
                critical=False,
            )
            .sign(self._key, hashes.SHA256())
        )

    def issue(
        self,
        folder: Path,
        name: str,
        *uris: str,
        begin: timedelta = timedelta(minutes=-1),
        end: timedelta = timedelta(hours=1),
    ) -> tuple[Path, Path]:
        """Write `name`.crt (leaf and intermediate) and `name`.key; returns the two paths."""
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = self.leaf(key.public_key(), *uris, begin=begin, end=end)
        crt, pem = folder / f"{name}.crt", folder / f"{name}.key"
        crt.write_bytes(leaf.public_bytes(PEM) + self.intermediate.public_bytes(PEM))
        pem.write_bytes(
            key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        return crt, pem

    def _authority(
        self,
        name: str,
        key: ec.EllipticCurvePrivateKey,
        issuer: str,
        issuer_key: ec.EllipticCurvePrivateKey,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=400))
            .not_valid_after(now + timedelta(days=400))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(
                x509.SubjectAlternativeName(
                    [x509.UniformResourceIdentifier(f"spiffe://{self.trust_domain}")]
                ),
                critical=False,
            )
            .add_extension(_usage(signs=True), critical=True)
            .sign(issuer_key, hashes.SHA256())
        )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
