"""Writes an archive that comes from the daemon: to a file that is there when all of it is, or on."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from aurae.client.errors import ClientError


@contextlib.contextmanager
def written(path: str) -> Iterator[IO[bytes]]:
    """Give a file beside the one that is wanted, which takes its place at the end."""
    if path == "-":
        if sys.stdout.isatty():
            raise ClientError("cannot write the archive: standard output is a terminal")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if Path(path).exists() and not Path(path).is_file():
        with Path(path).open("wb") as file:  # a pipe or a device
            yield file
        return
    beside = tempfile.NamedTemporaryFile(dir=Path(path).absolute().parent, delete=False)  # noqa: SIM115  # closed below
    try:
        with beside:
            yield beside.file
        mask = os.umask(0)
        os.umask(mask)
        Path(beside.name).chmod(0o666 & ~mask)
        Path(beside.name).replace(path)
    except BaseException:
        Path(beside.name).unlink(missing_ok=True)
        raise
