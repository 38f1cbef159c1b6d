"""Puts what Deno's test runner says in the user's words: their files instead of our modules.

Deno knows a file of tests as `SCRATCH/3.js`, and its code as blobs. Which blob is which file, and
where the text of the two differs, tester.js writes to `SCRATCH/3.json`.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import signal
import subprocess
import sys
from typing import IO

from aurae.model.shown import escaped
from aurae.script import engine

COLOUR = r"(?:\x1b\[[\d;]*m)*"
BLOB = re.compile(
    rf"(blob:null/[0-9a-f-]{{36}})(?:({COLOUR}):({COLOUR})(\d+)({COLOUR}):({COLOUR})(\d+))?"
)
# Deno says so when it has said all else.
LAST = re.compile(rf"^{COLOUR}error{COLOUR}: Test failed\n\Z", re.MULTILINE)
# Frames of Deno's own and of the bundle.
FRAME = re.compile(rf"^\s+{COLOUR}at .*(?:ext:cli/|{re.escape(engine.BUNDLE)}).*\n?", re.MULTILINE)


class Names:
    """What the modules of a run are called."""

    def __init__(self, scratch: str, files: list[str]) -> None:
        self._scratch = scratch
        self._files = files
        stem = re.escape(os.path.basename(scratch))
        self._stub = re.compile(rf"({COLOUR})[^\s\x1b\"'<>=(]*{stem}/(\d+)\.js(?::1:1\b)?")
        self._frame = re.compile(rf"^\s+{COLOUR}at .*{stem}/\d+\.js.*\n?", re.MULTILINE)
        self._blobs: dict[str, tuple[str, dict[str, list[list[int]]]]] = {}

    def told(self, text: str) -> str:
        """The text in the user's words."""
        text = self._frame.sub("", FRAME.sub("", LAST.sub("", text)))
        text = self._stub.sub(lambda found: found[1] + escaped(self._files[int(found[2])]), text)
        return BLOB.sub(self._place, text)

    def rewrite(self, path: str) -> None:
        """Put the text of a file in the user's words."""
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.told(text))

    def _place(self, found: re.Match[str]) -> str:
        address, *parts, column = found.groups()
        name, shifts = self._known(address)
        if column is None:
            return name
        text = int(column)
        source = text - sum(by for at, by in shifts.get(parts[2], []) if at < text)
        return name + _joined(parts, source)

    def _known(self, address: str) -> tuple[str, dict[str, list[list[int]]]]:
        if address not in self._blobs:
            for number in range(len(self._files)):
                path = os.path.join(self._scratch, f"{number}.json")
                if os.path.exists(path):
                    with open(path, encoding="utf-8") as file:
                        self._blobs.update(json.load(file))
        return self._blobs.get(address, (address, {}))


def _joined(parts: list[str], column: int) -> str:
    before, between, line, after, last = parts
    return f"{before}:{between}{line}{after}:{last}{column}"


def run(command: list[str], names: Names) -> int:
    """Run Deno and say what it says in the user's words; returns its exit status."""
    environment = dict(os.environ)
    if not sys.stdout.isatty():
        environment["NO_COLOR"] = "1"
    environment.pop("RUST_BACKTRACE", None)
    sys.stdout.flush()
    process = subprocess.Popen(  # noqa: S603  # the engine, as `launch` runs it
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    # Ctrl-C goes to Deno as well, which ends with a summary.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        _forward({process.stdout: 1, process.stderr: 2}, names)
    status = process.wait()
    return status if status >= 0 else 128 - status


def _forward(pipes: dict[IO[bytes], int], names: Names) -> None:
    """Copy what comes from each pipe to its descriptor until all are closed."""
    held = dict.fromkeys(pipes.values(), b"")
    with selectors.DefaultSelector() as selector:
        for pipe, descriptor in pipes.items():
            selector.register(pipe, selectors.EVENT_READ, descriptor)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, 65536)
                text = held[key.data] + data
                # A line that is not whole yet goes on at once, unless it may hold one of our names.
                end = text.rfind(b"\n") + 1
                rest = text[end:]
                if data and any(sign in rest for sign in (b"blob:", b"auraescript-", b"    at")):
                    text, held[key.data] = text[:end], rest
                else:
                    held[key.data] = b""
                _write(key.data, names.told(text.decode(errors="surrogateescape")))
                if not data:
                    selector.unregister(key.fileobj)


def _write(descriptor: int, text: str) -> None:
    data = text.encode(errors="surrogateescape")
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    except BrokenPipeError:
        sys.exit(141)
