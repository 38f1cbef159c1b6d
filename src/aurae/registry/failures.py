"""Why a registry gives nothing: one class for each thing a caller can do about it.

    RegistryFailed
    +-- NotFound       name another image
    +-- Unauthorized   log in, or ask for the right
    +-- BadContent     trust nobody on the way, or have the image pushed anew
    +-- Unavailable    try again later

`str()` is the reason alone; whoever knows the action writes "cannot X: " before it.
"""

from __future__ import annotations


class RegistryFailed(Exception):
    """A registry does not do what it is asked for."""


class NotFound(RegistryFailed):
    """The registry has no such image, manifest or blob."""


class Unauthorized(RegistryFailed):
    """The registry wants other credentials, or none will do."""


class BadContent(RegistryFailed):
    """What came is not what was asked for: its digest, its size or its form is another."""


class Unavailable(RegistryFailed):
    """The registry cannot be reached, is busy or broke off; the same request may succeed later."""

    def __init__(self, why: str, wait: float | None = None, *, lasting: bool = False) -> None:
        """`wait` is how long the registry asks to be left alone; `lasting`: now it is no use."""
        super().__init__(why)
        self.wait = wait
        self.lasting = lasting
