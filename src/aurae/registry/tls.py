"""TLS to a host: whom to trust, and what to show."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aurae.registry.failures import RegistryFailed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aurae.registry.host import Host


def context_for(host: Host) -> ssl.SSLContext:
    """Return how connections to a host are made: the system's CAs count, and the host's own.

    It reads files for some milliseconds: call it in a thread. RegistryFailed names the file.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # As other tools for images have it, whichever Python this is: a private CA need not follow each
    # rule of RFC 5280, and whatever is named as trusted is, a CA in the middle or a server's own.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    for path in host.authorities:
        with _naming(path):
            context.load_verify_locations(path)
    for certificate, key in host.certificates:
        with _naming(certificate):
            context.load_cert_chain(certificate, key, _locked)
    if host.skip_verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except ssl.SSLError as error:
        why = error.reason or "holds no certificate or key that can be used"
        raise RegistryFailed(f"{path}: {why.replace('_', ' ').lower()}") from None
    except OSError as error:
        raise RegistryFailed(f"{path}: {error.strerror or error}") from None


def _locked() -> str:
    """Give no passphrase, where OpenSSL would ask for one on the terminal."""
    return ""
