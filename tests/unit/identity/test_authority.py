"""The life of the embedded CA, with a clock of ours and crashes at the worst moments."""

import contextlib
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st

from aurae.identity.authority import Authority, Names
from aurae.identity.keyfiles import CannotLoadCa
from aurae.identity.leaf import check
from aurae.identity.profiles import new_key
from aurae.identity.requests import RequestRefused, requested_key
from aurae.identity.spiffe import InvalidSpiffeId
from tests.support.svids import request

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = Names(trust_domain="aurae.local", node_name="n", dns_names=("localhost",))


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(folder: Path, clock: Clock, names: Names = NAMES) -> Authority:
    return Authority(folder / "pki", names, clock)


def issued_chain(authority: Authority) -> list[x509.Certificate]:
    chain = authority.issue_user(request(new_key()), "bob", 1234).chain
    return [x509.load_der_x509_certificate(item) for item in chain]


def intermediate_of(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / "pki/intermediate.crt").read_bytes())


def test_a_first_start_makes_a_ca_that_only_its_owner_reads(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    assert stat.S_IMODE((tmp_path / "pki").stat().st_mode) == 0o700
    files = {path.name for path in (tmp_path / "pki").iterdir()}
    assert files == {"lock", "root.key", "root.crt", "intermediate.key", "intermediate.crt"}
    for path in (tmp_path / "pki").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_root_follows_the_ca_profile_of_spiffe(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    root = x509.load_pem_x509_certificate((tmp_path / "pki/root.crt").read_bytes())
    root.verify_directly_issued_by(root)
    find = root.extensions.get_extension_for_class
    names = find(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.UniformResourceIdentifier) == ["spiffe://aurae.local"]
    basic = find(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, None)
    usage = find(x509.KeyUsage)
    assert usage.critical
    assert usage.value.key_cert_sign
    assert not usage.value.digital_signature
    assert root.not_valid_after_utc - START > timedelta(days=3650)


def test_a_second_start_uses_the_same_ca(tmp_path: Path, clock: Clock) -> None:
    first = opened(tmp_path, clock)
    first.close()
    second = opened(tmp_path, clock)
    assert second.bundle == first.bundle
    second.close()


def test_a_user_certificate_passes_our_own_policy(tmp_path: Path, clock: Clock) -> None:
    authority = opened(tmp_path, clock)
    issued = authority.issue_user(request(new_key()), "bob", 1234)
    (anchor,) = authority.bundle
    peer = check(issued.chain[0], [*issued.chain, anchor], authority.bundles, clock())
    assert peer.spiffe_id == issued.spiffe_id
    assert str(peer.spiffe_id) == "spiffe://aurae.local/host/n/user/bob"
    assert issued.not_after == START + 30 * DAY
    leaf = issued_chain(authority)[0]
    assert leaf.not_valid_before_utc == START - timedelta(seconds=10)
    authority.close()


def test_the_intermediate_is_replaced_at_half_of_its_life(tmp_path: Path, clock: Clock) -> None:
    authority = opened(tmp_path, clock)
    first = intermediate_of(tmp_path)
    clock.time = START + 182 * DAY
    assert not authority.refresh()
    clock.time = authority.intermediate_renewal()
    assert authority.refresh()
    second = intermediate_of(tmp_path)
    assert second.serial_number != first.serial_number
    assert issued_chain(authority)[1] == second
    authority.close()


def test_a_start_after_half_of_its_life_replaces_the_intermediate(
    tmp_path: Path, clock: Clock
) -> None:
    opened(tmp_path, clock).close()
    first = intermediate_of(tmp_path)
    clock.time = START + 400 * DAY
    opened(tmp_path, clock).close()
    assert intermediate_of(tmp_path) != first


def test_nothing_outlives_its_issuer(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    clock.time = START + 3500 * DAY
    authority = opened(
        tmp_path, clock, Names(trust_domain="aurae.local", node_name="n", client_ttl=900 * DAY)
    )
    root = x509.load_pem_x509_certificate((tmp_path / "pki/root.crt").read_bytes())
    assert intermediate_of(tmp_path).not_valid_after_utc == root.not_valid_after_utc
    leaf = issued_chain(authority)[0]
    assert leaf.not_valid_after_utc == root.not_valid_after_utc
    authority.close()


def test_an_expired_root_is_an_error(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    clock.time = START + 4000 * DAY
    with pytest.raises(CannotLoadCa, match=r"^cannot load CA: .*root\.key expired on"):
        opened(tmp_path, clock)


def test_the_daemons_identity_is_renewed_about_half_of_its_life(
    tmp_path: Path, clock: Clock
) -> None:
    authority = opened(tmp_path, clock)
    own = authority.issue_own()
    life = own.not_after - own.not_before
    assert own.renew_at(0) == own.not_before + life / 2
    assert own.renew_at(-1) == own.not_before + life * 0.45
    assert own.renew_at(1) == own.not_before + life * 0.55
    authority.close()


def test_two_daemons_cannot_share_a_folder(tmp_path: Path, clock: Clock) -> None:
    first = opened(tmp_path, clock)
    with pytest.raises(CannotLoadCa, match="in use by another daemon"):
        opened(tmp_path, clock)
    first.close()
    opened(tmp_path, clock).close()


@pytest.mark.parametrize("name", ["root", "intermediate"])
@pytest.mark.parametrize("content", [b"", b"garbage", b"-----BEGIN PRIVATE KEY-----\nAA==\n"])
def test_a_corrupt_key_is_an_error_and_is_left_alone(
    tmp_path: Path, clock: Clock, name: str, content: bytes
) -> None:
    opened(tmp_path, clock).close()
    path = tmp_path / f"pki/{name}.key"
    path.write_bytes(content)
    with pytest.raises(CannotLoadCa, match=rf"^cannot load CA: .*{name}\.key is corrupt"):
        opened(tmp_path, clock)
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["root", "intermediate"])
def test_a_lost_key_is_an_error_and_not_a_new_ca(tmp_path: Path, clock: Clock, name: str) -> None:
    opened(tmp_path, clock).close()
    (tmp_path / f"pki/{name}.key").unlink()
    with pytest.raises(CannotLoadCa, match=rf"^cannot load CA: .*{name}\.key is missing"):
        opened(tmp_path, clock)


def test_a_key_of_another_certificate_is_an_error(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    path = tmp_path / "pki/root.key"
    other = new_key().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(other + (tmp_path / "pki/root.crt").read_bytes())
    with pytest.raises(CannotLoadCa, match="do not match"):
        opened(tmp_path, clock)


def test_the_ca_of_another_trust_domain_is_an_error(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    with pytest.raises(CannotLoadCa, match=r"belongs to trust domain spiffe://aurae\.local"):
        opened(tmp_path, clock, Names(trust_domain="other.org", node_name="n"))


def test_a_lost_public_copy_is_made_again(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    copy = tmp_path / "pki/root.crt"
    content = copy.read_bytes()
    copy.unlink()
    opened(tmp_path, clock).close()
    assert copy.read_bytes() == content


@pytest.mark.parametrize("crash_at", range(12))
def test_a_crash_at_any_rename_or_sync_leaves_a_ca_that_works(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, crash_at: int
) -> None:
    opened(tmp_path, clock).close()
    bundle = (tmp_path / "pki/root.crt").read_bytes()
    clock.time = START + 300 * DAY
    with monkeypatch.context() as patch:
        _crash_after(patch, crash_at)
        with contextlib.suppress(_CrashError):
            opened(tmp_path, clock).close()
    authority = opened(tmp_path, clock)
    assert authority.bundle_pem == bundle
    leaf, intermediate = issued_chain(authority)
    leaf.verify_directly_issued_by(intermediate)
    intermediate.verify_directly_issued_by(x509.load_pem_x509_certificate(bundle))
    authority.close()
    assert not list((tmp_path / "pki").glob(".*"))


class _CrashError(BaseException):
    """The process ends here."""


def _crash_after(patch: pytest.MonkeyPatch, steps: int) -> None:
    left = steps
    real_sync, real_rename = os.fsync, Path.rename

    def step() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _CrashError

    def sync(fd: int) -> None:
        step()
        real_sync(fd)

    def rename(self: Path, target: Path) -> Path:
        step()
        return real_rename(self, target)

    patch.setattr(os, "fsync", sync)
    patch.setattr(Path, "rename", rename)


def test_a_user_name_no_id_can_hold_is_refused(tmp_path: Path, clock: Clock) -> None:
    authority = opened(tmp_path, clock)
    with pytest.raises(InvalidSpiffeId):
        authority.issue_user(request(new_key()), "machine$", 1234)
    authority.close()


def _signed(
    key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey,
) -> bytes:
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    return builder.sign(key, algorithm).public_bytes(serialization.Encoding.DER)


def test_requests_with_good_keys_are_accepted() -> None:
    keys = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP384R1()),
        ed25519.Ed25519PrivateKey.generate(),
        rsa.generate_private_key(public_exponent=65537, key_size=2048),
    )
    for key in keys:
        assert requested_key(_signed(key)) == key.public_key()


def test_requests_with_weak_keys_are_refused() -> None:
    keys = (
        ec.generate_private_key(ec.SECP192R1()),
        ec.generate_private_key(ec.SECP521R1()),
        rsa.generate_private_key(public_exponent=65537, key_size=1024),
    )
    for key in keys:
        with pytest.raises(RequestRefused, match="must be P-256"):
            requested_key(_signed(key))


def test_a_request_signed_by_another_key_is_refused() -> None:
    good = request(new_key())
    mangled = good[:-4] + bytes(4)
    with pytest.raises(RequestRefused):
        requested_key(mangled)
    with pytest.raises(RequestRefused, match="longer than"):
        requested_key(bytes(20_000))


SAMPLE = request(new_key())


@given(
    st.one_of(
        st.binary(max_size=300),
        st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(1, 255)).map(
            lambda at: SAMPLE[: at[0]] + bytes([SAMPLE[at[0]] ^ at[1]]) + SAMPLE[at[0] + 1 :]
        ),
    )
)
def test_mangled_requests_are_always_refused(data: bytes) -> None:
    with pytest.raises(RequestRefused):
        requested_key(data)
