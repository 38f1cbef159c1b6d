"""Stores of images are made in memory: each blob and each row is synced, and disks may be busy."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder in memory."""
    with tempfile.TemporaryDirectory(prefix="aurae-", dir="/dev/shm") as place:
        yield Path(place)
