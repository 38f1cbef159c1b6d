"""What can go wrong between a client and the daemon, each as one line "cannot X: why".

ClientError
+-- NoIdentityError      no usable certificate or configuration of ours; `aer login --local` helps
+-- UnreachableError     no connection, or it was lost; the call may have been carried out
+-- UntrustedError       the daemon is not who it should be, or it does not trust us
+-- CallError            the daemon answered with a gRPC status
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from aurae.model.shown import escaped

if TYPE_CHECKING:
    import ssl

    from typing_extensions import override
else:
    from aurae.model.override import override

LOGIN_HINT = "run `aer login --local`"


class HasStatus(Protocol):
    """A gRPC status: a number with a name."""

    @property
    def name(self) -> str:
        """Name of the status, such as NOT_FOUND."""


class ClientError(Exception):
    """A failure that a user can be told in one line."""

    @override
    def __str__(self) -> str:
        """Return that line; what is in it from outside does nothing to a terminal."""
        return escaped(super().__str__())


class NoIdentityError(ClientError):
    """There is no certificate or client configuration to use."""


class UnreachableError(ClientError):
    """The daemon cannot be reached, or the connection to it was lost."""


class UntrustedError(ClientError):
    """One side does not accept the other's certificate."""


class CallError(ClientError):
    """The daemon refused a call; `status` is the name of the gRPC status, such as NOT_FOUND.

    `told` is the daemon's own text where the error says more than that, else empty.
    """

    def __init__(self, text: str, status: str, told: str = "") -> None:
        """Keep the status beside the text."""
        super().__init__(text)
        self.status = status
        self.told = told


def connecting(place: str, error: BaseException) -> ClientError:
    """Explain why no connection to `place` could be made."""
    import ssl  # a command that needs no daemon shall not pay for it

    if isinstance(error, ClientError):
        return error
    if isinstance(error, ssl.SSLError):
        return tls(place, error)
    return UnreachableError(f"cannot reach the daemon at {place}: {_why_no_connection(error)}")


def _why_no_connection(error: BaseException) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; is auraed running?"
    if isinstance(error, ConnectionRefusedError):
        return "nobody listens; is auraed running?"
    if isinstance(error, PermissionError):
        return "permission denied; you may not use this socket"
    if isinstance(error, TimeoutError):
        return "it does not answer"
    if isinstance(error, ConnectionError):
        return "it closed the connection; is it the right socket?"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


# What OpenSSL calls a failure, by the words in its reason; the first that fits is taken.
# The alerts come from the daemon and speak of our certificate.
_TLS_REASONS = (
    (
        "ALERT_CERTIFICATE_EXPIRED",
        "the daemon says that our certificate has expired; " + LOGIN_HINT,
    ),
    ("ALERT_UNKNOWN_CA", "the daemon does not know the CA of our certificate; " + LOGIN_HINT),
    # Another CA of the same name, as after the daemon was set up anew.
    ("ALERT_DECRYPT_ERROR", "the daemon does not know the CA of our certificate; " + LOGIN_HINT),
    ("ALERT_CERTIFICATE_UNKNOWN", "the daemon does not accept our certificate; " + LOGIN_HINT),
    ("ALERT_BAD_CERTIFICATE", "the daemon does not accept our certificate; " + LOGIN_HINT),
    (
        "ALERT_CERTIFICATE_REVOKED",
        "the daemon says that our certificate is revoked; " + LOGIN_HINT,
    ),
    ("ALERT_UNSUPPORTED_CERTIFICATE", "our certificate is of a kind that the daemon refuses"),
    ("CERTIFICATE_REQUIRED", "the daemon wants a client certificate; " + LOGIN_HINT),
    ("ALERT_ACCESS_DENIED", "the daemon does not accept who we are"),
    ("PROTOCOL_VERSION", "the other side does not speak TLS 1.3"),
    ("UNSUPPORTED_PROTOCOL", "the other side does not speak TLS 1.3"),
    ("WRONG_VERSION_NUMBER", "the other side does not speak TLS; is it the right socket?"),
    ("RECORD_LAYER_FAILURE", "the other side does not speak TLS; is it the right socket?"),
    ("UNEXPECTED_EOF", "the other side ended the TLS handshake"),
)


def tls(place: str, error: "ssl.SSLError") -> ClientError:
    """Explain a failure of TLS with `place`, ours or an alert that the daemon sent."""
    from ssl import SSLCertVerificationError

    if isinstance(error, SSLCertVerificationError):
        why = error.verify_message
        if error.verify_code in {9, 10}:  # X509_V_ERR_CERT_NOT_YET_VALID, _HAS_EXPIRED
            return UntrustedError(f"cannot trust the daemon at {place}: its {why}")
        return UntrustedError(
            f"cannot trust the daemon at {place}: its certificate is not signed by our CA ({why}); "
            f"if the daemon was set up anew, {LOGIN_HINT}"
        )
    reason = (getattr(error, "reason", None) or str(error)).upper().replace(" ", "_")
    for words, text in _TLS_REASONS:
        if words in reason:
            return UntrustedError(f"cannot use the daemon at {place}: {text}")
    return UntrustedError(
        f"cannot use the daemon at {place}: TLS: {reason.lower().replace('_', ' ')}"
    )


def closed_after_handshake(place: str) -> ClientError:
    """Explain a connection that ended between our part of the TLS handshake and the first bytes.

    In TLS 1.3 the daemon judges our certificate then, and not every TLS library says what it found.
    """
    return UntrustedError(
        f"cannot use the daemon at {place}: it closed the connection after the TLS handshake; "
        f"it may not accept our certificate, then {LOGIN_HINT}"
    )


def complete(what: str, why: ClientError) -> ClientError:
    """Put "cannot X" before a reason that does not say it yet."""
    text = str(why)
    return why if text.startswith("cannot ") else UnreachableError(f"{what}: {text}")


def status(method: str, code: HasStatus, message: str | None) -> CallError:
    """Explain a gRPC status; the daemon's own text begins with "cannot" and stays as it is."""
    name = method.rpartition("/")[2]
    if code.name == "UNIMPLEMENTED" or (message or "").startswith("Missing content-type"):
        text = (
            f"cannot call {name}: the daemon does not have it; are aer and auraed of one version?"
        )
        return CallError(text, "UNIMPLEMENTED")
    if message and message.startswith("cannot "):
        return CallError(message, code.name)
    told = message or code.name.lower().replace("_", " ")
    return CallError(f"cannot call {name}: {told}", code.name, told)


def of_file(path: Path, error: OSError) -> str:
    """Say in a few words why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        return f"{path}: no such file"
    return f"{path}: {error.strerror or error}"
