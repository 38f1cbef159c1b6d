"""Tokens by which guests ask for metadata (version 2): made and checked without being kept.

One is good for one machine, until its time is over or another server has begun.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST, MOST = 1, 21_600
"""Seconds that one may be good for."""
_NONCE, _TIME = 8, 8


class Tokens:
    """Those of one machine. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Those of any other object are not good here."""
        self._clock = clock
        self._secret = secrets.token_bytes(32)

    def issue(self, seconds: int) -> str:
        """Return a token that is good for some time, LEAST to MOST seconds."""
        until = int((self._clock() + seconds) * 1000)
        said = until.to_bytes(_TIME, "big") + secrets.token_bytes(_NONCE)
        return base64.urlsafe_b64encode(said + self._sign(said)).decode()

    def is_good(self, token: str) -> bool:
        """Say whether a token is one of ours, and its time is not over."""
        try:
            found = base64.b64decode(token.encode(), b"-_", validate=True)
        except (UnicodeEncodeError, binascii.Error):
            return False
        said, signature = found[: _TIME + _NONCE], found[_TIME + _NONCE :]
        if not hmac.compare_digest(signature, self._sign(said)):
            return False
        return self._clock() * 1000 < int.from_bytes(said[:_TIME], "big")

    def _sign(self, said: bytes) -> bytes:
        return hmac.digest(self._secret, said, hashlib.sha256)
