"""How registries are spoken to."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CredentialHelper = Callable[[str, bytes], Awaitable[bytes]]
"""Runs a program, by its name, with these bytes as its input; returns what it wrote to its output,
whether it succeeded or not. Raises OSError when it cannot be run."""


@dataclass(frozen=True, slots=True)
class RegistrySettings:
    """Files, limits and patience; times are seconds, sizes bytes."""

    hosts_dir: Path = Path("/etc/aurae/registries")
    """A folder for each registry, with hosts.toml or certificates."""
    auth_files: tuple[Path, ...] = ()
    """Docker's config.json and podman's auth.json; the first that knows a registry counts."""
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    """Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY stand."""
    connect_timeout: float = 15.0
    stall: float = 30.0
    """How long nothing may come before a stream is given up."""
    least_rate: int = 1024
    """Bytes a second that a stream must bring, over the time in which it must not stall."""
    blob_timeout: float = 12 * 3600.0
    """How long one blob may take in all, from however many streams and hosts."""
    attempts: int = 5
    """Tries of one request, or of one stream that does not get on."""
    first_pause: float = 0.5
    longest_pause: float = 20.0
    longest_wait: float = 120.0
    """The most that a registry may ask for (Retry-After) without the request being given up."""
    parallel: int = 4
    """Ranges of one blob that are fetched at once."""
    parallel_from: int = 32 * 1024 * 1024
    """Blobs of at least this size are fetched in ranges."""
    piece: int = 16 * 1024 * 1024
    """Size of a range."""
    whole_upload: int = 8 * 1024 * 1024
    """Blobs up to this size are pushed in one request, which cannot be resumed."""
    helper_timeout: float = 30.0
