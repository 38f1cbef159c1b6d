"""TLS contexts of the daemon: one per generation of identity and trust bundle, never changed.

`load_verify_locations` on a live context only adds anchors, so a root that was taken out of the
bundle would stay trusted; hence a fresh context whenever something changes.
"""

import os
import ssl
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol, cast

from aurae.identity.authority import OwnIdentity

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

# Trust anchors need not be self-signed. The name came with Python 3.10's OpenSSL flags.
_PARTIAL_CHAIN = ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN


class LastWords:
    """The alert of a handshake that failed, which event loops drop; whoever holds this can send it."""

    def __init__(self) -> None:
        self.alert = b""


last_words: ContextVar[LastWords] = ContextVar("last_words")
"""Set it before a handshake to find that connection's alert in it."""


class _Session(ssl.SSLObject):
    """Keeps the alert of a failed handshake."""

    @override
    def do_handshake(self) -> None:
        """Do a step of the handshake."""
        try:
            super().do_handshake()
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise
        except ssl.SSLError:
            self.words.alert = self.outgoing.read()
            raise

    words: LastWords
    outgoing: ssl.MemoryBIO


class _ServerContext(ssl.SSLContext):
    """Makes sessions that keep their alert."""

    sslobject_class = _Session  # type: ignore[mutable-override]  # never assigned another

    @override
    def wrap_bio(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        server_side: bool = False,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:
        """Make the session of one connection."""
        made = super().wrap_bio(incoming, outgoing, server_side, server_hostname, session)
        assert isinstance(made, _Session)
        made.outgoing = outgoing
        made.words = last_words.get(LastWords())
        return made


def server_context(own: OwnIdentity, bundle_pem: bytes) -> ssl.SSLContext:
    """Return a context that serves `own` and asks every client for a certificate under the bundle.

    TLS 1.3 and ALPN h2 alone. No session tickets: a resumed session would skip the check of a
    client certificate that has expired meanwhile. Raises ssl.SSLError when key and chain differ.
    """
    context = _ServerContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= _PARTIAL_CHAIN
    context.num_tickets = 0
    context.set_alpn_protocols(["h2"])
    context.load_verify_locations(cadata=bundle_pem.decode("ascii"))
    _load_chain(context, own.chain_pem + own.key_pem)
    return context


def _load_chain(context: ssl.SSLContext, pem: bytes) -> None:
    # Python takes file names only; a memfd keeps the key off every disk.
    fd = os.memfd_create("svid", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(fd), "wb") as file:
            file.write(pem)
        context.load_cert_chain(f"/proc/self/fd/{fd}")
    finally:
        os.close(fd)


class _VerifiedSession(Protocol):
    def get_verified_chain(self) -> "list[_ChainItem] | None": ...


class _ChainItem(Protocol):
    def public_bytes(self, encoding: int, /) -> bytes | str: ...


_DER = 2


def verified_chain(tls: ssl.SSLObject) -> list[bytes]:
    """Return the chain that OpenSSL built for the peer: DER, leaf first, anchor last."""
    # Public as SSLObject.get_verified_chain from Python 3.13 only; the private object has it since 3.10.
    session = cast("_VerifiedSession", vars(tls)["_sslobj"])
    chain = session.get_verified_chain() or []
    return [der for item in chain if isinstance(der := item.public_bytes(_DER), bytes)]
