"""Reads the three things that a client asks of a certificate: its SPIFFE ID and its two dates.

`cryptography` takes longer to import than a whole `aer ps` may take, and the ssl module shows
only the peer's certificate; hence this small walk through the DER (RFC 5280, X.690). It decides
nothing about trust: OpenSSL has verified the peer's chain, and the daemon verifies ours.
"""

import base64
import re
from datetime import UTC, datetime
from typing import NamedTuple

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----")
_SUBJECT_ALT_NAME = bytes.fromhex("551d11")  # 2.5.29.17
_SEQUENCE, _OBJECT_ID, _OCTETS, _UTC_TIME, _GENERAL_TIME = 0x30, 0x06, 0x04, 0x17, 0x18
_VERSION, _EXTENSIONS, _URI = 0xA0, 0xA3, 0x86


class Certificate(NamedTuple):
    """`uris` are the URI subject alternative names; a SPIFFE certificate has exactly one."""

    uris: tuple[str, ...]
    not_before: datetime
    not_after: datetime

    @property
    def spiffe_id(self) -> str:
        """The SPIFFE ID; ValueError when there is not exactly one URI or it is of another scheme."""
        if len(self.uris) != 1 or not self.uris[0].startswith("spiffe://"):
            raise ValueError("it has no SPIFFE ID")
        return self.uris[0]

    @property
    def trust_domain(self) -> str:
        """The trust domain of the SPIFFE ID; ValueError as in `spiffe_id`."""
        return self.spiffe_id.removeprefix("spiffe://").partition("/")[0]


def first_of_pem(data: bytes) -> Certificate:
    """Read the first certificate of a PEM file; ValueError when there is none or it is damaged."""
    match = _PEM.search(data)
    if match is None:
        raise ValueError("it holds no certificate in PEM")
    return parse(base64.b64decode(match[1]))


def parse(der: bytes) -> Certificate:
    """Read a certificate; ValueError when it is not one."""
    try:
        return _certificate(der)
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueError("it is not a certificate") from error


def _certificate(der: bytes) -> Certificate:
    tbs = _inside(_inside(der, _SEQUENCE), _SEQUENCE)
    fields = _elements(tbs)
    if fields[0][0] == _VERSION:
        fields = fields[1:]
    # serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo, then optional parts
    dates = _elements(fields[3][1])
    uris: list[str] = []
    for tag, content in fields[6:]:
        if tag == _EXTENSIONS:
            for _, extension in _elements(_inside(content, _SEQUENCE)):
                uris += _uris(extension)
    return Certificate(tuple(uris), _time(*dates[0]), _time(*dates[1]))


def _uris(extension: bytes) -> list[str]:
    parts = _elements(extension)
    if parts[0] != (_OBJECT_ID, _SUBJECT_ALT_NAME):
        return []
    tag, value = parts[-1]
    if tag != _OCTETS:
        raise ValueError("it is not a certificate")
    return [
        text.decode("ascii") for tag, text in _elements(_inside(value, _SEQUENCE)) if tag == _URI
    ]


def _time(tag: int, content: bytes) -> datetime:
    text = content.decode("ascii")
    if tag == _UTC_TIME:
        # RFC 5280, 4.1.2.5.1: years 50 to 99 are of the twentieth century.
        text = ("19" if text[:2] >= "50" else "20") + text
    elif tag != _GENERAL_TIME:
        raise ValueError("it is not a certificate")
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _inside(data: bytes, wanted: int) -> bytes:
    """Return the content of the first element, which must have this tag."""
    tag, content = _elements(data)[0]
    if tag != wanted:
        raise ValueError("it is not a certificate")
    return content


def _elements(data: bytes) -> list[tuple[int, bytes]]:
    """Split DER into its elements, (tag, content) each; IndexError or ValueError when it is cut."""
    found = []
    at = 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4:
                raise ValueError("it is not a certificate")
            length = int.from_bytes(data[at : at + size])
            at += size
        if at + length > len(data):
            raise ValueError("it is not a certificate")
        found.append((tag, data[at : at + length]))
        at += length
    if not found:
        raise ValueError("it is not a certificate")
    return found
