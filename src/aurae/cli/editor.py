"""Has a person edit a text with the editor of their choice."""

import os
import shlex
import tempfile
from pathlib import Path

from aurae.client.errors import ClientError


def edited(text: str, name: str) -> str:
    """Return the text as it is when the editor ends; ClientError when that cannot be had."""
    words = _editor()
    with tempfile.TemporaryDirectory(prefix="aer-") as folder:
        path = Path(folder, name)
        path.write_text(text)
        _run([*words, str(path)])
        try:
            return path.read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise ClientError(f"cannot read what the editor wrote: {error}") from None


def _editor() -> list[str]:
    line = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise ClientError(f"cannot run the editor {line!r}: {error}") from None
    return words or ["vi"]


def _run(words: list[str]) -> None:
    try:
        pid = os.posix_spawnp(words[0], words, os.environ)
    except OSError as error:
        raise ClientError(f"cannot run the editor {words[0]}: {error.strerror}") from None
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise ClientError(f"cannot edit: the editor {words[0]} ended with {code}")
